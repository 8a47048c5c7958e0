import { Container } from '../../kubernetes/decoded';
import { excerpt } from '../../util/excerpt';
import { jsonText } from '../../util/json-text';
import { words } from '../../util/words';
import { execCommandsOf } from '../model/exec-commands';
import { knownProgram } from '../model/images';
import { isShell, programName } from '../model/program';
import { rule } from '../rule';

export const shellSyntax = rule({
  id: 'runtime/shell-syntax',
  severity: 'warning',
  summary: 'A command with shell syntax should run in a shell.',
  details:
    'Operators (`&&`, `|`, `>`), variables (`$NAME`), `$(date)`, `~` and `*` are syntax of a shell. Words that only a shell executes, such as `export`, are errors as programs. The rule does not report programs with a syntax of their own, such as `awk`.',
  why: 'Without a shell, it is only text.',
  see: 'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/#run-a-command-in-a-shell',
  fields: ['Container.command', 'Container.args', 'ExecAction.command'],
  check({ allContainers, isWindows }, report) {
    for (const container of isWindows ? [] : allContainers) {
      for (const line of linesOf(container.value)) {
        const found = line.words.some(hasOwnSyntax) ? undefined : firstSyntax(line, container.value);
        if (found !== undefined) {
          const { index, what, isError = false, variable } = found;
          report(
            `${container.path}.${line.placeOf(index)}`,
            what,
            variable !== undefined && line.isExpanded ? `Write \`$(${variable})\`.` : fixOf(line.words),
            isError && !line.isOptional
              ? { severity: 'error', why: 'The container does not find a program of this name.' }
              : {},
          );
        }
      }
    }
  },
});

/** A command with its arguments, which no shell reads. */
interface Line {
  readonly words: readonly string[];
  /** Whether the first word is a program, not an argument of the unknown program of the image. */
  readonly hasProgram: boolean;
  /** Whether the kubelet replaces all `$(NAME)`. */
  readonly isExpanded: boolean;
  /** Whether the pod runs without it. */
  readonly isOptional: boolean;
  placeOf(index: number): string;
}

function linesOf(container: Container): Line[] {
  const { command = [], args = [] } = container;
  const own: Line = {
    words: [...command, ...args],
    hasProgram: command.length > 0,
    isExpanded: true,
    isOptional: false,
    placeOf: (i) => (i < command.length ? `command[${i}]` : `args[${i - command.length}]`),
  };
  const others = execCommandsOf(container).filter(({ field }) => field !== 'command');
  return [
    own,
    ...others.map(({ field, words: list }): Line => ({
      words: list,
      hasProgram: true,
      isExpanded: false,
      isOptional: field.startsWith('lifecycle.preStop'),
      placeOf: (i) => `${field}[${i}]`,
    })),
  ];
}

/** Programs that read such text themselves, or that start a shell. */
const OWN_SYNTAX = new Set(
  words(`
    awk gawk mawk sed perl grep egrep find expr test [ tr cut jq yq envsubst make php ruby pwsh powershell cmd fish csh tcsh su runuser
    ssh script watch xargs parallel confd dockerize consul-template supervisord execlineb expect tclsh eval
  `),
);

function hasOwnSyntax(word: string): boolean {
  const name = programName(word);
  return (
    isShell(word) || OWN_SYNTAX.has(name) || knownProgram(name)?.hasOwnSyntax === true || word.includes('expand-env')
  );
}

interface Syntax {
  /** The index of the word. */
  readonly index: number;
  readonly what: string;
  /** Whether the command cannot start. */
  readonly isError?: true;
  readonly variable?: string;
}

/** Words that only a shell executes. */
const BUILTINS = new Set(words('. source exec export set unset trap if for while until case'));

/** Programs for which every word that is no option is a text or a file. */
const SIMPLE = new Set(words('echo cat ls cp mv rm mkdir rmdir touch chmod chown ln du head tail tar gzip sleep date'));

/** Programs that most manifests call with variables. */
const CLIENTS = new Set(words('echo pg_isready mysqladmin mysql redis-cli curl wget nc printenv'));

const OPERATOR = /^(?:&&|\|\|?|&|;|<|[012&]?>>?(?:&[12]|[\w./-]*))$/;
const VARIABLE = /\$(?:([A-Z][A-Z0-9_]*)\b|\{([A-Z][A-Z0-9_]*)\})/g;
const SUBSTITUTION =
  /\$\((?:[a-z][\w.-]*\s[^()]*|date|hostname|whoami|nproc|pwd)\)|`(?:date|hostname|whoami|nproc|pwd)`/;

/** The first word with shell syntax, if a line has one. */
function firstSyntax({ words: list, hasProgram }: Line, container: Container): Syntax | undefined {
  const [program] = list;
  if (hasProgram && /\s/.test(program)) {
    return undefined;
  }
  if (hasProgram && (BUILTINS.has(program) || /^\w+=/.test(program))) {
    return { index: 0, what: `${excerpt(program)} is no program: only a shell executes it.`, isError: true };
  }
  const name = hasProgram ? programName(program) : '';
  for (let index = 0; index < list.length; index++) {
    const found = syntaxOf(list, index, name, container);
    if (found !== undefined) {
      return { ...found, index };
    }
  }
  return undefined;
}

function syntaxOf(
  list: readonly string[],
  index: number,
  program: string,
  container: Container,
): Omit<Syntax, 'index'> | undefined {
  const word = list[index];
  if (index > 0 && OPERATOR.test(word)) {
    // another operator can be the value of an option, and an argument of an unknown program
    const isCertain = word === '&&' || word === '||' || (program !== '' && !list[index - 1].startsWith('-'));
    return isCertain ? { what: `the program receives ${excerpt(word)} as an argument.` } : undefined;
  }
  if (program === '') {
    return undefined;
  }
  if (word.includes('$') || word.includes('`')) {
    const substitution = SUBSTITUTION.exec(word)?.[0];
    if (substitution !== undefined && !isDefined(substitution.slice(2, -1), container)) {
      return { what: `the program receives ${excerpt(substitution)} as it is written.` };
    }
    const variable = variableIn(word, program, container);
    const what = `the program receives ${excerpt(word)} as it is written.`;
    return variable === undefined ? undefined : { what, variable };
  }
  const isSimple = SIMPLE.has(program) && index > 0 && !word.startsWith('-');
  if (isSimple && program !== 'echo' && word.includes('*') && !/\s/.test(word)) {
    return { what: `the program receives ${excerpt(word)} as the name of one file.` };
  }
  if (/^~(?:\/|$)/.test(word) && (isSimple || index === 0)) {
    return { what: `${excerpt(word)} is the name of a folder "~", not the home folder.` };
  }
  const isEnd = isSimple && /^[^\s;]+;$/.test(word) && index < list.length - 1;
  return isEnd ? { what: `the program receives ${excerpt(word)} and all words after it as arguments.` } : undefined;
}

/** A variable of the container in a word. Java reads `${name}` itself. */
function variableIn(word: string, program: string, container: Container): string | undefined {
  for (const [, plain, braced] of word.matchAll(VARIABLE)) {
    const variable = plain ?? braced;
    const isRead = braced !== undefined && program === 'java';
    if (!isRead && (isDefined(variable, container) || CLIENTS.has(program))) {
      return variable;
    }
  }
  return undefined;
}

function isDefined(name: string, { env = [] }: Container): boolean {
  return env.some((variable) => variable.name === name);
}

function fixOf(list: readonly string[]): string {
  return `Run it in a shell: \`["sh", "-c", ${jsonText(excerpt(list.join(' ')).slice(1, -1))}]\`.`;
}
