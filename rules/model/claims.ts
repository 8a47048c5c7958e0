import { fieldsOf, itemsIn, PlainObject } from '../../util/plain-object';
import { nameText } from '../../util/json-text';
import { namespaceOf } from './selecting-object';

/** Who can use a claim at one time: the pods of one node, or one pod. */
export type ClaimUsers = 'node' | 'pod';

/** The PersistentVolumeClaims of an output that not all pods can use at one time. */
export class Claims {
  private cachedUsers?: ReadonlyMap<string, ClaimUsers | undefined>;

  public constructor(private readonly objects: readonly unknown[]) {}

  /** Who can use a claim; undefined if the claim is not in the output, or if pods of several nodes can use it. */
  public usersOf(namespace: string, name: string): ClaimUsers | undefined {
    this.cachedUsers ??= usersByClaim(this.objects);
    return this.cachedUsers.get(`${namespace} ${name}`);
  }
}

function usersByClaim(objects: readonly unknown[]): Map<string, ClaimUsers | undefined> {
  const all = objects.map(fieldsOf).filter(({ apiVersion }) => apiVersion === 'v1');
  const classes = new Set(
    all.filter(({ kind }) => kind === 'PersistentVolume').map(({ spec }) => fieldsOf(spec).storageClassName),
  );
  return new Map(
    all
      .filter(({ kind }) => kind === 'PersistentVolumeClaim')
      .map((claim) => {
        const { metadata, spec } = claim;
        return [`${namespaceOf(claim)} ${nameText(fieldsOf(metadata).name)}`, usersBy(fieldsOf(spec), classes)];
      }),
  );
}

/** @param classes the storage classes of the volumes that the output has: somebody creates these volumes by hand */
function usersBy(claim: PlainObject, classes: ReadonlySet<unknown>): ClaimUsers | undefined {
  const { accessModes, storageClassName, volumeName, selector } = claim;
  const [mode, ...others] = itemsIn(accessModes);
  if (others.length > 0) {
    return undefined;
  }
  if (mode === 'ReadWriteOncePod') {
    return 'pod';
  }
  // a volume on one node binds its pods to this node, and many volumes of the network do not limit their nodes
  const isLocal =
    classes.has(storageClassName) ||
    storageClassName === '' ||
    /local|host-?path|nfs/i.test(nameText(storageClassName));
  return mode === 'ReadWriteOnce' && volumeName === undefined && selector === undefined && !isLocal
    ? 'node'
    : undefined;
}
