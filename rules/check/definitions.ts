import { findBuiltIn, otherStructs } from '../../kubernetes/built-in';
import { CustomResourceDefinition } from '../../kubernetes/decoded';
import { fieldsOf } from '../../util/plain-object';
import { decode } from '../decode/decode';
import { CustomKinds } from '../schema/custom-kinds';
import { schemaOf } from './registry';

export const DEFINITION = 'CustomResourceDefinition';
const API_VERSION = 'apiextensions.k8s.io/v1';

export function isDefinition(object: unknown): object is object {
  const { apiVersion, kind } = fieldsOf(object);
  return apiVersion === API_VERSION && kind === DEFINITION;
}

/**
 * Adds the kinds of the CustomResourceDefinitions among some objects.
 * @param version the version of Kubernetes
 */
export function addDefinitions(kinds: CustomKinds, objects: Iterable<object>, version: string): void {
  for (const object of objects) {
    const struct = isDefinition(object) ? findBuiltIn(API_VERSION, DEFINITION)?.struct : undefined;
    if (struct !== undefined) {
      const schema = schemaOf(version, false, false).ofOthers(otherStructs());
      const sink = { findings: [], podRules: [], unreadable: [] };
      kinds.add(decode(object, struct, schema, sink).value as CustomResourceDefinition);
    }
  }
}
