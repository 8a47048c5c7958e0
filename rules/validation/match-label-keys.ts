import { LabelSelector } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notQualifiedName } from '../model/names';
import { ValidationContext } from '../validation-context';
import { checkForm } from './fields';

/** A selector of pods, and the keys of labels whose values it copies from its own pod. */
interface Term {
  readonly labelSelector?: LabelSelector;
  readonly matchLabelKeys?: readonly string[];
  readonly mismatchLabelKeys?: readonly string[];
}

/** The selector as the API server completes it in pods, but not in templates: with an expression for each label that it copies. */
export function completeSelector(term: Term, context: ValidationContext): LabelSelector | undefined {
  const { labelSelector: selector, matchLabelKeys = [], mismatchLabelKeys = [] } = term;
  if (selector === undefined || context.isTemplate) {
    return selector;
  }
  const labels = new Map(Object.entries(context.metadata.labels ?? {}));
  const expressions = (keys: readonly string[], operator: string) =>
    keys.filter((key) => labels.has(key)).map((key) => ({ key, operator, values: [labels.get(key)!] }));
  const copied = [...expressions(matchLabelKeys, 'In'), ...expressions(mismatchLabelKeys, 'NotIn')];
  return { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...copied] };
}

/** Checks the keys of a term whose selector is complete. */
export function checkLabelKeys(term: Term, at: FieldPath, context: ValidationContext): void {
  const { labelSelector: selector, matchLabelKeys = [], mismatchLabelKeys = [] } = term;
  checkKeys(matchLabelKeys, 'matchLabelKeys', selector, at, context);
  checkKeys(mismatchLabelKeys, 'mismatchLabelKeys', selector, at, context);
  const indexes = new Map(matchLabelKeys.map((key, i) => [key, i]));
  const selected = new Set(Object.keys(selector?.matchLabels ?? {}));
  for (const { key = '' } of selector?.matchExpressions ?? []) {
    if (indexes.has(key) && selected.has(key)) {
      // the server leaves out the field
      const path = `${at}[${indexes.get(key)}]`;
      const what = `"${key}" is in \`matchLabelKeys\` and in \`labelSelector\`.`;
      context.invalid(path, what, 'Only one of them can select a label.', `Remove "${key}" from one of them.`);
    }
    selected.add(key);
  }
  const mismatched = new Set(mismatchLabelKeys);
  matchLabelKeys.forEach((key, i) => {
    if (mismatched.has(key)) {
      const path = at.field('matchLabelKeys').item(i);
      const what = `"${key}" is in \`matchLabelKeys\` and in \`mismatchLabelKeys\`.`;
      context.invalid(path, what, 'A label cannot both match and not match.', `Remove "${key}" from one of them.`);
    }
  });
}

function checkKeys(
  keys: readonly string[],
  field: keyof Term,
  selector: LabelSelector | undefined,
  at: FieldPath,
  context: ValidationContext,
): void {
  if (keys.length > 0 && selector === undefined) {
    missingSelector(field, at, context);
  } else {
    keys.forEach((key, i) => checkForm(key, at.field(field).item(i), context, notQualifiedName, 'label key'));
  }
}

/** Reports keys that have no selector to extend. */
export function missingSelector(field: keyof Term, at: FieldPath, context: ValidationContext): void {
  const why = `\`${field}\` extends a \`labelSelector\`.`;
  const fix = `Add \`labelSelector\`, or remove \`${field}\`.`;
  context.forbidden(at.field(field), '`labelSelector` is missing.', why, fix);
}
