import { PersistentVolumeClaimSpec, TypedLocalObjectReference } from '../../kubernetes/decoded';
import { rule } from '../rule';
import { checkClaimSpec } from '../validation/volume-claim';

export const volumeClaim = rule({
  id: 'api/volume-claim',
  severity: 'error',
  summary: 'A claim, and the claim template of an ephemeral volume or a StatefulSet, must have a valid spec.',
  see: 'https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes',
  checks: {
    PersistentVolumeClaim({ spec = {} }, at, context) {
      // the claims of a StatefulSet are templates
      if (context.struct === 'PersistentVolumeClaim') {
        checkClaimSpec(asStored(spec), at.field('spec'), context);
      }
    },
  },
});

/** The spec as the server stores it: it drops some sources without a warning, and copies a source to the other field. */
function asStored(spec: PersistentVolumeClaimSpec): PersistentVolumeClaimSpec {
  // the feature gate of other namespaces is off by default
  const reference = spec.dataSourceRef?.namespace ? undefined : spec.dataSourceRef;
  const source = reference !== undefined || isClassic(spec.dataSource) ? spec.dataSource : undefined;
  return { ...spec, dataSource: source ?? reference, dataSourceRef: reference ?? source };
}

/** Whether a source is of the kinds that claims had from the start. */
function isClassic({ apiGroup = '', kind }: TypedLocalObjectReference = {}): boolean {
  return (
    (kind === 'PersistentVolumeClaim' && apiGroup === '') ||
    (kind === 'VolumeSnapshot' && apiGroup === 'snapshot.storage.k8s.io')
  );
}
