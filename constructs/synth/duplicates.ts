import { IConstruct } from 'constructs';
import { groupOf } from '../../kubernetes/kinds';
import { duplicateObject } from '../../rules/composition';
import { Finding, findingOf } from '../../rules/finding';
import { named } from '../error-at';
import { CreatedAt } from './created-at';
import { Manifest } from './rendering';

/**
 * The objects that a cluster identifies with an earlier object: of the same API group, kind, namespace and name.
 * @param constructs the construct of each object
 */
export function duplicateObjects(
  objects: readonly Manifest[],
  constructs: readonly IConstruct[],
): Map<Manifest, Finding> {
  const owners = new Map<string, IConstruct>();
  const findings = new Map<Manifest, Finding>();
  objects.forEach((object, i) => {
    const { name, namespace = '' } = object.metadata ?? {};
    if (typeof name !== 'string') {
      return;
    }
    const group = groupOf(String(object.apiVersion));
    // no group, kind, namespace or name contains a slash
    const id = `${group}/${String(object.kind)}/${String(namespace)}/${name}`;
    const owner = owners.get(id);
    if (owner === undefined) {
      owners.set(id, constructs[i]);
    } else {
      const where = namespace === '' ? '' : ` in the namespace "${namespace}"`;
      const place = CreatedAt.of(owner);
      const creates = `${named(owner)} creates it${place === undefined ? '' : ` at ${place}`}`;
      const what = `the ${object.kind} "${name}"${where} already exists: ${creates}.`;
      findings.set(object, findingOf(duplicateObject, 'metadata.name', what, 'Rename one of them.'));
    }
  });
  return findings;
}
