/** The syntax tree of a shell script. */

/** A shell whose grammar is known. A script for `sh` may run in either, because `sh` is another program in each image. */
export type Dialect = 'dash' | 'bash';

/** A script, as far as it could be read. */
export interface ShellScript {
  /** The complete lines before the error: a shell runs them before it reads on. */
  readonly list: List;
  readonly error?: ShellError;
}

export interface ShellError {
  /** What is wrong: `"fi" is unexpected`. */
  readonly message: string;
  /** The offset in the text, and the line, from 1. */
  readonly offset: number;
  readonly line: number;
  /** Whether the parser gave up because of the nesting. A shell may accept such a script. */
  readonly isTooDeep: boolean;
}

/** Commands that run one after the other. */
export type List = readonly Statement[];

/** Pipelines with `&&` and `||` between them, which end with `;`, a new line or `&`. */
export interface Statement {
  readonly pipelines: readonly Pipeline[];
  /** The operators between the pipelines: one less than the pipelines. */
  readonly operators: readonly ('&&' | '||')[];
  readonly isBackground: boolean;
}

export interface Pipeline {
  readonly commands: readonly Command[];
  readonly isNegated: boolean;
}

export type Command =
  | SimpleCommand
  | IfCommand
  | LoopCommand
  | ForCommand
  | ArithmeticForCommand
  | CaseCommand
  | GroupCommand
  | FunctionDefinition
  | TestCommand
  | ArithmeticCommand
  | Coprocess;

interface Redirected {
  readonly redirections: readonly Redirection[];
}

export interface SimpleCommand extends Redirected {
  readonly kind: 'simple';
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
}

export interface IfCommand extends Redirected {
  readonly kind: 'if';
  readonly branches: readonly { readonly condition: List; readonly body: List }[];
  readonly otherwise: List;
}

export interface LoopCommand extends Redirected {
  readonly kind: 'while' | 'until';
  readonly condition: List;
  readonly body: List;
}

export interface ForCommand extends Redirected {
  readonly kind: 'for' | 'select';
  readonly name: string;
  /** The words after `in`. Without `in`, the loop is over the arguments of the script. */
  readonly words?: readonly Word[];
  readonly body: List;
}

/** `for ((i = 0; i < 3; i++))` */
export interface ArithmeticForCommand extends Redirected {
  readonly kind: 'arithmetic-for';
  /** The three expressions. */
  readonly header: readonly string[];
  readonly body: List;
}

export interface CaseCommand extends Redirected {
  readonly kind: 'case';
  readonly word: Word;
  readonly items: readonly { readonly patterns: readonly Word[]; readonly body: List }[];
}

export interface GroupCommand extends Redirected {
  readonly kind: 'group' | 'subshell';
  readonly body: List;
}

export interface FunctionDefinition extends Redirected {
  readonly kind: 'function';
  readonly name: string;
  readonly body: Command;
}

/** `[[ … ]]`, with its operators among the words. */
export interface TestCommand extends Redirected {
  readonly kind: 'test';
  readonly words: readonly Word[];
}

/** `(( … ))` */
export interface ArithmeticCommand extends Redirected {
  readonly kind: 'arithmetic';
  readonly text: string;
}

export interface Coprocess extends Redirected {
  readonly kind: 'coprocess';
  readonly body: Command;
}

export interface Assignment {
  readonly name: string;
  /** The value. An array has the parts of all its elements. */
  readonly value: Word;
}

export interface Redirection {
  /** `>`, `<<`, `2` and `>` are the operator `>` with the descriptor `2`. */
  readonly operator: string;
  readonly descriptor?: string;
  /** The file or the descriptor; of a here-document, its delimiter. */
  readonly target: Word;
  /** The text of a here-document. */
  document?: readonly Part[];
}

/** A word: `a"b $c"` has a literal and a quoted part. */
export interface Word {
  readonly parts: readonly Part[];
  /** Its place in the text. In a backquoted command, the place of that command. */
  readonly start: number;
  readonly end: number;
}

export type Part =
  /** Text outside quotes. It may be a pattern. */
  | { readonly kind: 'literal'; readonly text: string }
  /** Text in single quotes or after a backslash. */
  | { readonly kind: 'quoted'; readonly text: string }
  /** Text in double quotes. */
  | { readonly kind: 'double'; readonly parts: readonly Part[] }
  /** `$name`, `${name:-word}` */
  | { readonly kind: 'variable'; readonly name: string; readonly operator: string; readonly word: readonly Part[] }
  /** `$(list)`, `` `list` ``, `<(list)`, `>(list)` */
  | { readonly kind: 'substitution'; readonly form: '$(' | '`' | '<(' | '>('; readonly list: List }
  /** `$((…))` */
  | { readonly kind: 'arithmetic'; readonly parts: readonly Part[] }
  /** `name=(…)` */
  | { readonly kind: 'array'; readonly words: readonly Word[] };

/** The empty list. Most lists of a tree are empty or have one element: a list of its own, grown by `push`, has room for 17. */
export const EMPTY_LIST: readonly never[] = Object.freeze([]);

/** Adds an element to a list that begins as `EMPTY_LIST`. */
export function append<T>(list: readonly T[], element: T): readonly T[] {
  if (list.length === 0) {
    return [element];
  }
  (list as T[]).push(element);
  return list;
}

/** The text of a word that is the same each time, without its quotes: `undefined` if it has variables or substitutions. */
export function constantText({ parts }: Word): string | undefined {
  return constantOf(parts);
}

/** The text of parts that is the same each time. */
export function constantOf(parts: readonly Part[]): string | undefined {
  let text = '';
  for (const part of parts) {
    const piece = part.kind === 'double' ? constantOf(part.parts) : 'text' in part ? part.text : undefined;
    if (piece === undefined) {
      return undefined;
    }
    text += piece;
  }
  return text;
}

/** The text of a word without quotes: as far as it is unquoted and constant, a reserved word or a pattern. */
export function unquotedText({ parts }: Word): string | undefined {
  const [part] = parts;
  return parts.length === 1 && part.kind === 'literal' ? part.text : undefined;
}
