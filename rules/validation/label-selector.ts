import { LabelSelector, LabelSelectorRequirement } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notLabelValue, notQualifiedName } from '../model/names';
import { StructCheck } from '../rule';
import { ValidationContext } from '../validation-context';
import { checkForm } from './fields';
import { checkLabels } from './labels';

type Labels = Readonly<Record<string, string>>;

const SELECTOR_OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];
const WITH_VALUES = ['In', 'NotIn'];

/** Checks a label selector. */
export function checkLabelSelector(
  { matchLabels, matchExpressions = [] }: LabelSelector = {},
  at: () => FieldPath,
  context: ValidationContext,
): void {
  if (matchLabels !== undefined) {
    checkLabels(matchLabels, at(), 'matchLabels', 'label', context);
  }
  matchExpressions.forEach((expression, i) => {
    checkExpression(expression, at().field('matchExpressions').item(i), context);
  });
}

const checkExpression: StructCheck<LabelSelectorRequirement> = (
  { key = '', operator = '', values = [] },
  at,
  context,
) => {
  if (SELECTOR_OPERATORS.includes(operator)) {
    checkValues(operator, values, at, context);
  } else {
    const why = `It must be one of ${SELECTOR_OPERATORS.join(', ')}.`;
    context.invalid(at.field('operator'), `"${operator}" is not an operator.`, why, 'Use one of these operators.');
  }
  checkForm(key, at.field('key'), context, notQualifiedName, 'label key');
  checkLabelValues(values, at, context);
};

/** `In` and `NotIn` require values; `Exists` and `DoesNotExist` must have none. */
export function checkValues(
  operator: string,
  values: readonly string[],
  at: FieldPath,
  context: ValidationContext,
): void {
  if (WITH_VALUES.includes(operator) && values.length === 0) {
    const why = `"${operator}" compares the label with values.`;
    context.required(at.field('values'), 'there are no values.', why, 'Add values, or use "Exists".');
  } else if (!WITH_VALUES.includes(operator) && values.length > 0) {
    const why = `"${operator}" checks only the key.`;
    context.forbidden(at.field('values'), 'there are values.', why, 'Remove `values`, or use "In" or "NotIn".');
  }
}

export function checkLabelValues(values: readonly string[], at: FieldPath, context: ValidationContext): void {
  values.forEach((value, i) => checkForm(value, at.field('values').item(i), context, notLabelValue, 'label value'));
}

export function isEmptySelector({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

/** Whether all labels and expressions of a selector are valid. */
export function isValidSelector(selector: LabelSelector): boolean {
  return selects(selector, {}) !== undefined;
}

/** Whether a selector matches labels: undefined if the selector is invalid, false if there is none. */
export function selects(selector: LabelSelector | undefined, labels: Labels): boolean | undefined {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  const pairs = Object.entries(matchLabels);
  if (!pairs.every(([key, value]) => isLabel(key, [value])) || !matchExpressions.every(isExpression)) {
    return undefined;
  }
  const valueOf = new Map(Object.entries(labels));
  return (
    selector !== undefined &&
    pairs.every(([key, value]) => valueOf.get(key) === value) &&
    matchExpressions.every((expression) => matches(expression, valueOf))
  );
}

function isLabel(key: string, values: readonly string[]): boolean {
  // \0 represents a value that the server generates
  const isValue = (value: string): boolean => value === '\0' || notLabelValue(value) === undefined;
  return notQualifiedName(key) === undefined && values.every(isValue);
}

function isExpression({ key = '', operator = '', values = [] }: LabelSelectorRequirement): boolean {
  return (
    SELECTOR_OPERATORS.includes(operator) &&
    WITH_VALUES.includes(operator) === values.length > 0 &&
    isLabel(key, values)
  );
}

function matches(
  { key = '', operator = '', values = [] }: LabelSelectorRequirement,
  valueOf: Map<string, string>,
): boolean {
  const value = valueOf.get(key);
  const isMatch = value !== undefined && (!WITH_VALUES.includes(operator) || values.includes(value));
  return operator === 'In' || operator === 'Exists' ? isMatch : !isMatch;
}
