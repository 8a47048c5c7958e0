import { range } from '../validation/fields';
import { Inspection } from '../validation/validation-context';
import { checkLabelValues, checkValues } from '../validation/label-selector';
import { notDnsSubdomain, notQualifiedName } from '../model/names';
import { Place } from '../model/field-path';
import { ApiRule } from './rule';

const RULE = 'api/node-affinity';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'];

/**
 * The nodes that a pod must, or would rather, run on.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity
 */
export const nodeAffinity: ApiRule = {
  NodeSelector({ nodeSelectorTerms: terms = [] }, at, pod) {
    if (terms.length === 0) {
      const why = 'A node is one that matches a term, and there is none.';
      pod.required(RULE, at.field('nodeSelectorTerms'), 'there are no terms.', why, 'Add one, or leave it all out.');
    }
  },

  PreferredSchedulingTerm(term, at, pod) {
    range(RULE, { weight: 0, ...term }, at, pod, 'weight', 1, 100);
  },

  NodeSelectorTerm({ matchExpressions = [], matchFields = [] }, at, pod) {
    for (let i = 0; i < matchExpressions.length; i++) {
      checkExpression(matchExpressions[i], at.field('matchExpressions').item(i), pod);
    }
    for (let i = 0; i < matchFields.length; i++) {
      checkField(matchFields[i], at.field('matchFields').item(i), pod);
    }
    // what a node is only liked for may be nonsense
    if (pod.minor >= 32 && at.step !== 'preference') {
      for (let i = 0; i < matchExpressions.length; i++) {
        checkLabelValues(RULE, matchExpressions[i].values ?? [], at.field('matchExpressions').item(i), pod);
      }
    }
  },
};

function checkExpression({ key = '', operator = '', values = [] }: any, at: Place, pod: Inspection): void {
  if (!OPERATORS.includes(operator)) {
    notOperator(operator, OPERATORS, at, pod);
  } else if (operator !== 'Gt' && operator !== 'Lt') {
    checkValues(RULE, operator, values, at, pod);
  } else if (values.length !== 1) {
    const what = `there are ${values.length} values.`;
    pod.required(RULE, at.field('values'), what, `"${operator}" compares with one number.`, 'Write just one.');
  }
  const why = notQualifiedName(key);
  if (why !== undefined) {
    pod.invalid(RULE, at.field('key'), `"${key}" cannot be the key of a label.`, why, 'Correct it.');
  }
}

function checkField({ key = '', operator = '', values = [] }: any, at: Place, pod: Inspection): void {
  if (operator !== 'In' && operator !== 'NotIn') {
    notOperator(operator, ['In', 'NotIn'], at, pod);
  } else if (values.length !== 1) {
    const what = `there are ${values.length} values.`;
    pod.required(RULE, at.field('values'), what, 'A field is compared with one value.', 'Write just one.');
  }
  if (key !== 'metadata.name') {
    const why = 'Nodes are found by one field alone: metadata.name.';
    pod.invalid(RULE, at.field('key'), `"${key}" is not a field to find nodes by.`, why, 'Write "metadata.name".');
    return;
  }
  for (let i = 0; i < values.length; i++) {
    const why = notDnsSubdomain(values[i]);
    if (why !== undefined) {
      const what = `"${values[i]}" cannot be the name of a node.`;
      pod.invalid(RULE, at.field('values').item(i), what, why, 'Write the name of a node.');
    }
  }
}

function notOperator(operator: string, operators: string[], at: Place, pod: Inspection): void {
  const why = `It is one of ${operators.join(', ')}.`;
  pod.invalid(RULE, at.field('operator'), `"${operator}" is not an operator here.`, why, 'Choose one of them.');
}
