import { Toleration } from '../../kubernetes/decoded';
import { isPlainObject } from '../../util/plain-object';
import { rule } from '../rule';
import { everyPodWith } from '../validation/every-object';
import { checkToleration } from './toleration';

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
    const tolerations = parseTolerations(annotations[TOLERATIONS] || '[]');
    if (tolerations === undefined) {
      const what = `the value of "${TOLERATIONS}" is not a list of tolerations in JSON.`;
      context.invalid(at, what, 'The API server decodes it.', 'Use `spec.tolerations` instead.');
    }
    tolerations?.forEach((one, i) => checkToleration(one, at.field(TOLERATIONS).item(i), context));
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

/** The fields of a toleration, by their names in lower case: Go ignores the case of a name in JSON. */
const FIELDS: ReadonlyMap<string, keyof Toleration> = new Map(
  (['key', 'operator', 'value', 'effect', 'tolerationSeconds'] as const).map((field) => [field.toLowerCase(), field]),
);

/** The tolerations in a text of JSON. Undefined if Go cannot decode it. */
function parseTolerations(text: string): Toleration[] | undefined {
  let list: unknown;
  try {
    list = JSON.parse(text) ?? [];
  } catch {
    return undefined;
  }
  const tolerations = Array.isArray(list) ? list.map(decodeToleration) : [undefined];
  return tolerations.includes(undefined) ? undefined : (tolerations as Toleration[]);
}

function decodeToleration(json: unknown): Toleration | undefined {
  if (!isPlainObject(json ?? {})) {
    return undefined;
  }
  const known = Object.entries(json ?? {}).flatMap(([name, value]) => {
    const field = FIELDS.get(name.toLowerCase());
    return field === undefined || value === null ? [] : [[field, value] as const];
  });
  const isDecoded = known.every(([field, value]) =>
    field === 'tolerationSeconds' ? isInt64(value) : typeof value === 'string',
  );
  return isDecoded ? Object.fromEntries(known) : undefined;
}

function isInt64(value: unknown): boolean {
  return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 63;
}
