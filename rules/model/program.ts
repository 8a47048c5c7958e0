/** A word of a command: `undefined` if it is known only at run time. */
export type CommandWord = string | undefined;

/** A program that starts the program in its arguments. */
interface Launcher {
  /** The options that have a value. */
  readonly valued?: string;
  /** The number of words before the program. */
  readonly words?: number;
  readonly hasVariables?: true;
}

const LAUNCHERS = new Map(
  Object.entries<Launcher>({
    busybox: {},
    catatonit: {},
    chroot: { words: 1 },
    chrt: { words: 1 },
    command: {},
    doas: { valued: '-u -C' },
    'dumb-init': { valued: '-r --rewrite' },
    env: { valued: '-u --unset -C --chdir', hasVariables: true },
    exec: { valued: '-a' },
    gosu: { words: 1 },
    ionice: { valued: '-c -n -p' },
    nice: { valued: '-n --adjustment' },
    nohup: {},
    setpriv: { valued: '--reuid --regid --groups --inh-caps --ambient-caps --bounding-set --securebits' },
    setsid: {},
    setuidgid: { words: 1 },
    's6-setuidgid': { words: 1 },
    stdbuf: { valued: '-i -o -e' },
    'su-exec': { words: 1 },
    sudo: { valued: '-u -g -h -p -C -D -r -t --user --group', hasVariables: true },
    time: { valued: '-f -o' },
    timeout: { valued: '-s -k --signal --kill-after', words: 1 },
    tini: { valued: '-e -p' },
    'tini-static': { valued: '-e -p' },
    unshare: {},
  }),
);

const NO_LAUNCHERS: readonly string[] = [];

/** A program and its arguments, without the programs that only start it. */
export interface Program {
  /** The name without its folder: empty if it is known only at run time. */
  readonly name: string;
  /** The index of the program among the words. */
  readonly index: number;
  /** The words, the program first. */
  readonly words: readonly CommandWord[];
  /** The names of the programs that start it. */
  readonly launchers: readonly string[];
}

/** The program that a command runs: `app` of `exec tini -- env A=b app -v`. */
export function programOf(words: readonly CommandWord[]): Program {
  let launchers = NO_LAUNCHERS;
  let index = 0;
  for (;;) {
    const name = programName(words[index] ?? '');
    const launcher = LAUNCHERS.get(name);
    const next = launcher === undefined ? words.length : afterOptions(words, index + 1, launcher);
    if (launcher === undefined || next >= words.length) {
      return { name, index, words: index === 0 ? words : words.slice(index), launchers };
    }
    launchers = [...launchers, name];
    index = next;
  }
}

function afterOptions(words: readonly CommandWord[], start: number, launcher: Launcher): number {
  const valued = (launcher.valued ?? '').split(' ');
  let index = start;
  for (let word = words[index]; word?.startsWith('-') && word.length > 1; word = words[index]) {
    index += valued.includes(word) ? 2 : 1;
    if (word === '--') {
      break;
    }
  }
  while (launcher.hasVariables && /^\w+=/.test(words[index] ?? '')) {
    index++;
  }
  return index + (launcher.words ?? 0);
}

/** The shells whose scripts are parsed. */
const PARSED_SHELLS = ['sh', 'ash', 'dash', 'bash'];
const SHELLS = new Set([...PARSED_SHELLS, 'ksh', 'mksh', 'zsh']);

/** Whether a word starts a POSIX shell: `sh`, `/bin/bash`. */
export function isShell(word = ''): boolean {
  return SHELLS.has(programName(word));
}

/** The part of any word after its last slash: `sh` of `/bin/sh`. */
export function programName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

/** Whether a shell reads its script from the standard input: `sh`, `bash -s`. */
export function readsScript({ name, words }: Program): boolean {
  return PARSED_SHELLS.includes(name) && words.every((word, i) => i === 0 || /^-[^c]*$/.test(word ?? ''));
}

/** The script that a shell gets by `-c`. */
export interface ShellCall {
  /** The name of the shell: `bash`. */
  readonly shell: string;
  /** The index of the script among the words of the program. */
  readonly index: number;
  /** The script: `undefined` if it is known only at run time, or too long to run. */
  readonly text: CommandWord;
}

/** Linux refuses to start a program with a longer argument (MAX_ARG_STRLEN): a longer script never runs. */
const LONGEST_BYTES = 128 * 1024 - 1;

/** The script of `sh -c SCRIPT` and its many forms, such as `bash -euxo pipefail -c SCRIPT`. */
export function shellCallOf({ name, words }: Program): ShellCall | undefined {
  if (!PARSED_SHELLS.includes(name)) {
    return undefined;
  }
  let hasScript = false;
  let index = 1;
  for (let word = words[index]; word !== undefined && /^[-+]./.test(word); word = words[index]) {
    index++;
    if (word === '--') {
      break;
    }
    if (/^(?:--rcfile|--init-file|[-+][a-zA-Z]*[oO])$/.test(word)) {
      index++;
    }
    hasScript ||= /^-[a-zA-Z]*c/.test(word);
  }
  if (!hasScript || index >= words.length) {
    return undefined;
  }
  const text = words[index];
  const canRun = text === undefined || Buffer.byteLength(text) <= LONGEST_BYTES;
  return { shell: name, index, text: canRun ? text : undefined };
}
