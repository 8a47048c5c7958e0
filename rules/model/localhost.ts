import { Container, EnvVar } from '../../kubernetes/decoded';

/** A port on localhost that the variables or the command line of a container name. */
export interface LocalAddress {
  readonly port: number;
  /** The field of the container that names it: `env[0].value`. */
  readonly field: string;
  /** What names it, for a message. */
  readonly text: string;
  /** A guess is a variable that holds a number, beside another that holds `localhost`. */
  readonly source: 'variable' | 'command' | 'guess';
  /** Whether the container listens there itself, by the name of the variable or option. */
  readonly isOwn: boolean;
}

const LOCAL = String.raw`(?:localhost|127(?:\.\d+){3}|\[?::1\]?)`;

/** `localhost:8080`, and `localhost 8080` as two arguments, but not `localhost 2>&1`. */
const ADDRESS = new RegExp(String.raw`(?<![\w.-])${LOCAL}(?::(\d{1,5})(?!\d)|\s+(\d{1,5})(?![\w.:>]))`, 'g');
const HOST = new RegExp(`^${LOCAL}$`);
const PORT = /^\d{1,5}$/;

/** Variables for the address on which the container listens. */
const OWN_VARIABLE = /LISTEN|BIND|ADMIN|HEALTH|METRIC|SERVE|EXPOSE/i;

/** Options for the address on which the container listens. */
const OWN_OPTION = /listen|bind|https?-address|(?<![\w-])\w*-[\w-]*endpoint/i;

/** The addresses on localhost that a container names. */
export function localAddressesOf(container: Container): LocalAddress[] {
  const parts = new Parts();
  const variables = (container.env ?? []).map((variable, i) => expanded(variable, i, parts)).filter(({ name }) => name);
  return [...inVariables(variables), ...guesses(variables), ...inCommandLine(container, parts)];
}

/** Values of variables that may be parts of addresses, by name. */
class Parts extends Map<string, string> {
  /** The number of characters that references can still add. Linux limits the variables and arguments of a program to 2 MiB. */
  public room = 2 * 1024 * 1024;
}

/** Longer values are not part of an address. Without a limit, variables that refer to variables can have values of any length. */
const LONGEST = 256;

interface Variable {
  readonly name: string;
  readonly field: string;
  /** The value as it is written. */
  readonly text: string;
  /** The value with the values of earlier variables in place of `$(NAME)`, as the kubelet does it. */
  readonly value: string;
}

function expanded({ name = '', value: text = '' }: EnvVar, index: number, parts: Parts): Variable {
  const value = expand(text, parts, /\$\$|\$\(([-.\w]+)\)/g);
  // a whole address is reported for its own variable
  if (value.length <= LONGEST && value.search(ADDRESS) < 0) {
    parts.set(name, value);
  }
  return { name, field: `env[${index}].value`, text, value };
}

function expand(text: string, parts: Parts, reference: RegExp): string {
  if (!text.includes('$')) {
    return text;
  }
  return text.replace(reference, (whole, ...names) => {
    const value = parts.get(names.find((name) => name !== undefined));
    if (value === undefined || value.length > parts.room) {
      return whole;
    }
    parts.room -= value.length;
    return value;
  });
}

/** The addresses in values, and the pairs of a variable for the host and a variable for the port, such as DB_HOST and DB_PORT. */
function inVariables(variables: readonly Variable[]): LocalAddress[] {
  const ports = new Map(
    [...variables]
      .reverse()
      .filter(({ value }) => PORT.test(value))
      .map((one) => [one.name, one]),
  );
  return variables.flatMap(({ name, field, text, value }) => {
    const common = { source: 'variable', isOwn: OWN_VARIABLE.test(name) } as const;
    const addresses = [...value.matchAll(ADDRESS)].map(([, port, other]): LocalAddress => {
      return { port: Number(port ?? other), field, text: `${name} is "${text}"`, ...common };
    });
    const port = name.endsWith('HOST') && HOST.test(value) ? ports.get(name.replace(/HOST$/, 'PORT')) : undefined;
    if (port !== undefined) {
      const both = `${name} and ${port.name} are "${text}" and "${port.text}"`;
      addresses.push({ port: Number(port.value), field: port.field, text: both, ...common });
    }
    return addresses;
  });
}

/** The numbers in variables, if another variable holds just the host. */
function guesses(variables: readonly Variable[]): LocalAddress[] {
  const host = variables.find(({ name, value }) => HOST.test(value) && !OWN_VARIABLE.test(name));
  const numbers = host === undefined ? [] : variables.filter(({ value }) => PORT.test(value));
  return numbers.map(({ name, field, text, value }) => {
    return {
      port: Number(value),
      field,
      text: `${name} is "${text}"`,
      source: 'guess',
      isOwn: OWN_VARIABLE.test(name),
    };
  });
}

function inCommandLine({ command = [], args = [] }: Container, parts: Parts): LocalAddress[] {
  const words = [...command, ...args].map((word) => expand(word, parts, /\$(?:(\w+)|\{(\w+)\}|\(([-.\w]+)\))/g));
  const addresses: LocalAddress[] = [];
  let at = -1;
  let end = 0;
  let isOwn = false;
  for (const { 0: text, 1: port, 2: other, index } of words.join(' ').matchAll(ADDRESS)) {
    if (index >= end) {
      for (; index >= end; at++) {
        end += words[at + 1].length + 1;
      }
      isOwn = OWN_OPTION.test(words[at]) || (at > 0 && /^-\S+$/.test(words[at - 1]) && OWN_OPTION.test(words[at - 1]));
    }
    const field = at < command.length ? `command[${at}]` : `args[${at - command.length}]`;
    addresses.push({ port: Number(port ?? other), field, text: `it names ${text}`, source: 'command', isOwn });
  }
  return addresses;
}
