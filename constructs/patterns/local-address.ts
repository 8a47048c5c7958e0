import { Container, ContainerPort, EnvVar } from '../../kubernetes/types';

/**
 * The address at which one container of a pod reaches another, as the variables that tell it.
 *
 * The containers of a pod share one network namespace, so the host is `localhost`; the port is the one that the other container
 * declares, and is said only there. For a container that declares none, the number is said here.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking
 */
export class LocalAddress {
  /**
   * The host in one variable and the port in another.
   *
   * @param host the name of the variable that gets `localhost`
   * @param port the name of the variable that gets the port's number
   * @param of which port of the other container, by name or number; needed where it declares several, or none
   */
  public static hostAndPort(host: string, port: string, of?: string | number): LocalAddress {
    return new LocalAddress({ [host]: '{host}', [port]: '{port}' }, of);
  }

  /**
   * One variable with a text in which `{host}` stands for `localhost` and `{port}` for the port's number, such as
   * `postgres://{host}:{port}/shop`.
   *
   * @param variable the name of the variable
   * @param template the text; without `{port}` it is refused
   * @param of which port of the other container, by name or number; needed where it declares several, or none
   */
  public static url(variable: string, template: string, of?: string | number): LocalAddress {
    if (!template.includes('{port}')) {
      throw new Error(
        `the address "${template}" of ${variable} has no {port}. Write it where the port's number belongs.`,
      );
    }
    return new LocalAddress({ [variable]: template }, of);
  }

  private constructor(
    private readonly templates: Record<string, string>,
    private readonly of?: string | number,
    private readonly host = 'localhost',
  ) {}

  /**
   * The same address with `127.0.0.1` for the host: for a server that listens on IPv4 alone, where `localhost` can mean `::1` first.
   */
  public overIPv4(): LocalAddress {
    return new LocalAddress(this.templates, this.of, '127.0.0.1');
  }

  /**
   * The variables, for the container that is to be reached.
   *
   * @param container the container that listens
   * @throws when the container declares no such port, or several and none was chosen
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
 * The port that a name or a number means; the only one, where neither is given. Kubernetes does not ask for ports to be declared: where
 * none is, a number means itself.
 *
 * @param declarer what declares the ports, as messages name it
 */
export function findPort(declarer: string, ports: ContainerPort[] = [], of?: string | number): ContainerPort {
  if (ports.length === 0 && typeof of === 'number') {
    return { containerPort: of };
  }
  const found = of === undefined ? ports : ports.filter((port) => port.name === of || port.containerPort === of);
  if (found.length === 1) {
    return found[0];
  }
  const there = ports.map((port) =>
    port.name === undefined ? port.containerPort : `${port.containerPort} (${port.name})`,
  );
  const declared = ports.length === 0 ? 'declares no port' : `declares ${there.join(', ')}`;
  throw new Error(
    of === undefined
      ? `${declarer} ${declared}. ${ports.length === 0 ? 'Add the one that it listens on to its ports' : 'Say which of them is meant'}.`
      : found.length > 1
        ? `${declarer} has the port ${of} more than once: it ${declared}. Give each a name of its own.`
        : `${declarer} has no port ${of}: it ${declared}. Name one that is there.`,
  );
}
