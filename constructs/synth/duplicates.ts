import { IConstruct } from 'constructs';

/** An object as it is rendered, and the construct that it comes from: the object, or its chart where no more is known. */
export interface Rendered {
  readonly construct: IConstruct;
  readonly manifest: any;
}

/**
 * Objects that are the same one for a cluster: of one API group, kind, namespace and name. The one that is applied last would win.
 *
 * @returns a problem for each that is there already
 */
export function duplicates(rendered: Rendered[]): string[] {
  const owners = new Map<string, IConstruct>();
  const problems: string[] = [];
  for (const { construct, manifest } of rendered) {
    const { name, namespace = '' } = manifest?.metadata ?? {};
    if (typeof name !== 'string') {
      continue;
    }
    const group = String(manifest.apiVersion).includes('/') ? String(manifest.apiVersion).split('/')[0] : '';
    const id = JSON.stringify([group, manifest.kind, namespace, name]);
    const owner = owners.get(id);
    if (owner !== undefined) {
      const place = namespace === '' ? '' : ` in namespace "${namespace}"`;
      problems.push(
        `[${construct.node.path}] metadata.name: ${manifest.kind} "${name}"${place} is already made by [${owner.node.path}]. ` +
          'A cluster takes them for one object, and the one that is applied last wins. Give one of the two another name.',
      );
    }
    owners.set(id, owner ?? construct);
  }
  return problems;
}
