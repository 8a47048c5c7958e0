/** Whether a volume is empty when the pod starts: one without a source is an `emptyDir`. */
export function startsEmpty(volume: any): boolean {
  for (const key in volume) {
    if (key !== 'name' && volume[key] !== undefined && volume[key] !== null) {
      return key === 'emptyDir' || (key === 'ephemeral' && isBlank(volume.ephemeral?.volumeClaimTemplate?.spec));
    }
  }
  return true;
}

/** Whether a claim is for a new volume, and not for the copy of another. */
function isBlank(claim: any): boolean {
  return claim?.dataSource === undefined && claim?.dataSourceRef === undefined && claim?.volumeName === undefined;
}
