import { TopologySpreadConstraint } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notQualifiedName } from '../model/names';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { checkForm, choice, need, range } from '../validation/fields';
import { checkLabelSelector } from '../validation/label-selector';
import { checkLabelKeys, completeSelector, missingSelector } from '../validation/match-label-keys';

const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];
const NODE_POLICIES = ['Honor', 'Ignore'];
const MOST = 2147483647;

export const topologySpread = rule({
  id: 'api/topology-spread',
  severity: 'error',
  summary: 'Topology spread constraints must be valid, and differ in `topologyKey` or `whenUnsatisfiable`.',
  see: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/',
  checks: {
    'PodSpec.topologySpreadConstraints'({ topologySpreadConstraints: constraints }, at, context) {
      const next = new Map<string, number>();
      for (let i = constraints.length - 1; i >= 0; i--) {
        const { topologyKey = '', whenUnsatisfiable = '' } = constraints[i];
        const pair = `${topologyKey} ${whenUnsatisfiable}`;
        const later = next.get(pair);
        if (later !== undefined) {
          const path = at.field('topologySpreadConstraints').item(i).field('{topologyKey, whenUnsatisfiable}');
          const what = `item ${later} has the same \`topologyKey\` and \`whenUnsatisfiable\`.`;
          context.duplicate(path, what, 'Each such pair must be unique.', 'Merge the two constraints.');
        }
        next.set(pair, i);
      }
    },

    TopologySpreadConstraint(constraint, at, context) {
      const { maxSkew = 0, minDomains, whenUnsatisfiable = '' } = constraint;
      range({ maxSkew }, at, context, 'maxSkew', 1, MOST);
      need(constraint, at, context, 'topologyKey');
      choice({ whenUnsatisfiable }, at, context, 'whenUnsatisfiable', ACTIONS);
      range(constraint, at, context, 'minDomains', 1, MOST);
      if (minDomains !== undefined && whenUnsatisfiable !== 'DoNotSchedule') {
        const why = 'It has an effect only if `whenUnsatisfiable` is DoNotSchedule.';
        context.invalid(at.field('minDomains'), '`minDomains` is set.', why, 'Remove `minDomains`.');
      }
      choice(constraint, at, context, 'nodeAffinityPolicy', NODE_POLICIES);
      choice(constraint, at, context, 'nodeTaintsPolicy', NODE_POLICIES);
      const labelSelector = context.minor >= 34 ? completeSelector(constraint, context) : constraint.labelSelector;
      if (context.minor >= 34) {
        checkLabelKeys({ ...constraint, labelSelector }, at, context);
      } else {
        checkKeys(constraint, at, context);
      }
      checkLabelSelector(labelSelector, () => at.field('labelSelector'), context);
    },
  },
});

/** The checks before 1.34, when the server did not complete the selector. */
function checkKeys(constraint: TopologySpreadConstraint, at: FieldPath, context: ValidationContext): void {
  const { matchLabelKeys: keys = [], labelSelector: selector } = constraint;
  if (keys.length > 0 && selector === undefined) {
    missingSelector('matchLabelKeys', at, context);
  }
  const selected = new Set([
    ...Object.keys(selector?.matchLabels ?? {}),
    ...(selector?.matchExpressions ?? []).map(({ key = '' }) => key),
  ]);
  keys.forEach((key, i) => {
    const path = at.field('matchLabelKeys').item(i);
    checkForm(key, path, context, notQualifiedName, 'label key');
    if (selected.has(key)) {
      const what = `"${key}" is in \`matchLabelKeys\` and in \`labelSelector\`.`;
      context.invalid(path, what, 'Only one of them can select a label.', `Remove "${key}" from one of them.`);
    }
  });
}
