import { rule } from '../rule';
import { needChoice } from '../validation/fields';

/** Higher priorities are for the classes of the system. */
const HIGHEST = 1_000_000_000;
const SYSTEM = 'system-';

/** The classes of the system, and their priorities. */
const OF_SYSTEM: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};

export const priorityClass = rule({
  id: 'api/priority-class',
  severity: 'error',
  summary: 'A PriorityClass must have a priority of at most 1000000000; names that start with "system-" are reserved.',
  see: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#priorityclass',
  checks: {
    PriorityClass(object, at, context) {
      const { metadata = {}, value = 0, globalDefault = false } = object;
      const { name = '' } = metadata;
      if (name.startsWith(SYSTEM)) {
        if (OF_SYSTEM[name] !== value || globalDefault) {
          const why = `Names that start with "${SYSTEM}" are reserved for Kubernetes.`;
          context.forbidden(at.field('metadata').field('name'), `"${name}" is reserved.`, why, 'Use another name.');
        }
      } else if (value > HIGHEST) {
        const fix = `Use ${HIGHEST} or less.`;
        context.forbidden(at.field('value'), `${value} is too high.`, `The limit is ${HIGHEST}.`, fix);
      }
      if (object.preemptionPolicy !== undefined) {
        needChoice(object, at, context, 'preemptionPolicy', ['Never', 'PreemptLowerPriority']);
      }
    },
  },
});
