import {
  Command,
  List,
  LoopCommand,
  Pipeline,
  SimpleCommand,
  Statement,
  Word,
  constantText,
} from '../../manifest/shell/tree';
import { Argv } from './argv';
import { CommandWord, Program, programOf, shellCallOf } from './program';
import { Script, readScript } from './script';
import { secondsOfSleep } from './sleep';

/** Whether what a container runs ends by itself. */
export interface Ending {
  readonly ends: 'yes' | 'no' | 'unknown';
  /** The command that never ends, for a message: `tail -f`. */
  readonly because?: string;
}

/** Whether a command or a script ends, if no other program stops it. */
export function endingOf(
  { words, hasProgram }: Pick<Argv, 'words' | 'hasProgram'>,
  script: Script | undefined,
): Ending {
  if (script?.tree.error !== undefined || (!hasProgram && words.length === 0)) {
    return { ends: 'unknown' };
  }
  const reader = new EndingReader(script?.treeOf);
  const { flow, mayLeave, because } = script === undefined ? reader.program(words) : reader.list(script.tree.list);
  if (flow === 'never') {
    return mayLeave || reader.hasKill ? { ends: 'unknown' } : { ends: 'no', because };
  }
  // the words may be arguments of an unknown program
  const isKnown = hasProgram || script !== undefined;
  return { ends: flow === 'ends' && isKnown ? 'yes' : 'unknown' };
}

/** Whether a shell reads the line after these lines. */
export function readsOnAfter(list: List): Ending['ends'] {
  const { flow, mayLeave, leaves } = new EndingReader().list(list);
  return flow === 'never' || leaves ? 'no' : flow === 'ends' && mayLeave !== true ? 'yes' : 'unknown';
}

/** What happens after a command. */
interface Outcome {
  /** Whether the command ends: `never` if it surely runs forever. */
  readonly flow: 'ends' | 'unknown' | 'never';
  /** Whether it may end the script, the function or the loop around it. */
  readonly mayLeave?: boolean;
  /** Whether it surely ends the script. */
  readonly leaves?: boolean;
  readonly because?: string;
}

const ENDS: Outcome = { flow: 'ends' };
const UNKNOWN: Outcome = { flow: 'unknown' };

/** Commands that end soon. Without a file, they read the standard input, which is empty. */
const SHORT = new Set(
  (
    ': [ alias awk base64 basename cat cd chgrp chmod chown cp cut date declare df dirname du echo env expr export false find free ' +
    'getent grep egrep fgrep gunzip gzip head hostname id install jq let ln local ls md5sum mkdir mkfifo mktemp mount mv nproc paste ' +
    'ps printenv printf pwd read readlink readonly realpath return rm rmdir sed seq set sha1sum sha256sum shift shopt sort ' +
    'stat sync sysctl tar tee test touch tr trap true truncate type typeset ulimit umask umount uname uniq unset unzip wc which whoami'
  ).split(' '),
);

/** Commands that only test something: what follows them after `&&` may not run. */
const TESTS = new Set('[ test grep egrep fgrep command which type diff cmp id pgrep pidof false'.split(' '));

/** Commands that read until their input ends. */
const FILTERS = new Set('cat tee sed grep egrep awk tr cut sort jq while'.split(' '));

const KILLS = new Set('kill pkill killall'.split(' '));

/** Who sleeps longer than a week waits for a signal. */
const WEEK_SECONDS = 7 * 24 * 3600;

class EndingReader {
  /** Whether a command sends signals: they may end the others. */
  public hasKill = false;
  private readonly functions = new Map<string, Command>();
  /** The outcomes of functions; of a function that calls itself, unknown. */
  private readonly outcomes = new Map<string, Outcome>();
  private readonly jobs: Outcome[] = [];

  public constructor(private readonly treeOf: Script['treeOf'] = readScript) {}

  public list(list: List): Outcome {
    let flow: Outcome['flow'] = 'ends';
    let mayLeave = false;
    for (const statement of list) {
      const outcome = this.statement(statement);
      if (statement.isBackground) {
        this.jobs.push(contained(outcome));
        continue;
      }
      mayLeave ||= outcome.mayLeave === true;
      if (outcome.flow === 'never') {
        return { flow: 'never', mayLeave, because: outcome.because };
      }
      flow = outcome.flow === 'unknown' ? 'unknown' : flow;
      if (outcome.leaves) {
        return { flow, mayLeave: true, leaves: true };
      }
    }
    return { flow, mayLeave };
  }

  private statement({ pipelines, operators }: Statement): Outcome {
    let all = this.pipeline(pipelines[0]);
    operators.forEach((operator, i) => {
      const next = this.pipeline(pipelines[i + 1]);
      // the message of `a && sleep infinity` assumes that `a` succeeds, unless it is a test
      const isSure = operator === '&&' && !isTest(pipelines[i]);
      all = all.flow === 'never' || all.leaves ? all : isSure ? sequence(all, next) : either([all, next]);
    });
    return all;
  }

