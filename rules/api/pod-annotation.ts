import { everyPodWith } from '../validation/every-object';
import { Inspection } from '../validation/validation-context';
import { Place } from '../model/field-path';

const RULE = 'api/pod-annotation';

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const MIRROR = 'kubernetes.io/config.mirror';
const TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerations';

/**
 * Annotations that mean something to Kubernetes.
 *
 * @see https://kubernetes.io/docs/reference/labels-annotations-taints/
 */
export const podAnnotation = everyPodWith('annotations', ({ annotations }, _, pod) => {
  check(annotations, pod.metadataAt.field('annotations'), pod);
});

function check(annotations: any, at: Place, pod: Inspection): void {
  if (annotations[MIRROR] !== undefined && !pod.spec.nodeName) {
    const what = 'the pod is said to mirror one of a node, and names no node.';
    pod.invalid(RULE, at.key(MIRROR), what, 'A kubelet writes this for its own pods.', 'Leave it out.');
  }
  const tolerations = annotations[TOLERATIONS];
  if (tolerations && !isList(tolerations)) {
    const what = `the value of "${TOLERATIONS}" cannot be read.`;
    pod.invalid(RULE, at, what, 'It is a list in JSON, of times gone by.', 'Use `spec.tolerations`.');
  }
  const cost = annotations[DELETION_COST];
  if (cost !== undefined && !isCost(cost)) {
    const what = `"${cost}" is not a cost.`;
    pod.invalid(RULE, at.key(DELETION_COST), what, 'It is a whole number of 32 bits, without a "+".', 'Write one.');
  }
}

function isCost(text: string): boolean {
  return /^(-\d+|0|[1-9]\d*)$/.test(text) && Number(text) >= -2147483648 && Number(text) <= 2147483647;
}

function isList(text: string): boolean {
  try {
    const value = JSON.parse(text);
    return value === null || Array.isArray(value);
  } catch {
    return false;
  }
}
