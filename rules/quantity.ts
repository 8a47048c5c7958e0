import { visitPod } from '../manifest/visit';
import { Finding } from './finding';
import { entries } from './pod';

/** As the API server reads it, which takes no digits for zero, and passes over blanks around. */
const QUANTITY = /^ *(?! *$)[+-]?\d*\.?\d*([KMGTPE]i|[numkMGTPE]?|[eE][+-]?\d+) *$/;

/**
 * Amounts of CPU, memory and the like, wherever the API takes one.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function quantity(pod: any): Finding[] {
  const found: Finding[] = [];
  visitPod(pod, (path, value, [type]) => {
    if (type === 'Quantity') {
      check(found, path, value);
    } else if (type === 'map<Quantity>') {
      entries(value).forEach(([key, amount]) => check(found, `${path}.${key}`, amount));
    }
  });
  return found;
}

function check(found: Finding[], path: string, value: any): void {
  const fits = typeof value === 'number' || (typeof value === 'string' && QUANTITY.test(value));
  if (!fits) {
    found.push({
      rule: 'api/quantity',
      severity: 'error',
      path,
      what: `${JSON.stringify(value)} is not a quantity.`,
      why: 'A quantity is a number with or without a unit: m, k, M, G, T, P, E, or Ki, Mi, Gi, Ti, Pi, Ei.',
      fix: 'Write, for example, "500m" for half a CPU, "128Mi" for memory.',
    });
  }
}
