import { Finding } from './finding';
import { notDnsLabel, notDnsSubdomain } from './api/names';

const RULE = 'api/object-name';

/**
 * The name and the namespace of an object.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
export function objectName(pod: any): Finding[] {
  const found: Finding[] = [];
  const { name, namespace } = pod?.metadata ?? {};
  if (typeof name === 'string') {
    add(found, 'metadata.name', 'name', name, notDnsSubdomain(name));
  }
  if (typeof namespace === 'string' && namespace !== '') {
    add(found, 'metadata.namespace', 'namespace', namespace, notDnsLabel(namespace));
  }
  return found;
}

function add(found: Finding[], path: string, kind: string, value: string, why: string | undefined): void {
  if (why !== undefined) {
    const what = `"${value}" is not a ${kind} that Kubernetes takes.`;
    found.push({ rule: RULE, severity: 'error', path, what, why, fix: suggestion(value) });
  }
}

function suggestion(value: string): string {
  const better = value
    .toLowerCase()
    .replace(/[^-a-z0-9.]+/g, '-')
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
    .slice(0, 63);
  return notDnsLabel(better) === undefined ? `Call it "${better}", for example.` : 'Give it another one.';
}
