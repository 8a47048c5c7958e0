import { parseShell } from '../../manifest/shell/parse';
import {
  Assignment,
  Command,
  Dialect,
  List,
  Part,
  Redirection,
  EMPTY_LIST,
  ShellScript,
  SimpleCommand,
  Word,
  constantOf,
  constantText,
} from '../../manifest/shell/tree';
import { Argv } from './argv';
import { Program, programOf, readsScript, shellCallOf } from './program';

/** A script that a container passes to a shell with `-c`. */
export interface Script {
  /** The name of the shell: `bash`. */
  readonly shell: string;
  readonly text: string;
  /** The field of the container: `args[0]`. */
  readonly field: string;
  /** The lines up to the first error, as bash reads them: most images accept what bash accepts. */
  readonly tree: ShellScript;
  /** Reads the script of a shell that this script starts, each text once. */
  readonly treeOf: (text: string) => ShellScript;
}

/** A command that a container runs, or may run. */
export interface RunCommand extends Place {
  /** The program, without those that only start it. */
  readonly program: Program;
  /** The command in its script: undefined if it is the only command of a container. */
  readonly syntax?: SimpleCommand;
  /** Whether it is a shell whose script is read: the commands of the script are also in the list. */
  readonly hasScript: boolean;
}

/** Where a command is. */
interface Place {
  /** Whether the next command does not wait for it. */
  readonly isBackground: boolean;
  /** Whether its status decides what runs next: in `if`, `while`, before `&&`. */
  readonly isTested: boolean;
  /** Whether it may not run: in a branch, after `&&`, in a function. */
  readonly isConditional: boolean;
  readonly isInLoop: boolean;
  /** Whether its output goes to a file or to another command. */
  readonly isCaptured: boolean;
}

/** What a container runs. */
export interface RunContent {
  /** The commands of its script, or its only command. */
  readonly commands: readonly RunCommand[];
  /** The values that its script gives to variables, by assignments and by loops. */
  readonly values: readonly Assignment[];
}

/** Scripts in scripts, as in `sh -c 'sh -c "…"'`, are read up to this level. */
const DEEPEST = 3;

/** The script of a container, if it runs a shell with one. */
export function scriptOf(argv: Argv): Script | undefined {
  const program = programOf(argv.words);
  const call = shellCallOf(program);
  if (call?.text === undefined) {
    return undefined;
  }
  const { shell, text, index } = call;
  const trees = new Map<string, ShellScript>();
  const treeOf = (nested: string): ShellScript => {
    const tree = trees.get(nested) ?? readScript(nested);
    trees.set(nested, tree);
    return tree;
  };
  return { shell, text, field: argv.fieldOf(program.index + index), tree: treeOf(text), treeOf };
}

/** Reads a script as bash does. */
export function readScript(text: string): ShellScript {
  return parseShell(text, 'bash');
}

/** The dialects in which a shell may read a script: `sh` and `ash` are other programs in other images. */
export function dialectsOf(shell: string): readonly Dialect[] {
  return shell === 'bash' ? ['bash'] : ['dash', 'bash'];
}

/** What a container runs: what its script has, or its only command. */
export function contentOf({ words }: Argv, script: Script | undefined): RunContent {
  const content = { commands: [] as RunCommand[], values: [] as Assignment[] };
  if (script !== undefined) {
    new Collector(content, script, 0).list(script.tree.list, START);
  } else if (words.length > 0) {
    content.commands.push({ program: programOf(words), hasScript: false, ...START });
  }
  return content;
}

/** The commands that some words run: those of a script, or the only command. */
export function commandsIn(argv: Argv): readonly RunCommand[] {
  return contentOf(argv, scriptOf(argv)).commands;
}

const START: Place = {
  isBackground: false,
  isTested: false,
  isConditional: false,
  isInLoop: false,
  isCaptured: false,
};

/** Files and descriptors whose text only the log or nobody reads. */
const LOG = /^(?:2|\/dev\/(?:stderr|null|tty|tcp\/.*)|\/proc\/\d+\/fd\/[12])$/;
const SAME_OUTPUT = new Set(['1', '/dev/stdout']);

/** Whether output is captured after redirections. */
function isCapturedBy(redirections: readonly Redirection[], wasCaptured: boolean): boolean {
  let isCaptured = wasCaptured;
  for (const { operator, descriptor = '1', target } of redirections) {
    const file = constantText(target) ?? '';
    if (/^&?>/.test(operator) && descriptor === '1' && !SAME_OUTPUT.has(file)) {
      isCaptured = !LOG.test(file);
    }
  }
  return isCaptured;
}

