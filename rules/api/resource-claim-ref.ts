import { everyContainerWith } from '../validation/containers';
import { Inspection } from '../validation/validation-context';
import { notDnsLabel } from '../model/names';
import { Place } from '../model/field-path';

const RULE = 'api/resource-claim-ref';

/**
 * The claims of the pod that a container uses.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/
 */
export const resourceClaimRef = everyContainerWith('resources', ({ resources }, at, pod) => {
  if (resources.claims !== undefined) {
    checkClaims(RULE, resources.claims, at.field('resources').field('claims'), pod);
  }
});

/** References to claims: each is there, and is named once. */
export function checkClaims(rule: string, claims: any[], at: Place, pod: Inspection): void {
  const used = new Set<string>();
  // what stands before the slash of those
  const parts = new Set<string>();
  claims.forEach(({ name = '', request = '' }, i) => {
    const place = at.item(i);
    if (name === '') {
      pod.required(rule, place, 'no claim is named.', 'A pod can have many.', 'Name one of the pod.');
      return;
    }
    const key = request === '' ? name : `${name}/${request}`;
    const isTaken = used.has(name) || used.has(key) || (request === '' && parts.has(name));
    if (!used.has(name)) {
      if (request !== '' && notDnsLabel(request) !== undefined) {
        const what = `"${request}" is not a name that a request can have.`;
        pod.invalid(rule, place.field('request'), what, notDnsLabel(request)!, 'Name one of the claim.');
      }
      used.add(key);
      if (key.includes('/')) {
        parts.add(key.slice(0, key.indexOf('/')));
      }
    }
    if (isTaken) {
      const what = `"${key}" is already named above.`;
      pod.duplicate(rule, place, what, 'A claim is named once, as a whole or by its requests.', 'Leave one out.');
    }
    if (!pod.claims.has(name)) {
      const what = `the pod has no claim "${name}".`;
      const fix = 'Add it to `spec.resourceClaims`, or name one that is there.';
      pod.error(rule, 'FieldValueNotFound', place, what, 'A container uses the claims of its pod.', fix);
    }
  });
}
