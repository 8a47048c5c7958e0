import { notLabelValue } from '../model/names';
import { rule } from '../rule';

export const labelValue = rule({
  id: 'api-warning/label-value',
  severity: 'warning',
  summary: 'A preferred node affinity should match only valid label values.',
  details: 'No node has a label with an invalid value, so the preference has no effect.',
  see: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity',
  checks: {
    'PreferredSchedulingTerm.preference'({ preference: { matchExpressions = [] } }, at, context) {
      if (context.minor < 32) {
        return;
      }
      matchExpressions.forEach(({ values = [] }, i) => {
        values.forEach((value, j) => {
          const why = notLabelValue(value);
          if (why !== undefined) {
            const expression = at.field('preference').field('matchExpressions').item(i);
            const what = `"${value}" is not a valid value of a label.`;
            context.warn(expression.field('values').item(j), what, why, 'Write the value that the nodes have.');
          }
        });
      });
    },
  },
});
