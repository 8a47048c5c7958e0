import { Container, ContainerPort, EnvVar } from '../../kubernetes/types';
import { nearest } from '../../util/nearest';
import { described, isPlainObject } from '../../util/plain-object';
import { aListOf, aPortNumber, aString } from '../../util/prop-checks';
import { PropCheck } from '../../util/props';

/**
 * The address at which one container of a pod reaches another, as environment variables, as arguments, or in any text.
 *
 * The containers of a pod share a network namespace, so the host is `localhost`. The port is one that the other container declares in
 * `ports`, or any number.
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
    return new LocalAddress('env', ['{host}', '{port}'], of, [host, port]);
  }

  /**
   * One variable with a URL or another text, such as `postgres://{host}:{port}/shop`.
   * @param variable the name of the variable
   * @param template the text; `{host}` is replaced by `localhost`, and `{port}` by the port's number
   * @param of the port of the other container, by name or number; required if it does not declare exactly one port
   */
  public static url(variable: string, template: string, of?: string | number): LocalAddress {
    return new LocalAddress('env', [template], of, [variable]);
  }

  /**
   * Arguments, such as `['--upstream=http://{host}:{port}']`. They are added to the end of `args`. If the container has no `args`, they
   * replace the default arguments of the image.
   * @param templates the arguments; `{host}` is replaced by `localhost`, and `{port}` by the port's number
   * @param of the port of the other container, by name or number; required if it does not declare exactly one port
   */
  public static args(templates: string[], of?: string | number): LocalAddress {
    return new LocalAddress('args', templates, of);
  }

  /**
   * Arguments at the end of `command`. The container must have a command.
   * @param templates the arguments; `{host}` is replaced by `localhost`, and `{port}` by the port's number
   * @param of the port of the other container, by name or number; required if it does not declare exactly one port
   */
  public static command(templates: string[], of?: string | number): LocalAddress {
    return new LocalAddress('command', templates, of);
  }

  /**
   * The address in any text, for example in the script of a `command`.
   * @example
   * const shop = { name: 'shop', image: 'shop:1.0', ports: [{ containerPort: 8080 }] };
   * const status = LocalAddress.text('http://{host}:{port}/status', shop);
   * new AdapterPod(chart, 'shop', {
   *   app: shop,
   *   adapter: { name: 'metrics', image: 'busybox:1.37', command: ['sh', '-c', `while sleep 5; do wget -q -O - ${status}; done`] },
   * });
   * @param template the text; `{host}` is replaced by `localhost`, and `{port}` by the port's number
   * @param container the container that listens
   * @param of its port, by name or number; required if it does not declare exactly one port
   * @throws if the text has no `{port}`, or if the port is not clear
   */
  public static text(template: string, container: Container, of?: string | number): string {
    try {
      return LocalAddress.args([template], of).toArgs(container)[0];
    } catch (error) {
      throw new Error(`LocalAddress.text: ${(error as Error).message}`);
    }
  }

  private constructor(
    private readonly target: 'env' | 'args' | 'command',
    private readonly templates: readonly string[],
    private readonly of?: string | number,
    /** The names of the variables, one for each template. */
    private readonly variables: readonly string[] = [],
    private readonly host = 'localhost',
  ) {}

  /** The same address with the host `127.0.0.1`, for a server that listens only on IPv4: `localhost` can resolve to `::1`. */
  public overIPv4(): LocalAddress {
    return new LocalAddress(this.target, this.templates, this.of, this.variables, '127.0.0.1');
  }

  /**
   * The variables for the address of a container.
   * @param container the container that listens
   * @throws if the container declares no port with the name, or none or several and the port is not selected; if no text has `{port}`, or
   * if a text has a placeholder that is similar to `{host}` or `{port}`
   */
  public toEnv(container: Container): EnvVar[] {
    return this.filled('env', container).map((value, i) => ({ name: this.variables[i], value }));
  }

  /**
   * The arguments for the address of a container.
   * @param container the container that listens
   * @throws as `toEnv`
   */
  public toArgs(container: Container): string[] {
    return this.filled('args', container);
  }

  /**
   * The arguments for the end of `command`, for the address of a container.
   * @param container the container that listens
   * @throws as `toEnv`
   */
  public toCommand(container: Container): string[] {
    return this.filled('command', container);
  }

  private filled(target: LocalAddress['target'], container: Container): string[] {
    if (target !== this.target) {
      return [];
    }
    this.check();
    if (!isPlainObject(container)) {
      throw new Error(`the container of the address is ${described(container)}. Set the container that listens.`);
    }
    const port = String(findPort(`container "${container.name}"`, container.ports, this.of).containerPort);
    return this.templates.map((template) => template.replace(/\{host\}/g, this.host).replace(/\{port\}/g, port));
  }

  /** Checks what the author wrote. A pattern calls this, so that the message has the place of the pod. */
  private check(): void {
    const [problem] = [
      ...aListOf(aString)(this.variables, 'variables'),
      ...aListOf(aString)(this.templates, 'templates'),
    ];
    if (problem !== undefined) {
      throw new Error(`the address has a wrong value: ${problem}`);
    }
    const name = `the address "${this.templates.join(' ')}"${this.variables.length === 1 ? ` of ${this.variables[0]}` : ''}`;
    if (!this.templates.some((template) => template.includes('{port}'))) {
      throw new Error(`${name} has no {port}. Write {port} for the port's number.`);
    }
    for (const [written, word] of this.templates.flatMap((template) => [...template.matchAll(PLACEHOLDER)])) {
      const meant = nearest(word.toLowerCase(), PLACEHOLDERS);
      if (meant !== undefined && written !== `{${meant}}`) {
        throw new Error(`${name} has the unknown placeholder ${written}. It is not replaced. Did you mean {${meant}}?`);
      }
    }
  }
}

