import { ResourceClaim } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notDnsLabel } from '../model/names';
import { ValidationContext } from '../validation-context';
import { form, orEmpty } from './fields';

/** Checks references to the claims of the pod: each claim exists, and no two references are the same. */
export function checkClaims(claims: readonly ResourceClaim[], list: FieldPath, context: ValidationContext): void {
  const used = new Set<string>();
  /** The names of the claims of which requests are used. */
  const withRequest = new Set<string>();
  claims.forEach((claim, i) => {
    const at = list.item(i);
    const { name = '', request = '' } = claim;
    if (name === '') {
      context.required(at, '`name` is missing.', 'A pod can have several claims.', 'Set `name` to a claim of the pod.');
      return;
    }
    const key = request === '' ? name : `${name}/${request}`;
    const isDuplicate = used.has(name) || used.has(key) || (request === '' && withRequest.has(name));
    if (!used.has(name)) {
      form(claim, at, context, 'request', orEmpty(notDnsLabel), 'name of a request');
      used.add(key);
      if (key.includes('/')) {
        withRequest.add(key.slice(0, key.indexOf('/')));
      }
    }
    if (isDuplicate) {
      const why = 'A container can use a whole claim once, or each of its requests once.';
      context.duplicate(at, `duplicate claim "${key}".`, why, 'Remove the item.');
    }
    if (!context.claims.has(name)) {
      const fix = `Add "${name}" to \`spec.resourceClaims\`, or use another claim of the pod.`;
      context.notFound(at, `the pod has no claim "${name}".`, 'A container can use only claims of its pod.', fix);
    }
  });
}
