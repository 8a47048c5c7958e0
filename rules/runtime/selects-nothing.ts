import { abridged } from '../../util/truncate';
import { Finding } from '../finding';
import { isDisruptionBudget, isNetworkPolicy, isService, Output, Selector } from '../model/output';
import { entries, isObject } from '../model/pod';

const RULE = 'runtime/selects-nothing';

/**
 * A Service, a NetworkPolicy or a PodDisruptionBudget whose selector selects no pod of the same output, although the output has pods in
 * that namespace: mostly a label that was renamed in one place. A Service whose selector is there and empty selects none either: it is left without endpoints.
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
  const wanted = wantedBy(object);
  if (wanted === undefined || output.selected(object, wanted.selector).length > 0 || !output.hasPodsBeside(object)) {
    return [];
  }
  const labels = entries(wanted.selector.matchLabels).map(([key, value]) => `${key}: ${value}`);
  return [
    {
      rule: RULE,
      severity: 'warning',
      path: wanted.path,
      what: `no pod here has the labels ${labels.length === 0 ? 'that are asked for' : abridged(labels)}.`,
      why:
        object.kind === 'Service'
          ? 'The Service has no endpoints from this output.'
          : `The ${object.kind} is about no pod of this output.`,
      fix: 'Compare it with the labels of the pods, or of the templates that they are made from.',
    },
  ];
}

/** Which pods an object asks for, and where it says so. */
function wantedBy(object: any): { readonly selector: Selector; readonly path: string } | undefined {
  if (isNetworkPolicy(object)) {
    return { selector: object.spec?.podSelector ?? {}, path: 'spec.podSelector' };
  }
  if (isDisruptionBudget(object)) {
    return isObject(object.spec?.selector) ? { selector: object.spec.selector, path: 'spec.selector' } : undefined;
  }
  return isService(object) ? { selector: { matchLabels: object.spec.selector }, path: 'spec.selector' } : undefined;
}

function isEmpty(selector: any): boolean {
  return isObject(selector) && Object.keys(selector).length === 0;
}
