import { Inspection } from '../validation/validation-context';
import { notDnsSubdomain } from '../model/names';
import { Place } from '../model/field-path';
import { ApiRule } from './rule';

const RULE = 'api/named-object';

/**
 * The names of the objects that a pod goes with: node, service account, priority class, runtime class.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
export const namedObject: ApiRule = {
  'PodSpec.nodeName|serviceAccountName|serviceAccount|priorityClassName|runtimeClassName'(spec, at, pod) {
    const { nodeName, serviceAccountName, serviceAccount, priorityClassName, runtimeClassName } = spec;
    check('nodeName', nodeName, at, pod);
    check('serviceAccountName', serviceAccountName || serviceAccount, at, pod);
    check('priorityClassName', priorityClassName, at, pod);
    check('runtimeClassName', runtimeClassName, at, pod);
  },
};

function check(field: string, name: string | undefined, at: Place, pod: Inspection): void {
  // only the runtime class may not be empty
  if (name === undefined || (name === '' && field !== 'runtimeClassName')) {
    return;
  }
  const why = notDnsSubdomain(name);
  if (why !== undefined) {
    pod.invalid(
      RULE,
      at.field(field),
      `"${name}" cannot be the name of such an object.`,
      why,
      'Name one that is there.',
    );
  }
}
