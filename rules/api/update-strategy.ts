import { rule } from '../rule';
import { checkAmount, sizeOf } from '../validation/amount';
import { notNegative } from '../validation/fields';

const NO_UPDATE = 'The workload could not replace any pod.';
const BOTH_ZERO = '`maxSurge` and `maxUnavailable` are both 0.';
const RAISE = 'Set `maxSurge` or `maxUnavailable` to 1 or more.';

export const updateStrategy = rule({
  id: 'api/update-strategy',
  severity: 'error',
  summary: 'The update strategy of a workload must be valid, and allow it to replace pods.',
  see: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy',
  checks: {
    DeploymentStrategy({ type, rollingUpdate }, at, context) {
      const { maxUnavailable = '25%', maxSurge = '25%' } = rollingUpdate ?? {};
      const path = at.field('rollingUpdate');
      if (type && type !== 'RollingUpdate' && type !== 'Recreate') {
        // the server reports the strategy
        context.notSupported(at, type, ['Recreate', 'RollingUpdate']);
      } else if (type === 'Recreate') {
        if (rollingUpdate !== undefined) {
          const why = 'With the type Recreate, all old pods end before new pods start.';
          context.forbidden(path, '`rollingUpdate` is set.', why, 'Remove `rollingUpdate`.');
        }
      } else {
        checkAmount(maxUnavailable, path.field('maxUnavailable'), context, 100);
        checkAmount(maxSurge, path.field('maxSurge'), context, Infinity);
        if (sizeOf(maxUnavailable) === 0 && sizeOf(maxSurge) === 0) {
          context.invalid(path.field('maxUnavailable'), BOTH_ZERO, NO_UPDATE, RAISE);
        }
      }
    },

    DaemonSetUpdateStrategy({ type, rollingUpdate }, at, context) {
      const { maxUnavailable = 1, maxSurge = 0 } = rollingUpdate ?? {};
      const path = at.field('rollingUpdate');
      if (type && type !== 'RollingUpdate' && type !== 'OnDelete') {
        context.notSupported(at, type, ['RollingUpdate', 'OnDelete']);
      } else if (type !== 'OnDelete') {
        checkAmount(maxUnavailable, path.field('maxUnavailable'), context, 100);
        checkAmount(maxSurge, path.field('maxSurge'), context, 100);
        if (sizeOf(maxUnavailable) !== 0 && sizeOf(maxSurge) !== 0) {
          const what = '`maxSurge` and `maxUnavailable` are both set.';
          const why = 'On each node, either the old pod ends first, or the new pod starts first.';
          context.invalid(path.field('maxSurge'), what, why, 'Remove `maxSurge`, or set `maxUnavailable` to 0.');
        } else if (sizeOf(maxUnavailable) === 0 && sizeOf(maxSurge) === 0) {
          context.required(path.field('maxUnavailable'), BOTH_ZERO, NO_UPDATE, RAISE);
        }
      }
    },

    StatefulSetUpdateStrategy({ type, rollingUpdate }, at, context) {
      const path = at.field('rollingUpdate');
      if (type && type !== 'RollingUpdate' && type !== 'OnDelete') {
        const why = 'It must be RollingUpdate or OnDelete.';
        context.invalid(at, `"${type}" is not a strategy of a StatefulSet.`, why, 'Set `type` to RollingUpdate.');
      } else if (rollingUpdate !== undefined && type === 'OnDelete') {
        const why = 'With the type OnDelete, only a deleted pod is replaced.';
        context.invalid(path, '`rollingUpdate` is set.', why, 'Remove `rollingUpdate`.');
      } else if (rollingUpdate !== undefined) {
        const { maxUnavailable = 1 } = rollingUpdate;
        notNegative(rollingUpdate, path, context, 'partition');
        checkAmount(maxUnavailable, path.field('maxUnavailable'), context, 100);
        if (sizeOf(maxUnavailable) === 0) {
          const fix = 'Set `maxUnavailable` to 1 or more.';
          context.invalid(path.field('maxUnavailable'), '`maxUnavailable` is 0.', NO_UPDATE, fix);
        }
      }
    },
  },
});

/** Checks a number or a percentage of pods. */
