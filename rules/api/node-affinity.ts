import { NodeSelector, NodeSelectorRequirement, NodeSelectorTerm } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notDnsSubdomain, notQualifiedName } from '../model/names';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { checkForm, range } from '../validation/fields';
import { checkLabelValues, checkValues } from '../validation/label-selector';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'];
const FIELD_OPERATORS = ['In', 'NotIn'];

export const nodeAffinity = rule({
  id: 'api/node-affinity',
  severity: 'error',
  summary: 'The terms of a node affinity must have valid expressions and weights.',
  see: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity',
  checks: {
    NodeSelector: checkTerms,

    PreferredSchedulingTerm(term, at, context) {
      range({ weight: 0, ...term }, at, context, 'weight', 1, 100);
    },

    NodeSelectorTerm: checkTerm,
  },
});

function checkTerms({ nodeSelectorTerms: terms = [] }: NodeSelector, at: FieldPath, context: ValidationContext): void {
  if (terms.length === 0) {
    const fix = 'Add a term, or remove the node selector.';
    context.required(at.field('nodeSelectorTerms'), 'there are no terms.', 'Without terms, no node matches.', fix);
  }
}

function checkTerm(term: NodeSelectorTerm, at: FieldPath, context: ValidationContext): void {
  const { matchExpressions = [], matchFields = [] } = term;
  const expressionAt = (i: number) => at.field('matchExpressions').item(i);
  matchExpressions.forEach((expression, i) => checkExpression(expression, expressionAt(i), context));
  matchFields.forEach((field, i) => checkField(field, at.field('matchFields').item(i), context));
  // the server accepts any values in a preference
  if (context.minor >= 33 && at.step !== 'preference') {
    matchExpressions.forEach(({ values = [] }, i) => checkLabelValues(values, expressionAt(i), context));
  }
}

/** Checks a node selector with its terms. */
export function checkNodeSelector(selector: NodeSelector, at: FieldPath, context: ValidationContext): void {
  checkTerms(selector, at, context);
  (selector.nodeSelectorTerms ?? []).forEach((term, i) => {
    checkTerm(term, at.field('nodeSelectorTerms').item(i), context);
  });
}

function checkExpression(expression: NodeSelectorRequirement, at: FieldPath, context: ValidationContext): void {
  const { key = '', operator = '', values = [] } = expression;
  if (!OPERATORS.includes(operator)) {
    invalidOperator(operator, OPERATORS, at, context);
  } else if (operator === 'Gt' || operator === 'Lt') {
    requireOneValue(expression, at, context);
  } else {
    checkValues(operator, values, at, context);
  }
  checkForm(key, at.field('key'), context, notQualifiedName, 'label key');
}

function checkField(expression: NodeSelectorRequirement, at: FieldPath, context: ValidationContext): void {
  const { key = '', operator = '', values = [] } = expression;
  if (!FIELD_OPERATORS.includes(operator)) {
    invalidOperator(operator, FIELD_OPERATORS, at, context);
  } else {
    requireOneValue(expression, at, context);
  }
  if (key === 'metadata.name') {
    values.forEach((name, i) => checkForm(name, at.field('values').item(i), context, notDnsSubdomain, 'node name'));
  } else {
    const why = 'The only field of a node that can match is metadata.name.';
    context.invalid(at.field('key'), `"${key}" is not "metadata.name".`, why, 'Set `key` to metadata.name.');
  }
}

function invalidOperator(operator: string, valid: string[], at: FieldPath, context: ValidationContext): void {
  const why = `It must be one of ${valid.join(', ')}.`;
  context.invalid(at.field('operator'), `"${operator}" is not an operator.`, why, 'Use one of these operators.');
}

function requireOneValue(expression: NodeSelectorRequirement, at: FieldPath, context: ValidationContext): void {
  const { operator, values = [] } = expression;
  if (values.length !== 1) {
    const what = `there are ${values.length} values.`;
    context.required(at.field('values'), what, `"${operator}" requires one value here.`, 'Write one value.');
  }
}
