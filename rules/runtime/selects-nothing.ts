import { Finding } from '../finding';
import { isNetworkPolicy, isService, Output } from '../output/output';
import { entries, isObject } from '../pod';

const RULE = 'runtime/selects-nothing';

/**
 * A Service or NetworkPolicy whose selector selects no pod of the same output, although the output has pods in that namespace: mostly a
 * label that was renamed in one place. A Service whose selector is there and empty selects none either: it is left without endpoints.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/
 */
export function selectsNothing(object: any, output: Output): Finding[] {
  if (object?.kind === 'Service' && object.apiVersion === 'v1' && isEmpty(object.spec?.selector)) {
    return [
      {
        rule: RULE,
        severity: 'warning',
        path: 'spec.selector',
        what: 'the selector is empty.',
        why: 'A Service without labels to look for selects no pod, and has no endpoints but those that something else gives it.',
        fix: 'Name the labels of the pods that it is for, or leave the selector out.',
      },
    ];
  }
  const policy = isNetworkPolicy(object);
  if (!policy && !isService(object)) {
    return [];
  }
  const selector = policy ? (object.spec?.podSelector ?? {}) : { matchLabels: object.spec.selector };
  if (output.selected(object, selector).length > 0 || !output.hasPodsBeside(object)) {
    return [];
  }
  const labels = entries(selector.matchLabels).map(([key, value]) => `${key}: ${value}`);
  return [
    {
      rule: RULE,
      severity: 'warning',
      path: policy ? 'spec.podSelector' : 'spec.selector',
      what: `no pod here has the labels ${labels.length === 0 ? 'that are asked for' : labels.join(', ')}.`,
      why: policy ? 'The policy is about no pod of this output.' : 'The Service has no endpoints from this output.',
      fix: 'Compare it with the labels of the pods, or of the templates that they are made from.',
    },
  ];
}

function isEmpty(selector: any): boolean {
  return isObject(selector) && Object.keys(selector).length === 0;
}
