import { rule } from '../rule';
import { everyPodWith } from '../validation/every-object';

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const MIRROR = 'kubernetes.io/config.mirror';
const TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerations';

export const podAnnotation = rule({
  id: 'api/pod-annotation',
  severity: 'error',
  summary: 'Annotations that Kubernetes itself reads must have valid values.',
  see: 'https://kubernetes.io/docs/reference/labels-annotations-taints/',
  checks: everyPodWith('annotations', ({ annotations }, _, context) => {
    const at = context.metadataAt.field('annotations');
    if (annotations[MIRROR] !== undefined && !context.spec.nodeName) {
      const what = 'the pod is a mirror pod, but has no nodeName.';
      context.invalid(at.key(MIRROR), what, 'Only a kubelet creates mirror pods.', 'Remove the annotation.');
    }
    const tolerations = annotations[TOLERATIONS];
    if (tolerations && !isJsonList(tolerations)) {
      const what = `the value of "${TOLERATIONS}" is not a list in JSON.`;
      context.invalid(at, what, 'The API server decodes it.', 'Use `spec.tolerations` instead.');
    }
    const cost = annotations[DELETION_COST];
    if (cost !== undefined && !isCost(cost)) {
      const why = 'It must be a 32-bit integer without a plus sign.';
      context.invalid(at.key(DELETION_COST), `"${cost}" is not a valid cost.`, why, 'Write a number, such as "100".');
    }
  }),
});

function isCost(text: string): boolean {
  return /^(-\d+|0|[1-9]\d*)$/.test(text) && Number(text) >= -2147483648 && Number(text) <= 2147483647;
}

function isJsonList(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return value === null || Array.isArray(value);
  } catch {
    return false;
  }
}
