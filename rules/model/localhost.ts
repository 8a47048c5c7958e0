import { Container, EnvVar } from '../../kubernetes/decoded';
import { Part } from '../../manifest/shell/tree';
import { Argv } from './argv';
import { RunCommand, RunContent, Script } from './script';

/** A port on localhost that the variables or the commands of a container name. */
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

/** A container, and what it runs. */
interface Runnable {
  readonly value: Container;
  readonly argv: Argv;
  readonly script?: Script;
  readonly content: RunContent;
}

/** The addresses on localhost that a container names. */
export function localAddressesOf(container: Runnable): LocalAddress[] {
  const parts = new Parts();
  const variables = (container.value.env ?? [])
    .map((variable, i) => expanded(variable, i, parts))
    .filter(({ name }) => name);
  const named = inVariables(variables);
  // the kubelet copies the address of a variable into a script that refers to it
  const keys = new Set(named.map(keyOf));
  const ofScript = inScript(container, parts).filter((address) => !keys.has(keyOf(address)));
  return [...named, ...guesses(variables), ...inArguments(container, parts), ...ofScript];
}

function keyOf({ port, isOwn }: LocalAddress): string {
  return `${port} ${isOwn}`;
}

/** A character in the place of a text that is known only at run time, or that is reported for its own variable. */
const UNKNOWN = '\0';

/** Values of variables that may be parts of addresses, by name. */
class Parts extends Map<string, string> {
  /** The number of characters that references can still add. Linux limits the variables and arguments of a program to 2 MiB. */
  private room = 2 * 1024 * 1024;

  /** The value for a reference. */
  public take(name: string): string | undefined {
    const value = this.get(name);
    if (value === undefined || value.length > this.room) {
      return undefined;
    }
    this.room -= value.length;
    return value;
  }
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
  parts.set(name, value.length <= LONGEST && value.search(ADDRESS) < 0 ? value : UNKNOWN);
  return { name, field: `env[${index}].value`, text, value };
}

function expand(text: string, parts: Parts, reference: RegExp): string {
  if (!text.includes('$')) {
    return text;
  }
  return text.replace(reference, (whole, ...names) => parts.take(names.find((name) => name !== undefined)) ?? whole);
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

/** References to variables in the text of a program or a shell. */
const REFERENCE = /\$(?:(\w+)|\{(\w+)\}|\(([-.\w]+)\))/g;

/** The addresses in the words of a container, except in its script. */
function inArguments({ argv, script, value: { command = [], args = [] } }: Runnable, parts: Parts): LocalAddress[] {
  const words = [...command, ...args].map((word, i) =>
    argv.fieldOf(i) === script?.field ? '' : expand(word, parts, REFERENCE),
  );
  return inWords(words, (index) => argv.fieldOf(index));
}

/** The addresses in words, and in two words next to each other. */
function inWords(words: readonly string[], fieldOf: (index: number) => string): LocalAddress[] {
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
    addresses.push({
      port: Number(port ?? other),
      field: fieldOf(at),
      text: `it names ${text}`,
      source: 'command',
      isOwn,
    });
  }
  return addresses;
}

/** Commands that connect to nothing, whatever their words are. */
const PRINTERS = new Set(': [ cat echo exit printf test'.split(' '));

/** The addresses in a script: in the words of its commands, in here-documents, and in the values of variables. */
function inScript({ script, content: { commands, values } }: Runnable, parts: Parts): LocalAddress[] {
  if (script === undefined) {
    return [];
  }
  const find = (words: string[]): LocalAddress[] => inWords(words, () => script.field);
  return [
    ...commands.flatMap((command) => textsOf(command, parts).flatMap(find)),
    ...values.flatMap(({ name, value }) => find([`${name}=${knownText(value.parts, parts)}`])),
  ];
}

/** The texts that a command gets: its words, and the lines of its here-documents. */
function textsOf({ syntax, program, hasScript, isCaptured }: RunCommand, parts: Parts): string[][] {
  if (syntax === undefined || hasScript || (PRINTERS.has(program.name) && !isCaptured)) {
    return [];
  }
  const lines = syntax.redirections.flatMap(({ operator, target, document }) => {
    const text = operator === '<<<' ? target.parts : document;
    return text === undefined ? [] : knownText(text, parts).split('\n');
  });
  return [syntax.words.map((word) => knownText(word.parts, parts)), ...lines.map((line) => [line])];
}

/** The text of a part of a script, with the values of variables. */
function knownText(all: readonly Part[], parts: Parts): string {
  return all.map((part) => textOfPart(part, parts)).join('');
}

function textOfPart(part: Part, parts: Parts): string {
  switch (part.kind) {
    case 'literal':
    case 'quoted':
      // another shell may read the text, as in `su -c`
      return expand(part.text, parts, REFERENCE);
    case 'double':
      return knownText(part.parts, parts);
    case 'array':
      return part.words.map((word) => knownText(word.parts, parts)).join(' ');
    case 'variable': {
      const value = part.operator === '' || /^:?[-=]$/.test(part.operator) ? parts.take(part.name) : UNKNOWN;
      return value || (part.operator === '' ? UNKNOWN : knownText(part.word, parts));
    }
    default:
      return UNKNOWN;
  }
}
