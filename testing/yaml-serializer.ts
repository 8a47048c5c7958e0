import { Construct } from 'constructs';
import { print } from '../manifest/yaml/print';
import { classOf, isPlainObject } from '../util/plain-object';
import { FoundContainer } from './found-container';
import { FoundPod } from './found-pod';
import { Manifests } from './manifests';

/** A serializer for snapshots, as jest and vitest accept it. */
export interface SnapshotSerializer {
  test(value: unknown): boolean;
  serialize(value: unknown): string;
}

/**
 * Writes snapshots as YAML: of `Manifests`, their resources, pods and containers, and of apps, charts and other constructs.
 * @example
 * expect.addSnapshotSerializer(yamlSerializer);
 * expect(Manifests.of(chart)).toMatchSnapshot();
 */
export const yamlSerializer: SnapshotSerializer = {
  test(value) {
    return yamlOf(value) !== undefined;
  },

  serialize(value) {
    return (yamlOf(value)?.() ?? '').trimEnd();
  },
};

/** How to print a value as YAML; undefined if it is no part of manifests. */
function yamlOf(value: unknown): (() => string) | undefined {
  if (value instanceof Manifests) {
    return () => value.toYaml();
  }
  if (value instanceof FoundPod) {
    return () => print([value.resource]);
  }
  if (value instanceof FoundContainer) {
    return () => print([value.container]);
  }
  if (Construct.isConstruct(value)) {
    return () => Manifests.of(value).toYaml();
  }
  const objects = Array.isArray(value) ? value : [value];
  return objects.length > 0 && objects.every(isObject) ? () => print(objects) : undefined;
}

function isObject(value: unknown): boolean {
  return (
    isPlainObject(value) &&
    classOf(value) === undefined &&
    typeof value.apiVersion === 'string' &&
    typeof value.kind === 'string'
  );
}
