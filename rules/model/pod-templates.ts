import { PathStep } from '../../manifest/yaml/json-path';
import { isPlainObject } from '../../util/plain-object';

/** Nothing deeper is searched. */
const DEEPEST = 12;

/** The fields at the top of an object that hold no templates. */
const OTHER_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);

/**
 * The paths of the pod templates in an object of an unknown schema, such as an Argo Rollout. A pod template has a `spec` with containers, and
 * each container has a name or an image.
 */
export function podTemplatesIn(object: unknown): PathStep[][] {
  const found: PathStep[][] = [];
  const visit = (value: unknown, path: PathStep[]): void => {
    if (path.length > DEEPEST) {
      return;
    }
    if (Array.isArray(value)) {
      value.forEach((item, i) => visit(item, [...path, i]));
    } else if (isPlainObject(value)) {
      if (path.length > 0 && isPodTemplate(value)) {
        found.push(path);
        return;
      }
      Object.keys(value)
        .filter((key) => path.length > 0 || !OTHER_FIELDS.has(key))
        .forEach((key) => visit(value[key], [...path, key]));
    }
  };
  visit(object, []);
  return found;
}

function isPodTemplate({ spec }: { readonly spec?: unknown }): boolean {
  const containers = isPlainObject(spec) ? spec.containers : undefined;
  return Array.isArray(containers) && containers.length > 0 && containers.every(isContainer);
}

function isContainer(value: unknown): boolean {
  return isPlainObject(value) && (typeof value.name === 'string' || typeof value.image === 'string');
}
