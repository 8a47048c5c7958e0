import { parseArgs } from 'util';
import { nearest } from '../util/nearest';

/** The options of a command, and the largest number of its arguments. */
export interface Syntax {
  readonly options: Record<string, { type: 'string' | 'boolean'; short?: string; multiple?: boolean }>;
  readonly maxArguments: number;
}

/** The options of a command line by their long names, and its arguments. */
export interface Arguments {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

/** Parses the arguments of a command. Throws if they do not match the syntax, with the option that is probably meant. */
export function readArguments(command: string, { options, maxArguments }: Syntax, args: string[]): Arguments {
  const { tokens, values, positionals } = parseArgs({
    args,
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const known = new Map(Object.entries(options));
  for (const token of tokens) {
    if (token.kind !== 'option') {
      continue;
    }
    const { name, rawName, value } = token;
    const type = known.get(name)?.type;
    if (type === undefined) {
      const meant = nearest(name, [...known.keys()]);
      throw new Error(`${command} has no option ${rawName}.${meant === undefined ? '' : ` Did you mean --${meant}?`}`);
    }
    if (type === 'string' && !value) {
      throw new Error(`${rawName} requires a value.`);
    }
    if (type === 'boolean' && value !== undefined) {
      throw new Error(`${rawName} accepts no value.`);
    }
  }
  if (positionals.length > maxArguments) {
    const limit =
      maxArguments === 0 ? 'no arguments' : `at most ${maxArguments} argument${maxArguments === 1 ? '' : 's'}`;
    throw new Error(`${command} accepts ${limit}. Remove "${positionals[maxArguments]}".`);
  }
  return { values, positionals };
}
