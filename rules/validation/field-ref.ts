import { ObjectFieldSelector, ResourceFieldSelector } from '../../kubernetes/decoded';
import { words } from '../../util/words';
import { FieldPath } from '../model/field-path';
import { lowerCase } from '../model/go-text';
import { notQualifiedName } from '../model/names';
import { canonical, nano } from '../model/quantity';
import { ValidationContext } from '../validation-context';
import { checkForm } from './fields';

/** The fields of a pod that a variable can have, beside single labels and annotations. */
export const ENV_FIELDS: readonly string[] = words(`
  metadata.name metadata.namespace metadata.uid spec.nodeName spec.serviceAccountName
  status.hostIP status.hostIPs status.podIP status.podIPs
`);

/** The fields that the server knows by a path. It does not accept all of them in a `fieldRef`. */
const KNOWN_FIELDS = [
  ...ENV_FIELDS,
  ...words('metadata.annotations metadata.labels spec.host spec.restartPolicy spec.schedulerName status.phase'),
];

/** Checks the reference of a variable or a file to a field of the pod. */
export function checkFieldRef(
  { apiVersion, fieldPath = '' }: ObjectFieldSelector,
  at: FieldPath,
  fields: readonly string[],
  context: ValidationContext,
): void {
  const path = at.field('fieldPath');
  const subscripted = subscript(fieldPath);
  const isKnown = KNOWN_FIELDS.includes(fieldPath) && (fieldPath !== 'status.hostIPs' || context.minor >= 29);
  if (fieldPath === '') {
    context.required(path, '`fieldPath` is missing.', 'It names a field.', 'Write "metadata.name", for example.');
  } else if (apiVersion && apiVersion !== 'v1') {
    context.invalid(path, `"${apiVersion}" is not a valid \`apiVersion\`.`, 'It must be "v1".', 'Remove `apiVersion`.');
  } else if (subscripted !== undefined) {
    checkSubscript(subscripted, at, context);
  } else if (!isKnown) {
    const why = 'A container can read only some fields of its pod.';
    context.invalid(path, `a container cannot read "${fieldPath}".`, why, `Use one of ${fields.join(', ')}.`);
  } else if (!fields.includes(fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath)) {
    context.notSupported(path, fieldPath, fields);
  }
}

interface Subscripted {
  readonly map: string;
  readonly key: string;
}

/** The map and the key of a path such as `metadata.labels['app']`. */
function subscript(path: string): Subscripted | undefined {
  const start = path.endsWith("']") ? path.slice(0, -2).indexOf("['") : -1;
  return start > 0 ? { map: path.slice(0, start), key: path.slice(start + 2, -2) } : undefined;
}

function checkSubscript({ map, key }: Subscripted, at: FieldPath, context: ValidationContext): void {
  if (map !== 'metadata.annotations' && map !== 'metadata.labels') {
    const fix = 'Write "metadata.labels[\'KEY\']", or a path without brackets.';
    context.invalid(at.field('fieldPath'), `"${map}" has no keys.`, 'Only labels and annotations have keys.', fix);
  } else if (map === 'metadata.labels') {
    checkForm(key, at, context, notQualifiedName, 'label key');
  } else {
    checkForm(key, at, context, (name) => notQualifiedName(lowerCase(name)), 'annotation key');
  }
}

const RESOURCES = ['limits', 'requests'].flatMap((list) =>
  ['cpu', 'memory', 'ephemeral-storage'].map((resource) => `${list}.${resource}`),
);
const HUGE_PAGES = /^(limits|requests)\.hugepages-/;

const CPU_DIVISORS = ['1m', '1'];
const DIVISORS = ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((unit) => `1${unit}`);

/** Checks the reference of a variable or a file to a request or limit of a container. */
export function checkResourceFieldRef(
  { containerName, resource = '', divisor }: ResourceFieldSelector,
  at: FieldPath,
  isVolume: boolean,
  context: ValidationContext,
): void {
  const isKnown = RESOURCES.includes(resource) || HUGE_PAGES.test(resource);
  if (isVolume && !containerName) {
    const why = 'A volume belongs to no container.';
    context.required(at.field('containerName'), '`containerName` is missing.', why, 'Name a container of the pod.');
  } else if (resource === '') {
    const why = 'It names a request or limit.';
    context.required(at.field('resource'), '`resource` is missing.', why, 'Write "limits.memory", for example.');
  } else if (!isKnown) {
    context.notSupported(at.field('resource'), resource, RESOURCES);
  }
  if (divisor !== undefined && isKnown && nano(divisor) !== 0n) {
    const divisors = resource.endsWith('.cpu') ? CPU_DIVISORS : DIVISORS;
    if (!divisors.includes(canonical(divisor))) {
      const what = `"${divisor}" is not a divisor of ${resource}.`;
      context.invalid(at.field('divisor'), what, `It must be one of ${divisors.join(', ')}.`, `Write "1".`);
    }
  }
}
