import { Inspection } from './inspection';
import { checkLabels } from './labels';
import { notLabelValue, notQualifiedName } from './names';
import { Place } from './place';

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
