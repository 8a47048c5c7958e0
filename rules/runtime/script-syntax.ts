import { parseShell } from '../../manifest/shell/parse';
import { ShellScript } from '../../manifest/shell/tree';
import { readsOnAfter } from '../model/ending';
import { Script, dialectsOf } from '../model/script';
import { rule } from '../rule';

export const scriptSyntax = rule({
  id: 'runtime/script-syntax',
  severity: 'error',
  summary: 'A script in `command` or `args` must have the syntax of its shell.',
  details:
    'The rule reads scripts after `sh -c` as dash and as bash do, and reports what both refuse. It is a warning if the lines before may end the script or run forever.',
  why: 'The shell prints the error and ends with status 2, so the container fails.',
  see: 'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/#run-a-command-in-a-shell',
  fields: ['Container.command', 'Container.args'],
  check({ containers }, report) {
    for (const { script, argv, path } of containers) {
      const refused = script === undefined ? undefined : refusedBy(script);
      const reaches = refused === undefined ? 'no' : readsOnAfter(refused.list);
      if (script !== undefined && refused?.error !== undefined && reaches !== 'no') {
        const { line, message } = refused.error;
        report(
          `${path}.${script.field}`,
          `line ${line} of the script: ${message}.`,
          `Correct the script. \`${script.shell} -n\` checks it without running it.`,
          { severity: reaches === 'yes' && argv.isCertain ? 'error' : 'warning' },
        );
      }
    }
  },
});

/** The script as its shell reads it, if every shell of that name refuses it. Bash, whose tree exists already, accepts most scripts. */
function refusedBy({ shell, text, tree }: Script): ShellScript | undefined {
  if (isAccepted(tree)) {
    return undefined;
  }
  const scripts = dialectsOf(shell).map((dialect) => (dialect === 'bash' ? tree : parseShell(text, dialect)));
  return scripts.some(isAccepted) ? undefined : scripts[0];
}

function isAccepted({ error }: ShellScript): boolean {
  return error === undefined || error.isTooDeep;
}
