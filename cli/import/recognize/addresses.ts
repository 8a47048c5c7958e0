import { PlainObject } from '../../../util/plain-object';
import { isOption, listeningPorts } from './localhost';
import { ContainerView } from './pod-view';

/** The address of a container, in the variables or the arguments of another: a `LocalAddress`. */
export interface Address {
  /** The static method of `LocalAddress`. */
  readonly method: 'hostAndPort' | 'url' | 'args' | 'command';
  /** The names of the variables. */
  readonly variables: readonly string[];
  /** The texts with `{host}` and `{port}`; none for `hostAndPort`. */
  readonly templates: readonly string[];
  /** The port by its name or its number; undefined if the container declares no other port. */
  readonly of: string | number | undefined;
  readonly isIPv4: boolean;
  /** The list of the container that has the address, and the index of its first item there. */
  readonly place: readonly [list: 'env' | 'args' | 'command', index: number];
}

type Placeless = Omit<Address, 'place'>;

/** How many items the addresses fill: the first variables, the last arguments, the end of the command. */
export interface AddressItems {
  readonly env: number;
  readonly args: number;
  readonly command: number;
}

/** The addresses of containers in one container. */
export interface FoundAddresses {
  /** For each of the containers that listen, in their order. */
  readonly addresses: readonly (readonly Address[])[];
  readonly items: AddressItems;
}

interface Text {
  readonly template: string;
  readonly port: number;
  readonly isIPv4: boolean;
}

/** `localhost:8080`, or `127.0.0.1:8080`. */
const HOST_AND_PORT = /(?<![\w.-])(?:localhost|127\.0\.0\.1):(\d{1,5})(?!\d)/g;

const HOSTS = ['localhost', '127.0.0.1'];

/**
 * The addresses of containers, where a pattern would add them: in the first variables of a container, and in its last arguments. An argument
 * with white space, such as a script, contains no address: it is easier to read in one piece.
 * @param container the container that connects
 * @param listening the containers to whose ports it connects
 */
export function addressesIn(container: ContainerView, listening: readonly ContainerView[]): FoundAddresses {
  const env = variablesFor(container.env, listening);
  const args = argumentsFor('args', container.args, listening);
  // a pattern adds only to a command that exists
  const command = argumentsFor('command', container.command, listening, 1);
  return {
    addresses: listening.map((_, i) => [...env.addresses[i], ...command.addresses[i], ...args.addresses[i]]),
    items: { env: env.count, args: args.count, command: command.count },
  };
}

interface Found {
  readonly addresses: readonly Address[][];
  readonly count: number;
}

function variablesFor(env: readonly PlainObject[], listening: readonly ContainerView[]): Found {
  let count = 0;
  const addresses = listening.map((container) => {
    const found: Address[] = [];
    for (;;) {
      const address = hostAndPort(env[count], env[count + 1], container) ?? url(env[count], container);
      if (address === undefined) {
        return found;
      }
      found.push({ ...address, place: ['env', count] });
      count += address.variables.length;
    }
  });
  return { addresses, count };
}

/** A variable with only a name and a text. */
function isText(variable: PlainObject | undefined): variable is { readonly name: string; readonly value: string } {
  return (
    variable !== undefined &&
    typeof variable.name === 'string' &&
    typeof variable.value === 'string' &&
    Object.keys(variable).length === 2
  );
}

function hostAndPort(
  host: PlainObject | undefined,
  port: PlainObject | undefined,
  container: ContainerView,
): Placeless | undefined {
  if (!isText(host) || !isText(port) || !HOSTS.includes(host.value)) {
    return undefined;
  }
  const number = [...listeningPorts(container)].find((one) => String(one) === port.value);
  return number === undefined
    ? undefined
    : {
        method: 'hostAndPort',
        variables: [host.name, port.name],
        templates: [],
        of: portOf(container, number),
        isIPv4: host.value !== 'localhost',
      };
}

function url(variable: PlainObject | undefined, container: ContainerView): Placeless | undefined {
  const text = isText(variable) ? textFor(variable.value, container) : undefined;
  return text === undefined || !isText(variable)
    ? undefined
    : { method: 'url', variables: [variable.name], templates: [text.template], ...rest(text, container) };
}

function rest({ port, isIPv4 }: Text, container: ContainerView): Pick<Address, 'of' | 'isIPv4'> {
  return { of: portOf(container, port), isIPv4 };
}

function argumentsFor(
  method: 'args' | 'command',
  list: readonly string[],
  listening: readonly ContainerView[],
  first = 0,
): Found {
  const last = (): string | undefined => (end > first ? list[end - 1] : undefined);
  let end = list.length;
  const addresses = [...listening].reverse().map((container) => {
    const found: Address[] = [];
    for (let text = argument(last(), container); text !== undefined; text = argument(last(), container)) {
      const isValue = end - 2 >= first && isOption(list[end - 2]) && !text.template.startsWith('-');
      const length = isValue ? 2 : 1;
      const templates = [...list.slice(end - length, end - 1), text.template];
      end -= length;
      found.unshift({ method, variables: [], templates, ...rest(text, container), place: [method, end] });
    }
    return found;
  });
  return { addresses: addresses.reverse(), count: list.length - end };
}

function argument(text: string | undefined, container: ContainerView): Text | undefined {
  return text === undefined || /\s/.test(text) ? undefined : textFor(text, container);
}

/** The text as a template, if it contains an address of the container, and only this one. */
function textFor(text: string, container: ContainerView): Text | undefined {
  const found = [...text.matchAll(HOST_AND_PORT)];
  const [[address, digits] = []] = found;
  const port = Number(digits);
  return address === undefined || found.some(([other]) => other !== address) || !listeningPorts(container).has(port)
    ? undefined
    : { template: text.split(address).join('{host}:{port}'), port, isIPv4: !address.startsWith('localhost') };
}

/** How an address selects a port of a container: the name, or the number if the container does not declare it by a unique name. */
function portOf(container: ContainerView, port: number): string | number | undefined {
  const declared = container.ports.filter(({ containerPort }) => containerPort === port);
  const [{ name } = { name: undefined }] = declared;
  if (declared.length === 1 && container.ports.length === 1) {
    return undefined;
  }
  const isUnique = container.ports.filter((one) => one.name === name).length === 1;
  return typeof name === 'string' && isUnique ? name : port;
}
