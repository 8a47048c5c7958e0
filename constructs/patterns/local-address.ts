import { Container, ContainerPort, EnvVar } from '../../kubernetes/types';

/**
 * The address at which one container of a pod reaches another, as environment variables.
 *
 * The containers of a pod share a network namespace, so the host is `localhost`. The port comes from the `ports` of the other container; if
 * that declares none, set the number here.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking
 */
export class LocalAddress {
  /**
   * Two variables: the host and the port.
   * @param host the name of the variable for `localhost`
   * @param port the name of the variable for the port's number
   * @param of the port of the other container, by name or number; required if it does not declare exactly one port
   */
  public static hostAndPort(host: string, port: string, of?: string | number): LocalAddress {
    return new LocalAddress({ [host]: '{host}', [port]: '{port}' }, of);
  }

  /**
   * One variable with a URL or another text, such as `postgres://{host}:{port}/shop`.
   * @param variable the name of the variable
   * @param template the text; `{host}` is replaced by `localhost`, and `{port}` by the port's number
   * @param of the port of the other container, by name or number; required if it does not declare exactly one port
   * @throws if the text has no `{port}`
   */
  public static url(variable: string, template: string, of?: string | number): LocalAddress {
    if (!template.includes('{port}')) {
      throw new Error(`the address "${template}" of ${variable} has no {port}. Write {port} for the port's number.`);
    }
    return new LocalAddress({ [variable]: template }, of);
  }

  private constructor(
    private readonly templates: Record<string, string>,
    private readonly of?: string | number,
    private readonly host = 'localhost',
  ) {}

  /** The same address with the host `127.0.0.1`, for a server that listens only on IPv4: `localhost` can resolve to `::1`. */
  public overIPv4(): LocalAddress {
    return new LocalAddress(this.templates, this.of, '127.0.0.1');
  }

  /**
   * The variables for the address of a container.
   * @param container the container that listens
   * @throws if the container does not declare the port, or declares several and none is selected
   */
  public toEnv(container: Container): EnvVar[] {
    const port = String(findPort(`container "${container.name}"`, container.ports, this.of).containerPort);
    return Object.entries(this.templates).map(([name, template]) => ({
      name,
      value: template.replace(/\{host\}/g, this.host).replace(/\{port\}/g, port),
    }));
  }
}

/**
 * The port with a name or a number; without both, the only port. Kubernetes does not require containers to declare their ports: if none is
 * declared, any number is a port.
 * @param owner what declares the ports, for messages
 */
export function findPort(owner: string, ports: ContainerPort[] = [], of?: string | number): ContainerPort {
  if (ports.length === 0 && typeof of === 'number') {
    return { containerPort: of };
  }
  const found = of === undefined ? ports : ports.filter((port) => port.name === of || port.containerPort === of);
  if (found.length === 1) {
    return found[0];
  }
  const list = ports.map(({ name, containerPort: port }) => (name === undefined ? port : `${port} (${name})`));
  const declares = ports.length === 0 ? 'declares no port' : `declares ${list.join(', ')}`;
  if (of === undefined) {
    const fix = ports.length === 0 ? 'Add the port that it listens on to "ports".' : 'Select one by name or number.';
    throw new Error(`${owner} ${declares}. ${fix}`);
  }
  const [what, fix] =
    found.length > 1 ? ['more than one', 'Give each port its own name.'] : ['no', 'Use a port that it declares.'];
  throw new Error(`${owner} has ${what} port ${of}: it ${declares}. ${fix}`);
}
