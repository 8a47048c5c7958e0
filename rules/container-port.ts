import { Finding } from './finding';
import { notPortName } from './names';
import { containers, items } from './pod';

const RULE = 'api/container-port';

/**
 * Port numbers and port names.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports
 */
export function containerPort(pod: any): Finding[] {
  return containers(pod).flatMap((container) => {
    const found: Finding[] = [];
    const owners = new Map<string, string>();
    for (const { value, path } of items(container.value.ports, `${container.path}.ports`)) {
      found.push(...number(value.containerPort, `${path}.containerPort`));
      if (value.hostPort !== undefined && value.hostPort !== null && value.hostPort !== 0) {
        found.push(...number(value.hostPort, `${path}.hostPort`));
      }
      if (typeof value.name === 'string' && value.name !== '') {
        found.push(...portName(value.name, `${path}.name`, owners.get(value.name)));
        owners.set(value.name, path);
      }
    }
    return found;
  });
}

function number(value: any, path: string): Finding[] {
  if (Number.isInteger(value) && value >= 1 && value <= 65535) {
    return [];
  }
  const what =
    value === undefined || value === null ? 'the port has no number.' : `${JSON.stringify(value)} is not a port.`;
  return [
    {
      rule: RULE,
      severity: 'error',
      path,
      what,
      why: 'A port is a whole number from 1 to 65535.',
      fix: 'Give the one that the program listens on.',
    },
  ];
}

function portName(name: string, path: string, owner: string | undefined): Finding[] {
  const why = notPortName(name);
  if (why !== undefined) {
    return [
      {
        rule: RULE,
        severity: 'error',
        path,
        what: `"${name}" is not a name that a port can have.`,
        why,
        fix: 'Rename it.',
      },
    ];
  }
  if (owner !== undefined) {
    const what = `"${name}" is already the name of ${owner}.`;
    return [
      {
        rule: RULE,
        severity: 'error',
        path,
        what,
        why: 'Probes and Services find a port by its name.',
        fix: 'Give one of the two another name.',
      },
    ];
  }
  return [];
}
