import { parseArgs } from 'util';
import { nearest } from '../util/nearest';

/** A command: its flags, and how many arguments it takes. */
export interface Syntax {
  readonly options: Record<string, { type: 'string' | 'boolean'; short?: string; multiple?: boolean }>;
  readonly positionals: number;
}

/** What was said on the command line. */
export interface Arguments {
  readonly values: any;
  readonly positionals: string[];
}

/**
 * Reads the arguments of a command.
 *
 * @throws where they are not as the command takes them, with what was probably meant
 */
export function readArguments(command: string, { options, positionals: most }: Syntax, args: string[]): Arguments {
  const { tokens, values, positionals } = parseArgs({
    args,
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') {
      continue;
    }
    const { name, rawName, value } = token;
    const option = Object.prototype.hasOwnProperty.call(options, name) ? options[name] : undefined;
    if (option === undefined) {
      const meant = nearest(name, Object.keys(options));
      throw new Error(`${command} has no ${rawName}.${meant === undefined ? '' : ` Did you mean --${meant}?`}`);
    }
    if (option.type === 'string' && !value) {
      throw new Error(`${rawName} needs a value.`);
    }
    if (option.type === 'boolean' && value !== undefined) {
      throw new Error(`${rawName} takes no value.`);
    }
  }
  if (positionals.length > most) {
    throw new Error(
      `${command} takes ${most === 0 ? 'no' : `at most ${most}`} arguments: "${positionals[most]}" is too much.`,
    );
  }
  return { values, positionals };
}
