import { Inspection } from './validation-context';
import { checkLabels } from '../api/labels';
import { notLabelValue, notQualifiedName } from '../model/names';
import { Place } from '../model/field-path';

const NEEDS_VALUES = ['In', 'NotIn'];
const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/**
 * The labels and expressions by which objects are selected.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function checkLabelSelector(rule: string, selector: any, at: () => Place, pod: Inspection): void {
  if (selector === undefined) {
    return;
  }
  const { matchLabels, matchExpressions = [] } = selector;
  if (matchLabels !== undefined) {
    checkLabels(matchLabels, at(), 'matchLabels', 'label', pod, rule);
  }
  for (let i = 0; i < matchExpressions.length; i++) {
    checkExpression(rule, matchExpressions[i], at().field('matchExpressions').item(i), pod);
  }
}

function checkExpression(
  rule: string,
  { key = '', operator = '', values = [] }: any,
  at: Place,
  pod: Inspection,
): void {
  if (!OPERATORS.includes(operator)) {
    const why = `It is one of ${OPERATORS.join(', ')}.`;
    pod.invalid(rule, at.field('operator'), `"${operator}" is not an operator.`, why, 'Choose one of them.');
  } else {
    checkValues(rule, operator, values, at, pod);
  }
  const why = notQualifiedName(key);
  if (why !== undefined) {
    pod.invalid(rule, at.field('key'), `"${key}" cannot be the key of a label.`, why, 'Correct it.');
  }
  checkLabelValues(rule, values, at, pod);
}

/** `In` and `NotIn` take values; `Exists` and `DoesNotExist` take none. */
export function checkValues(rule: string, operator: string, values: string[], at: Place, pod: Inspection): void {
  if (NEEDS_VALUES.includes(operator) && values.length === 0) {
    const why = `"${operator}" is about values.`;
    pod.required(rule, at.field('values'), 'there are no values.', why, 'Add some.');
  } else if (!NEEDS_VALUES.includes(operator) && values.length > 0) {
    const why = `"${operator}" is about the key alone.`;
    pod.forbidden(rule, at.field('values'), 'there are values.', why, 'Leave them out, or choose "In" or "NotIn".');
  }
}

export function checkLabelValues(rule: string, values: string[], at: Place, pod: Inspection): void {
  for (let i = 0; i < values.length; i++) {
    const why = notLabelValue(values[i]);
    if (why !== undefined) {
      const what = `"${values[i]}" cannot be the value of a label.`;
      pod.invalid(rule, at.field('values').item(i), what, why, 'Correct it.');
    }
  }
}

export function isEmptySelector({ matchLabels, matchExpressions = [] }: any): boolean {
  return Object.keys(matchLabels ?? {}).length === 0 && matchExpressions.length === 0;
}

/** Whether labels are selected; nothing if the selector cannot be read. Without a selector, none are. */
export function selects(selector: any, labels: Record<string, string>): boolean | undefined {
  if (selector === undefined) {
    return false;
  }
  const { matchLabels = {}, matchExpressions = [] } = selector;
  const isReadable =
    Object.keys(matchLabels).every((key) => isLabel(key, [matchLabels[key]])) && matchExpressions.every(isExpression);
  return isReadable
    ? Object.keys(matchLabels).every((key) => has(labels, key) && labels[key] === matchLabels[key]) &&
        matchExpressions.every((one: any) => holds(one, labels))
    : undefined;
}

function isLabel(key: string, values: string[]): boolean {
  // what the server makes up stands for itself
  return (
    notQualifiedName(key) === undefined &&
    values.every((value) => value === '\u0000' || notLabelValue(value) === undefined)
  );
}

function isExpression({ key = '', operator, values = [] }: any): boolean {
  return OPERATORS.includes(operator) && NEEDS_VALUES.includes(operator) === values.length > 0 && isLabel(key, values);
}

function holds({ key, operator, values }: any, labels: Record<string, string>): boolean {
  switch (operator) {
    case 'In':
      return has(labels, key) && values.includes(labels[key]);
    case 'NotIn':
      return !has(labels, key) || !values.includes(labels[key]);
    case 'Exists':
      return has(labels, key);
    default:
      return !has(labels, key);
  }
}

function has(labels: object, key: string): boolean {
  return Object.prototype.hasOwnProperty.call(labels, key);
}
