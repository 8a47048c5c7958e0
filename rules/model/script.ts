import { parseShell } from '../../manifest/shell/parse';
import {
  Command,
  Dialect,
  List,
  Part,
  Redirection,
  ShellScript,
  SimpleCommand,
  Word,
  constantText,
} from '../../manifest/shell/tree';
import { Argv } from './argv';
import { CommandWord, Program, programOf, shellCallOf } from './program';

/** A script that a container passes to a shell with `-c`. */
export interface Script {
  /** The name of the shell: `bash`. */
  readonly shell: string;
  readonly text: string;
  /** The field of the container: `args[0]`. */
  readonly field: string;
  /** The lines up to the first error, as bash reads them: most images accept what bash accepts. */
  readonly tree: ShellScript;
}

/** A command that a container runs, or may run. */
export interface RunCommand {
  /** The program, without those that only start it. */
  readonly program: Program;
  /** The values of variables for the command. A value is `undefined` if it is known only at run time. */
  readonly assignments: readonly { readonly name: string; readonly value: CommandWord }[];
  readonly redirections: readonly Redirection[];
  /** Whether the next command does not wait for it. */
  readonly isBackground: boolean;
  /** Whether its status decides what runs next: in `if`, `while`, before `&&`. */
  readonly isTested: boolean;
  /** Whether it may not run: in a branch, after `&&`, in a function. */
  readonly isConditional: boolean;
  readonly isInLoop: boolean;
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
  return { shell, text, field: argv.fieldOf(program.index + index), tree: parseShell(text, 'bash') };
}

/** The dialects in which a shell may read a script: `sh` and `ash` are other programs in other images. */
export function dialectsOf(shell: string): readonly Dialect[] {
  return shell === 'bash' ? ['bash'] : ['dash', 'bash'];
}

/** The commands that a container runs: the commands of its script, or its only command. */
export function commandsOf({ words }: Argv, script: Script | undefined): readonly RunCommand[] {
  const found: RunCommand[] = [];
  if (script !== undefined) {
    new Collector(found, 0).list(script.tree.list, START);
  } else if (words.length > 0) {
    found.push({ program: programOf(words), assignments: [], redirections: [], ...START });
  }
  return found;
}

/** The commands that some words run: those of a script, or the only command. */
export function commandsIn(argv: Argv): readonly RunCommand[] {
  return commandsOf(argv, scriptOf(argv));
}

type Place = Pick<RunCommand, 'isBackground' | 'isTested' | 'isConditional' | 'isInLoop'>;
const START: Place = { isBackground: false, isTested: false, isConditional: false, isInLoop: false };

class Collector {
  public constructor(
    private readonly found: RunCommand[],
    private readonly level: number,
  ) {}

  public list(list: List, place: Place): void {
    for (const { pipelines, operators, isBackground } of list) {
      const own = isBackground ? { ...place, isBackground } : place;
      pipelines.forEach(({ commands, isNegated }, i) => {
        const isTested = place.isTested || isNegated || i < operators.length;
        const at = i > 0 || isTested ? { ...own, isTested, isConditional: own.isConditional || i > 0 } : own;
        commands.forEach((command) => this.command(command, at));
      });
    }
  }

  private command(command: Command, place: Place): void {
    const inside: Place = { ...place, isTested: false, isConditional: true };
    const inLoop: Place = { ...inside, isInLoop: true };
    command.redirections.forEach(({ target, document = [] }) => {
      this.parts(target.parts, place);
      this.parts(document, place);
    });
    switch (command.kind) {
      case 'simple':
        return this.simple(command, place);
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
        this.words(command.words ?? [], place);
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

  private simple({ assignments, words, redirections }: SimpleCommand, place: Place): void {
    assignments.forEach(({ value }) => this.parts(value.parts, place));
    this.words(words, place);
    if (words.length === 0) {
      return;
    }
    const program = programOf(words.map(constantText));
    const values = assignments.map(({ name, value }) => ({ name, value: constantText(value) }));
    this.found.push({ program, assignments: values, redirections, ...place });
    const text = this.level < DEEPEST ? shellCallOf(program)?.text : undefined;
    if (text !== undefined) {
      new Collector(this.found, this.level + 1).list(parseShell(text, 'bash').list, place);
    }
  }

  private words(words: readonly Word[], place: Place): void {
    words.forEach(({ parts }) => this.parts(parts, place));
  }

  /** The commands of the substitutions in a word. */
  private parts(parts: readonly Part[], place: Place): void {
    for (const part of parts) {
      if (part.kind === 'substitution') {
        this.list(part.list, { ...place, isTested: false });
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
