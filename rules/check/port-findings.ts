import { valueAtPath } from '../../manifest/yaml/json-path';
import { fieldsOf } from '../../util/plain-object';
import { duplicatePort, duplicatePortName } from '../api-warning';
import { Finding } from '../finding';
import { portClash } from '../runtime';

const OF_SERVER: ReadonlySet<string> = new Set([duplicatePort.id, duplicatePortName.id]);

/** Omits the API server's warnings about ports of which `runtime/port-clash` already reports that two containers use them. */
export function withoutRepeatedPorts(object: unknown, findings: Finding[]): Finding[] {
  if (findings.length < 2) {
    return findings;
  }
  const clashes = findings.filter(({ rule, why }) => rule === portClash.id && why === portClash.why);
  if (clashes.length === 0) {
    return findings;
  }
  const ports = new Set(clashes.map(({ path }) => portAt(object, path)));
  return findings.filter(({ rule, path }) => !OF_SERVER.has(rule) || !ports.has(portAt(object, path)));
}

/** The port and protocol of a declared port: undefined if the path names another field. */
function portAt(object: unknown, path: string): string | undefined {
  const { containerPort, protocol } = fieldsOf(valueAtPath(object, path));
  return containerPort === undefined ? undefined : `${String(containerPort)}/${String(protocol ?? 'TCP')}`;
}
