import { Inspection } from './validation-context';
import { notQualifiedName } from '../model/names';
import { Place } from '../model/field-path';
import { canonical, nano } from '../model/quantity';

/** The fields of a pod that a variable can be set to; labels and annotations can, one at a time. */
export const ENV_FIELDS: readonly string[] = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

/** All that the server knows by a path, whether or not it may be asked for. */
const LABELS = [
  ...ENV_FIELDS,
  'metadata.annotations',
  'metadata.labels',
  'spec.host',
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
];

const SUBSCRIPT = /^([^]+?)\['([^]*)'\]$/;

/** A field of the pod that is handed to a container, by a variable or a file. */
export function checkFieldRef(
  rule: string,
  { apiVersion, fieldPath }: any,
  at: Place,
  fields: readonly string[],
  pod: Inspection,
): void {
  if (!fieldPath) {
    pod.required(rule, at.field('fieldPath'), 'no field is named.', WHY, 'Such as "metadata.name".');
    return;
  }
  const [, path, subscript] = SUBSCRIPT.exec(fieldPath) ?? [];
  if (apiVersion && apiVersion !== 'v1') {
    const what = `${JSON.stringify(apiVersion)} is not the version that pods are of.`;
    pod.invalid(rule, at.field('fieldPath'), what, 'A path is one of that version.', 'Leave apiVersion out.');
  } else if (path !== undefined) {
    checkSubscript(rule, path, subscript, at, pod);
  } else if (!isLabel(fieldPath, pod)) {
    pod.invalid(rule, at.field('fieldPath'), `"${fieldPath}" is not a field that a pod shows.`, WHY, oneOf(fields));
  } else if (!fields.includes(fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath)) {
    pod.notSupported(rule, at.field('fieldPath'), fieldPath, fields);
  }
}

const WHY = 'Only a few fields of a pod can be handed to its containers.';

function oneOf(fields: readonly string[]): string {
  return `Take one of ${fields.map((field) => `"${field}"`).join(', ')}.`;
}

function isLabel(path: string, pod: Inspection): boolean {
  return LABELS.includes(path) && (path !== 'status.hostIPs' || pod.minor >= 29);
}

function checkSubscript(rule: string, path: string, subscript: string, at: Place, pod: Inspection): void {
  if (path !== 'metadata.annotations' && path !== 'metadata.labels') {
    const what = `"${path}" has no keys.`;
    const fix = 'Write "metadata.labels[\'KEY\']", or a path without brackets.';
    pod.invalid(rule, at.field('fieldPath'), what, 'Labels and annotations have some.', fix);
    return;
  }
  const why = notQualifiedName(path === 'metadata.annotations' ? subscript.toLowerCase() : subscript);
  if (why !== undefined) {
    pod.invalid(rule, at, `"${subscript}" cannot be the key of a label or annotation.`, why, 'Name one that is there.');
  }
}

const RESOURCES = [
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
];
const HUGE_PAGES = /^(limits|requests)\.hugepages-/;

/** The divisors that the server takes for all but CPU. */
const DIVISORS = ['1', ...['k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((unit) => `1${unit}`)];

/** A request or limit of a container that is handed to one, by a variable or a file. */
export function checkResourceFieldRef(
  rule: string,
  { containerName, resource = '', divisor }: any,
  at: Place,
  isVolume: boolean,
  pod: Inspection,
): void {
  const isHuge = HUGE_PAGES.test(resource);
  if (isVolume && !containerName) {
    const why = 'A volume belongs to no container.';
    pod.required(rule, at.field('containerName'), 'no container is named.', why, 'Name the one that is meant.');
  } else if (resource === '') {
    const fix = 'Such as "limits.memory".';
    pod.required(rule, at.field('resource'), 'no resource is named.', 'A container has many.', fix);
  } else if (!RESOURCES.includes(resource) && !isHuge) {
    pod.notSupported(rule, at.field('resource'), resource, RESOURCES);
  }
  const isKnown = isHuge || RESOURCES.includes(resource);
  if (divisor !== undefined && isKnown && nano(divisor) !== 0n) {
    const allowed = resource.endsWith('.cpu') ? ['1m', '1'] : DIVISORS;
    if (!allowed.includes(canonical(divisor))) {
      const what = `${JSON.stringify(divisor)} is not a divisor of ${resource}.`;
      pod.invalid(rule, at.field('divisor'), what, `It is one of ${allowed.join(', ')}.`, 'Take one of them.');
    }
  }
}
