import { notQualifiedName } from '../model/names';
import { rule } from '../rule';
import { checkForm } from '../validation/fields';

export const gates = rule({
  id: 'api/gates',
  severity: 'error',
  summary:
    'Readiness and scheduling gates must have valid names; scheduling gates must be unique, and exclude `nodeName`.',
  see: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-scheduling-readiness/',
  checks: {
    PodReadinessGate({ conditionType = '' }, at, context) {
      checkForm(conditionType, at.field('conditionType'), context, notQualifiedName, 'condition type');
    },

    'PodSpec.schedulingGates'({ schedulingGates, nodeName }, at, context) {
      const names = new Set<string>();
      schedulingGates.forEach(({ name = '' }, i) => {
        const place = at.field('schedulingGates').item(i);
        checkForm(name, place, context, notQualifiedName, 'name of a scheduling gate');
        if (names.has(name)) {
          const why = 'The name of a scheduling gate must be unique.';
          context.duplicate(place, `the scheduling gate "${name}" is a duplicate.`, why, 'Remove one of the two.');
        }
        names.add(name);
      });
      if (schedulingGates.length > 0 && nodeName && !context.isTemplate) {
        const why = 'A pod with scheduling gates waits for the scheduler, but `nodeName` assigns the pod to a node.';
        const fix = 'Remove `nodeName` or `schedulingGates`.';
        context.forbidden(at.field('nodeName'), 'the pod has scheduling gates, too.', why, fix);
      }
    },
  },
});