class Collector {
  public constructor(
    private readonly content: { readonly commands: RunCommand[]; readonly values: Assignment[] },
    private readonly script: Script,
    private readonly level: number,
  ) {}

  public list(list: List, place: Place): void {
    for (const { pipelines, operators, isBackground } of list) {
      const own = isBackground ? { ...place, isBackground } : place;
      pipelines.forEach(({ commands, isNegated }, i) => {
        const isTested = place.isTested || isNegated || i < operators.length;
        const at = i > 0 || isTested ? { ...own, isTested, isConditional: own.isConditional || i > 0 } : own;
        const piped = commands.length > 1 ? { ...at, isCaptured: true } : at;
        commands.forEach((command, j) => this.command(command, j < commands.length - 1 ? piped : at));
      });
    }
  }

  private command(command: Command, outer: Place): void {
    const { redirections } = command;
    const isCaptured = isCapturedBy(redirections, outer.isCaptured);
    const place = isCaptured === outer.isCaptured ? outer : { ...outer, isCaptured };
    redirections.forEach(({ target, document = EMPTY_LIST }) => {
      this.parts(target.parts, outer);
      this.parts(document, outer);
    });
    if (command.kind === 'simple') {
      return this.simple(command, place);
    }
    const inside: Place = { ...place, isTested: false, isConditional: true };
    const inLoop: Place = { ...inside, isInLoop: true };
    switch (command.kind) {
      case 'if':
        for (const { condition, body } of command.branches) {
          this.list(condition, { ...place, isTested: true });
          this.list(body, inside);
        }
        return this.list(command.otherwise, inside);
      case 'while':
      case 'until':
        this.list(command.condition, { ...place, isTested: true, isInLoop: true });
        return this.list(command.body, inLoop);
      case 'for':
      case 'select':
        for (const value of command.words ?? EMPTY_LIST) {
          this.value({ name: command.name, value }, place);
        }
        return this.list(command.body, inLoop);
      case 'arithmetic-for':
        return this.list(command.body, inLoop);
      case 'case':
        this.words([command.word], place);
        return command.items.forEach(({ body }) => this.list(body, inside));
      case 'group':
      case 'subshell':
        return this.list(command.body, place);
      case 'function':
        return this.command(command.body, inside);
      case 'coprocess':
        return this.command(command.body, { ...place, isBackground: true });
      case 'test':
        return this.words(command.words, place);
      case 'arithmetic':
    }
  }

  private simple(syntax: SimpleCommand, place: Place): void {
    const { assignments, words } = syntax;
    assignments.forEach((assignment) => this.value(assignment, place));
    this.words(words, place);
    if (words.length === 0) {
      return;
    }
    const program = programOf(words.map(constantText));
    const text = this.level < DEEPEST ? scriptTextOf(program, syntax) : undefined;
    this.content.commands.push({ program, syntax, hasScript: text !== undefined, ...place });
    if (text !== undefined) {
      new Collector(this.content, this.script, this.level + 1).list(this.script.treeOf(text).list, place);
    }
  }

  private value(assignment: Assignment, place: Place): void {
    this.parts(assignment.value.parts, place);
    this.content.values.push(assignment);
  }

  private words(words: readonly Word[], place: Place): void {
    words.forEach(({ parts }) => this.parts(parts, place));
  }

  /** The commands of the substitutions in a word. */
  private parts(parts: readonly Part[], place: Place): void {
    for (const part of parts) {
      if (part.kind === 'substitution') {
        this.list(part.list, { ...place, isTested: false, isCaptured: true });
      } else if (part.kind === 'array') {
        this.words(part.words, place);
      } else if (part.kind === 'variable') {
        this.parts(part.word, place);
      } else if ('parts' in part) {
        this.parts(part.parts, place);
      }
    }
  }
}

/** The script that a shell gets as an argument or in a here-document: undefined if it is known only at run time. */
function scriptTextOf(program: Program, { redirections }: SimpleCommand): string | undefined {
  if (!readsScript(program)) {
    return shellCallOf(program)?.text;
  }
  const document = redirections.find((redirection) => redirection.document !== undefined)?.document;
  return document === undefined ? undefined : constantOf(document);
}