const PLACEHOLDERS = ['host', 'port'];

/** A word in braces, but not a variable of a shell such as `${HOME}`, or an action of a Go template such as `{{.Port}}`. */
const PLACEHOLDER = /(?<![${])\{ ?([a-z]{3,}) ?\}/gi;

/** A value that is a `LocalAddress`. */
export const anAddress: PropCheck = (value, path) =>
  typeof (value as LocalAddress).toEnv === 'function'
    ? []
    : [
        `\`${path}\` is ${described(value)}, not a LocalAddress. Write LocalAddress.url('URL', 'http://{host}:{port}'), for example.`,
      ];

/** What a container gets to know an address: variables, and arguments. */
export interface AddressParts {
  readonly env: EnvVar[];
  readonly args: string[];
  readonly command: string[];
}

/** The parts of several addresses of one container. */
export function partsOf(addresses: readonly LocalAddress[], container: Container): AddressParts {
  return {
    env: addresses.flatMap((address) => address.toEnv(container)),
    args: addresses.flatMap((address) => address.toArgs(container)),
    command: addresses.flatMap((address) => address.toCommand(container)),
  };
}

/** The error for a container that gets arguments at the end of a command that it does not have. */
export function noCommand({ name }: Container, added: readonly string[]): string {
  return `container "${name}" has no command, so "${added.join(' ')}" would replace the command of the image. Set \`command\`, or use \`LocalAddress.args\`.`;
}

/**
 * The port with a name or a number; without both, the only port. Kubernetes does not require containers to declare their ports, so any
 * number is a port.
 * @param owner what declares the ports, for messages
 */
export function findPort(owner: string, declared?: ContainerPort[] | null, of?: string | number): ContainerPort {
  const ports = declared ?? [];
  const [problem] = typeof of === 'string' ? [] : aPortNumber(of, 'port');
  if (problem !== undefined) {
    throw new Error(`the port of ${owner} is ${described(of)}. Write the name of a port, or a number from 1 to 65535.`);
  }
  if (typeof of === 'number') {
    return { containerPort: of };
  }
  const found = of === undefined ? ports : ports.filter(({ name }) => name === of);
  if (found.length === 1) {
    return found[0];
  }
  const list = ports.map(({ name, containerPort: port }) => (typeof name !== 'string' ? port : `${port} (${name})`));
  const declares = ports.length === 0 ? 'declares no port' : `declares ${list.join(', ')}`;
  if (of === undefined) {
    const fix = ports.length === 0 ? 'Add the port that it listens on to "ports".' : 'Select one by name or number.';
    throw new Error(`${owner} ${declares}. ${fix}`);
  }
  const [what, fix] =
    found.length > 1 ? ['more than one', 'Give each port its own name.'] : ['no', 'Use a port that it declares.'];
  throw new Error(`${owner} has ${what} port ${of}: it ${declares}. ${fix}`);
}
