import { FieldVisit } from '../manifest/visit';
import { Finding } from './finding';
import { entries } from './pod';

/** As the API server reads it, which takes no digits for zero, and passes over blanks around. */
const QUANTITY = /^ *(?! *$)[+-]?\d*\.?\d*([KMGTPE]i|[numkMGTPE]?|[eE][+-]?\d+) *$/;

const QUANTITIES = new FieldVisit(([type]) => type === 'Quantity' || type === 'map<Quantity>');

/**
 * Amounts of CPU, memory and the like, wherever the API takes one.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function quantity(object: any, _version: string, structType: string): Finding[] {
  const found: Finding[] = [];
  QUANTITIES.object(object, structType, (place, value, [type]) => {
    if (type === 'Quantity') {
      check(found, value, () => String(place));
    } else {
      entries(value).forEach(([key, amount]) => check(found, amount, () => `${place}.${key}`));
    }
  });
  return found;
}

function check(found: Finding[], value: any, path: () => string): void {
  const fits = typeof value === 'number' || (typeof value === 'string' && QUANTITY.test(value));
  if (!fits) {
    found.push({
      rule: 'api/quantity',
      severity: 'error',
      path: path(),
      what: `${JSON.stringify(value)} is not a quantity.`,
      why: 'A quantity is a number with or without a unit: m, k, M, G, T, P, E, or Ki, Mi, Gi, Ti, Pi, Ei.',
      fix: 'Write, for example, "500m" for half a CPU, "128Mi" for memory.',
    });
  }
}
