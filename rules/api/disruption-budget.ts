import { rule } from '../rule';
import { choice } from '../validation/fields';
import { checkAmount } from '../validation/amount';
import { checkLabelSelector } from '../validation/label-selector';

const EVICTION_POLICIES = ['AlwaysAllow', 'IfHealthyBudget'];

export const disruptionBudget = rule({
  id: 'api/disruption-budget',
  severity: 'error',
  summary: 'A PodDisruptionBudget must have either `minAvailable` or `maxUnavailable`, and a valid selector.',
  see: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
  checks: {
    PodDisruptionBudget({ spec = {} }, objectAt, context) {
      const at = objectAt.field('spec');
      if (spec.minAvailable !== undefined && spec.maxUnavailable !== undefined) {
        const what = '`minAvailable` and `maxUnavailable` are both set.';
        context.invalid(at, what, 'A budget has one of the two.', 'Remove one of the two.');
      }
      for (const field of ['minAvailable', 'maxUnavailable'] as const) {
        const amount = spec[field];
        if (amount !== undefined) {
          checkAmount(amount, at.field(field), context, 100);
        }
      }
      checkLabelSelector(spec.selector, () => at.field('selector'), context);
      choice(spec, at, context, 'unhealthyPodEvictionPolicy', EVICTION_POLICIES);
    },
  },
});
