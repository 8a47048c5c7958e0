import { Inspection } from '../validation/validation-context';
import { notQualifiedName } from '../model/names';
import { Place } from '../model/field-path';

/**
 * The selector as the API server completes it: for each key whose label the pod has, an expression with the label's value.
 * It does so in pods, not in templates.
 */
export function withKeys(selector: any, match: string[] = [], mismatch: string[] = [], pod: Inspection): any {
  const { labels = {} } = pod.metadata;
  const expression = (operator: string) => (key: string) => ({ key, operator, values: [labels[key]] });
  const has = (key: string) => Object.prototype.hasOwnProperty.call(labels, key);
  if (selector === undefined || pod.isTemplate || !(match.some(has) || mismatch.some(has))) {
    return selector;
  }
  const added = [...match.filter(has).map(expression('In')), ...mismatch.filter(has).map(expression('NotIn'))];
  return { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...added] };
}

/** The keys whose values are to be those of the pod's own labels, or not. */
export function checkLabelKeys(rule: string, term: any, at: Place, pod: Inspection): void {
  const { matchLabelKeys: match = [], mismatchLabelKeys: mismatch = [], labelSelector: selector } = term;
  checkKeys(rule, match, 'matchLabelKeys', selector, at, pod);
  checkKeys(rule, mismatch, 'mismatchLabelKeys', selector, at, pod);
  if (match.length === 0) {
    return;
  }
  const seen = new Set(Object.keys(selector?.matchLabels ?? {}));
  const last = new Map<string, number>(match.map((key: string, i: number) => [key, i]));
  for (const { key = '' } of selector?.matchExpressions ?? []) {
    if (last.has(key) && seen.has(key)) {
      const what = `"${key}" is both in matchLabelKeys and in the labelSelector.`;
      // as the server writes it
      const place = `${at}[${last.get(key)}]`;
      pod.invalid(rule, place, what, 'Only one of the two can say what the label is.', 'Leave it out of one.');
    }
    seen.add(key);
  }
  const others = new Set(mismatch);
  for (let i = 0; i < match.length; i++) {
    if (others.has(match[i])) {
      const what = `"${match[i]}" is in mismatchLabelKeys as well.`;
      const place = at.field('matchLabelKeys').item(i);
      pod.invalid(rule, place, what, 'A label cannot both match and not match.', 'Leave it out of one of the two.');
    }
  }
}

function checkKeys(rule: string, keys: string[], field: string, selector: any, at: Place, pod: Inspection): void {
  if (keys.length > 0 && selector === undefined) {
    const why = `${field} adds to a labelSelector.`;
    pod.forbidden(rule, at.field(field), 'there is no labelSelector.', why, 'Add labelSelector, or leave this out.');
    return;
  }
  for (let i = 0; i < keys.length; i++) {
    const why = notQualifiedName(keys[i]);
    if (why !== undefined) {
      pod.invalid(rule, at.field(field).item(i), `"${keys[i]}" cannot be the key of a label.`, why, 'Correct it.');
    }
  }
}
