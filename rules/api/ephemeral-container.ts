import { rule } from '../rule';

/** The fields that an ephemeral container cannot have. */
const FORBIDDEN = [
  'ports',
  'resources',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
] as const;

const SUB_PATHS = ['subPath', 'subPathExpr'] as const;

export const ephemeralContainer = rule({
  id: 'api/ephemeral-container',
  severity: 'error',
  summary: 'A manifest must not have ephemeral containers.',
  details: '`kubectl debug` adds them to a running pod.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/',
  checks: {
    'PodSpec.ephemeralContainers'({ containers = [], initContainers = [], ephemeralContainers }, at, context) {
      const list = at.field('ephemeralContainers');
      const names = new Set([...containers, ...initContainers].map(({ name }) => name));
      ephemeralContainers.forEach(({ targetContainerName: target }, i) => {
        if (target && !names.has(target)) {
          const place = list.item(i).field('targetContainerName');
          const why = 'The target must be a container or init container of the pod.';
          context.notFound(place, `the pod has no container "${target}".`, why, 'Write the name of a container.');
        }
      });
      if (ephemeralContainers.length > 0) {
        const what = 'a new pod cannot have ephemeral containers.';
        const why = 'Only a running pod can have them.';
        context.forbidden(list, what, why, 'Remove them; `kubectl debug` adds them to a running pod.');
      }
    },

    EphemeralContainer(container, at, context) {
      const why = 'An ephemeral container is for debugging: it has no guarantees for resources or execution.';
      for (const field of FORBIDDEN) {
        const value = container[field];
        // the server cannot distinguish these from a missing field
        const isIgnored = field === 'resources' || (field === 'lifecycle' && context.gatedStructs.has(value as object));
        if (value !== undefined && !(isIgnored && Object.keys(value).length === 0)) {
          const what = `an ephemeral container cannot have \`${field}\`.`;
          context.forbidden(at.field(field), what, why, `Remove \`${field}\`.`);
        }
      }
      container.volumeMounts?.forEach((mount, i) => {
        for (const field of SUB_PATHS.filter((name) => mount[name])) {
          const place = at.field('volumeMounts').item(i).field(field);
          const what = `a mount of an ephemeral container cannot have \`${field}\`.`;
          context.forbidden(place, what, 'The API server does not allow it.', `Remove \`${field}\`.`);
        }
      });
    },
  },
});
