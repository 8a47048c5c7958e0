import { IConstruct } from 'constructs';
import { RenderedObject } from './rendering';

/** The errors about objects that a cluster identifies with an earlier object: of the same API group, kind, namespace and name. */
export function duplicateObjects(rendered: readonly RenderedObject[]): string[] {
  const owners = new Map<string, IConstruct>();
  const errors: string[] = [];
  for (const { construct, manifest } of rendered) {
    const { name, namespace = '' } = manifest.metadata ?? {};
    if (typeof name !== 'string') {
      continue;
    }
    const [group, version] = String(manifest.apiVersion).split('/');
    const id = JSON.stringify([version === undefined ? '' : group, manifest.kind, namespace, name]);
    const owner = owners.get(id);
    if (owner === undefined) {
      owners.set(id, construct);
    } else {
      const place = namespace === '' ? '' : ` in the namespace "${namespace}"`;
      errors.push(
        `[${construct.node.path}] metadata.name: the ${manifest.kind} "${name}"${place} already exists: [${owner.node.path}] creates it. ` +
          'A cluster has only one of them: the one that is applied last. Rename one of them.',
      );
    }
  }
  return errors;
}