  private pipeline({ commands }: Pipeline): Outcome {
    if (commands.length < 2) {
      return commands.length === 0 ? ENDS : this.command(commands[0]);
    }
    const outcomes = commands.map((command) => contained(this.command(command)));
    const last = outcomes[outcomes.length - 1];
    const endless = outcomes.find(({ flow }) => flow === 'never');
    if (last.flow === 'never' || endless === undefined) {
      return last.flow === 'never' ? last : outcomes.every(({ flow }) => flow === 'ends') ? ENDS : UNKNOWN;
    }
    const isRead = commands.slice(outcomes.indexOf(endless) + 1).every((command, i) => {
      const name = command.kind === 'simple' ? programOfCommand(command).name : command.kind;
      const hasEnd =
        command.kind === 'simple' && command.words.some((word) => /^-\w*[mq]|exit|q$/.test(constantText(word) ?? ''));
      return FILTERS.has(name) && !hasEnd && outcomes[outcomes.indexOf(endless) + 1 + i].mayLeave !== true;
    });
    return isRead ? endless : UNKNOWN;
  }

  private command(command: Command): Outcome {
    switch (command.kind) {
      case 'simple':
        return this.simple(command);
      case 'if': {
        const conditions = command.branches.map(({ condition }) => this.list(condition));
        const bodies = command.branches.map(({ body }) => this.list(body));
        const blocked = conditions[0].flow === 'never' ? conditions[0] : undefined;
        const mayLeave = conditions.some((condition) => condition.mayLeave === true);
        const all = either([...bodies, this.list(command.otherwise)]);
        return blocked ?? { ...all, mayLeave: mayLeave || all.mayLeave };
      }
      case 'while':
      case 'until':
        return this.loop(command);
      case 'arithmetic-for': {
        const isEndless = command.header[1].trim() === '';
        return this.endless(isEndless, 'for ((;;))', this.list(command.body));
      }
      case 'for':
      case 'select': {
        const { flow, mayLeave, because } = this.list(command.body);
        const runs = (command.words ?? []).some((word) => constantText(word) !== undefined);
        const isBlocked = flow === 'never' && runs && mayLeave !== true;
        return isBlocked ? { flow, because } : { flow: flow === 'never' ? 'unknown' : flow, mayLeave };
      }
      case 'case': {
        const hasDefault = command.items.some(({ patterns }) => patterns.some((word) => constantText(word) === '*'));
        const bodies = command.items.map(({ body }) => this.list(body));
        return either(hasDefault ? bodies : [...bodies, ENDS]);
      }
      case 'group':
        return this.list(command.body);
      case 'subshell':
        return contained(this.list(command.body));
      case 'function':
        this.functions.set(command.name, command.body);
        return ENDS;
      case 'coprocess':
        this.jobs.push(contained(this.command(command.body)));
        return ENDS;
      default:
        return ENDS;
    }
  }

  private loop({ kind, condition, body }: LoopCommand): Outcome {
    const before = this.list(condition);
    const isEndless = constantStatus(condition) === (kind === 'while');
    const words = wordsOf(condition).join(' ');
    return before.flow === 'never'
      ? before
      : this.endless(isEndless, `${kind} ${words}`, sequence(before, this.list(body)));
  }

  private endless(isEndless: boolean, because: string, { flow, mayLeave, leaves, because: inner }: Outcome): Outcome {
    if (isEndless && mayLeave !== true && leaves !== true) {
      return { flow: 'never', because: flow === 'never' ? inner : because };
    }
    return { flow: 'unknown', mayLeave: mayLeave === true || leaves === true };
  }

  private simple(command: SimpleCommand): Outcome {
    return command.words.length === 0 ? ENDS : this.program(command.words.map(constantText));
  }

  /** What happens after a command with these words. */
  public program(words: readonly CommandWord[]): Outcome {
    const program = programOf(words);
    const outcome = this.launched(program);
    const { launchers } = program;
    if (launchers.includes('timeout')) {
      return ENDS;
    }
    const isExec = launchers.includes('exec');
    return isExec && outcome.flow !== 'never' ? { ...outcome, leaves: true, mayLeave: true } : outcome;
  }

  private launched(program: Program): Outcome {
    const { name, words } = program;
    const call = shellCallOf(program);
    if (call !== undefined) {
      const { list, error } = this.treeOf(call.text ?? '');
      return call.text === undefined || error !== undefined ? UNKNOWN : contained(this.nested(list));
    }
    if (this.functions.has(name)) {
      return this.call(name);
    }
    switch (name) {
      case 'exit':
      case 'break':
      case 'return':
        return { flow: 'ends', mayLeave: true, leaves: true };
      case 'exec':
      case 'continue':
        return ENDS;
      case 'wait':
        return this.wait(words);
      case 'sleep':
        return sleepOutcome(words);
      case 'tail':
        return tailOutcome(words);
    }
    this.hasKill ||= KILLS.has(name) || words.some((word) => word?.includes('quitquitquit'));
    return SHORT.has(name) || KILLS.has(name) ? ENDS : UNKNOWN;
  }

  private nested(list: List): Outcome {
    const reader = new EndingReader(this.treeOf);
    const outcome = reader.list(list);
    this.hasKill ||= reader.hasKill;
    return outcome;
  }

