import { TopologySelectorTerm } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { lowerCase } from '../model/go-text';
import { notQualifiedName } from '../model/names';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { checkForm, choice, firsts, need, needForm } from '../validation/fields';

const RECLAIM_POLICIES = ['Delete', 'Retain'];
const BINDING_MODES = ['Immediate', 'WaitForFirstConsumer'];

/** Limits for the parameters: their number, and their size in bytes. */
const MOST_PARAMETERS = 512;
const PARAMETERS_SIZE = 256 * 1024;

export const storageClass = rule({
  id: 'api/storage-class',
  severity: 'error',
  summary: 'A StorageClass must name its provisioner, and have valid policies, parameters and topologies.',
  see: 'https://kubernetes.io/docs/concepts/storage/storage-classes/',
  checks: {
    StorageClass(object, at, context) {
      const { parameters = {}, allowedTopologies = [] } = object;
      needForm(object, at, context, 'provisioner', (name) => notQualifiedName(lowerCase(name)));
      checkParameters(parameters, at.field('parameters'), context);
      choice(object, at, context, 'reclaimPolicy', ['', ...RECLAIM_POLICIES]);
      choice(object, at, context, 'volumeBindingMode', BINDING_MODES);
      const firstTerms = firsts(allowedTopologies, topologyKey);
      allowedTopologies.forEach((term, i) => {
        const place = at.field('allowedTopologies').item(i);
        checkTerm(term, place, context);
        const list = place.field('matchLabelExpressions');
        if (firstTerms[i] < i) {
          const why = 'Volumes are created in one of the topologies.';
          context.duplicate(list, 'another topology is the same.', why, 'Remove one of the two.');
        } else if (!term.matchLabelExpressions?.length) {
          // the server reports it as a duplicate
          context.duplicate(
            list,
            'the topology is empty.',
            'It selects nodes by their labels.',
            'Remove the topology.',
          );
        }
      });
    },
  },
});

function checkParameters(
  parameters: Readonly<Record<string, string>>,
  at: FieldPath,
  context: ValidationContext,
): void {
  const all = Object.entries(parameters);
  const size = all.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
  if (all.length > MOST_PARAMETERS || size > PARAMETERS_SIZE) {
    const why = `There can be at most ${MOST_PARAMETERS}, with 256 KiB in all.`;
    context.error('FieldValueTooLong', at, 'there are too many parameters.', why, 'Remove some of them.');
  }
  if ('' in parameters && all.length <= MOST_PARAMETERS) {
    context.invalid(at, 'a parameter has no name.', 'The provisioner finds it by its name.', 'Name it.');
  }
}

function checkTerm(
  { matchLabelExpressions = [] }: TopologySelectorTerm,
  at: FieldPath,
  context: ValidationContext,
): void {
  const firstKeys = firsts(matchLabelExpressions, ({ key = '' }) => key);
  matchLabelExpressions.forEach((expression, i) => {
    const { key = '', values = [] } = expression;
    const place = at.field('matchLabelExpressions').item(i);
    need(expression, place, context, 'values');
    const firstValues = firsts(values, (value) => value);
    values.forEach((value, j) => {
      if (firstValues[j] < j) {
        const why = 'The values are a set.';
        context.duplicate(place.field('values').item(j), `"${value}" is a duplicate.`, why, 'Remove one of the two.');
      }
    });
    checkForm(key, place.field('key'), context, notQualifiedName, 'label key');
    if (firstKeys[i] < i) {
      const why = 'A topology has one expression for each key.';
      context.duplicate(place.field('key'), `"${key}" is a duplicate.`, why, 'Merge the values.');
    }
  });
}

/** The server compares the keys and the sets of their values. */
function topologyKey({ matchLabelExpressions = [] }: TopologySelectorTerm): string {
  const sets = new Map(matchLabelExpressions.map(({ key = '', values = [] }) => [key, [...new Set(values)].sort()]));
  return JSON.stringify([...sets].sort(([a], [b]) => (a < b ? -1 : 1)));
}
