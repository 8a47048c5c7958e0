import { ApiRule } from './rule';

const RULE = 'api/ephemeral-container';

/** What a container that is only there to look around does not have. */
const NOT_FOR_THEM = [
  'ports',
  'resources',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
];

/**
 * Ephemeral containers are put into a pod that runs: `kubectl debug` does so. No manifest can have them.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/
 */
export const ephemeralContainer: ApiRule = {
  'PodSpec.ephemeralContainers'({ containers = [], initContainers = [], ephemeralContainers }, at, pod) {
    const others = new Set([...containers, ...initContainers].map(({ name }: any) => name));
    ephemeralContainers.forEach(({ targetContainerName: target }: any, i: number) => {
      if (target && !others.has(target)) {
        const place = at.field('ephemeralContainers').item(i).field('targetContainerName');
        const what = `the pod has no container "${target}".`;
        pod.error(RULE, 'FieldValueNotFound', place, what, 'It looks into another one.', 'Name one that is there.');
      }
    });
    if (ephemeralContainers.length > 0) {
      const what = 'a pod cannot be created with ephemeral containers.';
      const fix = 'Leave them out; `kubectl debug` puts one into a pod that runs.';
      pod.forbidden(RULE, at.field('ephemeralContainers'), what, 'They are for looking into one that runs.', fix);
    }
  },

  EphemeralContainer(container, at, pod) {
    for (const field of NOT_FOR_THEM) {
      if (container[field] !== undefined && !isZero(field, container[field], pod.robbed)) {
        const why = 'It is there to look around, and nothing relies on it.';
        pod.forbidden(RULE, at.field(field), `an ephemeral container has no ${field}.`, why, 'Leave it out.');
      }
    }
    const { volumeMounts } = container;
    for (let i = 0; i < (volumeMounts?.length ?? 0); i++) {
      for (const field of ['subPath', 'subPathExpr']) {
        if (volumeMounts[i][field]) {
          const place = at.field('volumeMounts').item(i).field(field);
          const what = `an ephemeral container has no ${field}.`;
          pod.forbidden(RULE, place, what, 'Its mounts are not cleaned up until the pod ends.', 'Leave it out.');
        }
      }
    }
  },
};

/** Whether the server cannot tell it from a field that is not there. */
function isZero(field: string, value: any, robbed: ReadonlySet<object>): boolean {
  return (field === 'resources' || (field === 'lifecycle' && robbed.has(value))) && Object.keys(value).length === 0;
}
