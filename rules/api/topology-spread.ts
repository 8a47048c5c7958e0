import { choice, need } from '../validation/fields';
import { Inspection } from '../validation/validation-context';
import { checkLabelSelector } from '../validation/label-selector';
import { checkLabelKeys, withKeys } from './match-label-keys';
import { notQualifiedName } from '../model/names';
import { Place } from '../model/field-path';
import { ApiRule } from './rule';

const RULE = 'api/topology-spread';

const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];
const POLICIES = ['Honor', 'Ignore'];

/**
 * How pods are spread over nodes, zones or other parts of a cluster.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export const topologySpread: ApiRule = {
  'PodSpec.topologySpreadConstraints'({ topologySpreadConstraints: all }, at, pod) {
    const next = new Map<string, number>();
    for (let i = all.length - 1; i >= 0; i--) {
      const later = next.get(kindOf(all[i]));
      next.set(kindOf(all[i]), i);
      if (later !== undefined) {
        const place = at.field('topologySpreadConstraints').item(i).field('{topologyKey, whenUnsatisfiable}');
        const what = `item ${later} has the same topologyKey and whenUnsatisfiable.`;
        pod.duplicate(RULE, place, what, 'One of such a pair would be passed over.', 'Make one constraint of the two.');
      }
    }
  },

  TopologySpreadConstraint(constraint, at, pod) {
    const { maxSkew = 0, minDomains, whenUnsatisfiable = '' } = constraint;
    if (maxSkew <= 0) {
      notPositive('maxSkew', maxSkew, at, pod, 'FieldValueInvalid');
    }
    need(RULE, constraint, at, pod, 'topologyKey');
    choice(RULE, { whenUnsatisfiable }, at, pod, 'whenUnsatisfiable', ACTIONS);
    if (minDomains !== undefined && minDomains <= 0) {
      notPositive('minDomains', minDomains, at, pod, 'FieldValueInvalid');
    }
    if (minDomains !== undefined && whenUnsatisfiable !== 'DoNotSchedule') {
      const why = 'It counts where pods must be spread: with whenUnsatisfiable: DoNotSchedule.';
      pod.invalid(RULE, at.field('minDomains'), 'it has no effect here.', why, 'Leave it out.');
    }
    choice(RULE, constraint, at, pod, 'nodeAffinityPolicy', POLICIES);
    choice(RULE, constraint, at, pod, 'nodeTaintsPolicy', POLICIES);
    checkSelector(constraint, at, pod);
  },
};

function kindOf({ topologyKey = '', whenUnsatisfiable = '' }: any): string {
  return `${topologyKey} ${whenUnsatisfiable}`;
}

function notPositive(field: string, value: number, at: Place, pod: Inspection, type: 'FieldValueInvalid'): void {
  pod.error(RULE, type, at.field(field), `${value} is too small.`, 'The least is 1.', 'Write 1 or more.');
}

/** Since 1.34, the server completes the selector itself, as it does that of affinities. */
function checkSelector(constraint: any, at: Place, pod: Inspection): void {
  const { matchLabelKeys, labelSelector } = constraint;
  if (pod.minor >= 34) {
    const selector = matchLabelKeys === undefined ? labelSelector : withKeys(labelSelector, matchLabelKeys, [], pod);
    checkLabelKeys(RULE, { matchLabelKeys, labelSelector: selector }, at, pod);
    checkLabelSelector(RULE, selector, () => at.field('labelSelector'), pod);
  } else {
    checkKeys(matchLabelKeys, labelSelector, at, pod);
    checkLabelSelector(RULE, labelSelector, () => at.field('labelSelector'), pod);
  }
}

function checkKeys(keys: string[] = [], selector: any, at: Place, pod: Inspection): void {
  if (keys.length === 0) {
    return;
  }
  const place = () => at.field('matchLabelKeys');
  if (selector === undefined) {
    const why = 'matchLabelKeys adds to a labelSelector.';
    pod.forbidden(RULE, place(), 'there is no labelSelector.', why, 'Add labelSelector, or leave this out.');
  }
  const selected = new Set([
    ...Object.keys(selector?.matchLabels ?? {}),
    ...(selector?.matchExpressions ?? []).map(({ key = '' }: any) => key),
  ]);
  for (let i = 0; i < keys.length; i++) {
    const noKey = notQualifiedName(keys[i]);
    if (noKey !== undefined) {
      pod.invalid(RULE, place().item(i), `"${keys[i]}" cannot be the key of a label.`, noKey, 'Correct it.');
    }
    if (selected.has(keys[i])) {
      const what = `"${keys[i]}" is in the labelSelector as well.`;
      const why = 'Only one of the two can say what the label is.';
      pod.invalid(RULE, place().item(i), what, why, 'Leave it out of one of the two.');
    }
  }
}
