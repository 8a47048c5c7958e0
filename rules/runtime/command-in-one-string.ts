import { excerpt, shortened } from '../../util/excerpt';
import { jsonText } from '../../util/json-text';
import { ExecCommand, execCommandsOf } from '../model/exec-commands';
import { isShell } from '../model/program';
import type { Severity } from '../finding';
import { rule } from '../rule';

export const commandInOneString = rule({
  id: 'runtime/command-in-one-string',
  severity: 'error',
  summary: 'The first item of a command must be the name of a program, not a whole command line.',
  details:
    'This applies to `command`, and to the commands of probes and lifecycle hooks. An unusual name of a program, such as `/app/run all`, is a warning.',
  why: 'No shell splits a string into words.',
  see: 'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/',
  fields: ['Container.command', 'ExecAction.command'],
  check({ allContainers, isWindows }, report) {
    // Windows starts a program by a command line, and names of programs there have spaces
    for (const container of isWindows ? [] : allContainers) {
      for (const command of execCommandsOf(container.value)) {
        const severity = severityOf(command);
        if (severity !== undefined) {
          const [first] = command.words;
          report(
            `${container.path}.${command.field}[0]`,
            `${excerpt(first)} is one string, so it is the name of the program. ${consequence(command.field)}`,
            fixOf(command),
            { severity },
          );
        } else if (isShell(command.words[0]) && /^-\w*c\s/.test(command.words[1])) {
          report(
            `${container.path}.${command.field}[1]`,
            `${excerpt(command.words[1])} is one string, so the shell reads all of it as options. ${consequence(command.field)}`,
            fixOf({ ...command, words: [command.words.slice(0, 2).join(' '), ...command.words.slice(2)] }),
            isPreStop(command) ? { severity: 'warning' } : {},
          );
        }
      }
    }
  },
});

/** Folders of programs only, and names of scripts: a name that goes on after them has arguments. */
const PROGRAM = /^\/(?:usr\/(?:local\/)?)?s?bin\/|\.\w+$/;
const ARGUMENT = /^[-/&|<>;]/;

/** How certain it is that the first word of a command is a whole command line. */
function severityOf(command: ExecCommand): Severity | undefined {
  const [first] = command.words;
  const [program, ...others] = first.trim().split(/\s+/);
  if (program.length === first.length || program === '' || /\\|^<|\{\{/.test(program)) {
    return undefined;
  }
  if (
    !program.includes('/') ||
    PROGRAM.test(program) ||
    others.length === 0 ||
    others.some((one) => ARGUMENT.test(one))
  ) {
    return isPreStop(command) ? 'warning' : 'error';
  }
  // as in `/opt/My App/run`
  return others.some((one) => /[/.]/.test(one)) ? undefined : 'warning';
}

function isPreStop({ field }: ExecCommand): boolean {
  return field.startsWith('lifecycle.preStop');
}

function consequence(field: string): string {
  return field === 'command'
    ? 'The container cannot start.'
    : field.startsWith('lifecycle.')
      ? 'The hook fails.'
      : 'The probe always fails.';
}

/** The command line, split into the words of a command. */
function fixOf({ words: [first, ...rest] }: ExecCommand): string {
  const line = first.trim();
  const [, start, shell, option] = /^((\S+)\s+(-\w*c)\b)/.exec(line) ?? [];
  const script = line.slice(start?.length).trim();
  const split = isShell(shell)
    ? [shell, option, ...(script === '' ? [] : [script.replace(/^(["'])(.*)\1$/s, '$2')])]
    : /[&|<>;*?~$`"'()\n]/.test(line)
      ? ['sh', '-c', line]
      : line.split(/\s+/);
  const items = [...split, ...rest].map((word) => jsonText(shortened(word)));
  return `Write \`command: [${items.join(', ')}]\`.`;
}