  private call(name: string): Outcome {
    const known = this.outcomes.get(name);
    if (known !== undefined) {
      return known;
    }
    this.outcomes.set(name, UNKNOWN);
    const outcome = this.command(this.functions.get(name)!);
    // a function may return before its end
    const result: Outcome = outcome.leaves ? { flow: 'unknown', mayLeave: true } : outcome;
    this.outcomes.set(name, result);
    return result;
  }

  /** `wait` ends with the last of the commands in the background, and `wait -n` with the first. */
  private wait(words: readonly CommandWord[]): Outcome {
    const { jobs } = this;
    const endless = jobs.find(({ flow }) => flow === 'never');
    const isSure = words[1] !== '-n' && (words.length < 2 || jobs.length === 1);
    if (endless !== undefined) {
      return isSure ? endless : UNKNOWN;
    }
    return jobs.every(({ flow }) => flow === 'ends') ? ENDS : UNKNOWN;
  }
}

function programOfCommand({ words }: SimpleCommand): Program {
  return programOf(words.map(constantText));
}

/** An outcome outside a subshell: it cannot end the script. */
function contained({ flow, mayLeave, because }: Outcome): Outcome {
  return flow === 'never' && mayLeave === true ? { flow: 'unknown', mayLeave } : { flow, because };
}

function sequence(first: Outcome, next: Outcome): Outcome {
  const mayLeave = first.mayLeave === true || next.mayLeave === true;
  const flow = next.flow === 'never' ? 'never' : first.flow === 'unknown' ? 'unknown' : next.flow;
  // the first command may fail, and the next not run
  return { flow, mayLeave, because: next.because };
}

/** The outcome of several commands of which one runs. */
function either(outcomes: readonly Outcome[]): Outcome {
  const all = (flow: Outcome['flow']): boolean => outcomes.every((outcome) => outcome.flow === flow);
  const mayLeave = outcomes.some((outcome) => outcome.mayLeave === true);
  const flow = all('never') ? 'never' : all('ends') ? 'ends' : 'unknown';
  return { flow, mayLeave, leaves: outcomes.every(({ leaves }) => leaves === true), because: outcomes[0]?.because };
}

function isTest({ commands }: Pipeline): boolean {
  const last = commands[commands.length - 1];
  return (
    last === undefined || (last.kind === 'simple' ? TESTS.has(programOfCommand(last).name) : last.kind !== 'group')
  );
}

/** The words of the only command of a list. */
function wordsOf(list: List): string[] {
  const [command, ...others] = list.flatMap(({ pipelines }) => pipelines.flatMap(({ commands }) => commands));
  const words: readonly Word[] =
    others.length === 0 && command !== undefined && 'words' in command ? (command.words ?? []) : [];
  return words.map((word) => constantText(word) ?? '…');
}

/** Whether the condition of a loop always succeeds or always fails. */
function constantStatus(list: List): boolean | undefined {
  const statement = list[list.length - 1];
  const [pipeline] = statement?.pipelines ?? [];
  if (statement === undefined || statement.operators.length > 0 || pipeline.commands.length !== 1) {
    return undefined;
  }
  const status = statusOf(pipeline.commands[0]);
  return status === undefined ? undefined : status !== pipeline.isNegated;
}

function statusOf(command: Command): boolean | undefined {
  if (command.kind === 'arithmetic') {
    return /^\s*\d+\s*$/.test(command.text) ? Number(command.text) !== 0 : undefined;
  }
  if (command.kind === 'test') {
    const [word] = command.words.map(constantText);
    return command.words.length === 1 && word !== undefined ? word !== '' : undefined;
  }
  if (command.kind !== 'simple') {
    return undefined;
  }
  const { name, words } = programOfCommand(command);
  switch (name) {
    case 'true':
    case ':':
    case 'sleep':
    case 'echo':
    case 'printf':
    case 'date':
      return true;
    case 'false':
      return false;
    case '[':
      return testStatus(words.slice(1, words[words.length - 1] === ']' ? -1 : undefined));
    case 'test':
      return testStatus(words.slice(1));
  }
  return undefined;
}

function testStatus([first, operator, second, ...more]: readonly CommandWord[]): boolean | undefined {
  if (operator === undefined) {
    return first === undefined ? undefined : first !== '';
  }
  const isEquality = operator === '=' || operator === '==' || operator === '-eq';
  return isEquality && more.length === 0 && first !== undefined && first === second ? true : undefined;
}

function sleepOutcome(words: readonly CommandWord[]): Outcome {
  const seconds = secondsOfSleep(words);
  const because = `sleep ${words.slice(1).join(' ')}`;
  return seconds === undefined ? UNKNOWN : seconds >= WEEK_SECONDS ? { flow: 'never', because } : ENDS;
}

function tailOutcome(words: readonly CommandWord[]): Outcome {
  const follows = words.find((word) => /^(?:-[a-zA-Z0-9]*[fF]|--follow.*)$/.test(word ?? ''));
  const mayEnd = words.some((word) => word?.startsWith('--pid'));
  return follows === undefined ? ENDS : mayEnd ? UNKNOWN : { flow: 'never', because: `tail ${follows}` };
}
