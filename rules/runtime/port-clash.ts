import { Severity } from '../finding';
import { ContainerModel } from '../model/container-model';
import { FirstBy } from '../model/first-by';
import { Listener } from '../model/listeners';
import { Report, rule } from '../rule';

export const portClash = rule({
  id: 'runtime/port-clash',
  severity: 'warning',
  summary: 'Only one container of a pod should listen on a port.',
  details:
    'Usually the second container to start cannot listen, and ends. It is an error if both programs are known to listen there. If they only declare the port, it is a warning, because Kubernetes does not open a declared port. If the arguments or variables of a container name another port and not the declared port, its program listens on the other port, and the rule ignores the declaration. It is advice if only the image of a container declares the port (`EXPOSE`), as `--images` shows it. It is a warning if probes of two containers connect to one port. It is advice if a probe connects to the port of another container: the probe works, and checks the other container. The rule also reports a port that one container declares twice, because server-side apply refuses it.',
  why: 'Containers of a pod share one network namespace, so only one of them can listen on a port.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking',
  fields: ['Container'],
  check({ containers }, report) {
    containers.filter(({ ports }) => ports.length > 1).forEach((container) => checkDuplicates(container, report));
    if (containers.length < 2) {
      return;
    }
    const owners = new FirstBy<Bound>();
    for (const container of containers) {
      for (const listener of container.listeners) {
        // runtime/probe-port reports a probe of a port that its container does not declare
        if (listener.isProbed && container.ports.length > 0) {
          continue;
        }
        const bound = { container, listener };
        const owner = owners.get(...conflictingKeys(bound));
        if (owner !== undefined && !isMoved(bound) && !isMoved(owner)) {
          reportClash(bound, owner, report);
        }
        if (container.staysUp) {
          owners.insert(bound, ...keysOf(bound));
        }
      }
    }
  },
});

/** The end of an option or a variable that sets a port: its number follows. The text before a number is cut to `BEFORE` characters. */
const SETTING =
  /(?:(?<!re|im|ex|sup|trans)port|addr|listen|bind)[\w.-]*(?:[= :"',[\]]+(?:[^\s=:"',[\]]\S*)?)?$|(?:^|[\s=])(?:[\d.]+|\*|\[::\])?:$/i;
const BEFORE = 48;

/** Whether a container declares a port, but its arguments or variables set another port and do not have this number. */
function isMoved({ container, listener: { field, port, isCertain } }: Bound): boolean {
  const isOnlyDeclared = !isCertain && field.startsWith('ports[');
  return isOnlyDeclared && !container.numbers.has(`${port}`) && setsPort(container);
}

function setsPort({ argv, env }: ContainerModel): boolean {
  const settings = [argv.words.join(' '), ...env.map(({ name = '', value = '' }) => `${name}=${value}`)];
  return settings.some((text) =>
    [...text.matchAll(/(?<![\w.])\d{2,5}(?![\w.])/g)].some(({ index }) =>
      SETTING.test(text.slice(Math.max(0, index - BEFORE), index)),
    ),
  );
}

/** A port, and the container that listens on it. */
interface Bound {
  readonly container: ContainerModel;
  readonly listener: Listener;
}

/** The keys of a port in the index: with its address, or for any address. Native sidecars also have keys of their own. */
function keysOf({ listener: { port, protocol, host = '' }, container }: Bound): string[] {
  const keys = [`${port}/${protocol}`, `${port}/${protocol} at ${host}`];
  return container.role === 'native sidecar' ? [...keys, ...keys.map((key) => `sidecar ${key}`)] : keys;
}

/** The keys of the ports that conflict with a port. An init container that ends runs only beside native sidecars. */
function conflictingKeys({ listener: { port, protocol, host }, container }: Bound): string[] {
  const key = `${container.staysUp ? '' : 'sidecar '}${port}/${protocol}`;
  return host === undefined ? [key] : [`${key} at `, `${key} at ${host}`];
}

function reportClash({ container, listener }: Bound, owner: Bound, report: Report): void {
  const evidence = listener.evidence === undefined ? '' : `, ${listener.evidence}`;
  const port = `${listener.port}/${listener.protocol}${evidence}`;
  const isProbed = listener.isProbed || owner.listener.isProbed;
  report(
    `${container.path}.${listener.field}`,
    owner.listener.isProbed
      ? `${port} is also the port of a probe of ${owner.container.label}.`
      : `${port} is already bound by ${owner.container.label}.`,
    `Give ${container.label} another port${isProbed ? ', or change the port of the probe' : ''}.`,
    { severity: severityOf(listener, owner.listener) },
  );
}

function severityOf(one: Listener, other: Listener): Severity {
  if (one.isCertain && other.isCertain) {
    return 'error';
  }
  return one.isExposed || other.isExposed || one.isProbed !== other.isProbed ? 'advice' : 'warning';
}

function checkDuplicates({ ports, path }: ContainerModel, report: Report): void {
  const declared = new Set<string>();
  ports.forEach(({ containerPort, protocol = 'TCP' }, i) => {
    const port = `${containerPort}/${protocol}`;
    if (containerPort !== undefined && declared.has(port)) {
      const why = 'Server-side apply refuses duplicate ports in a list.';
      report(`${path}.ports[${i}]`, `the container already declares ${port}.`, 'Remove one of the two ports.', { why });
    }
    declared.add(port);
  });
}
