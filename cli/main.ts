#!/usr/bin/env node
import { errorCode, errorMessage } from '../util/errno';
import { nearest } from '../util/nearest';
import { packageVersion } from '../util/package';
import { safe } from '../util/safe-text';
import { readArguments, Syntax } from './arguments';
import type { CheckOptions } from './check';
import type { DiagramOptions } from './diagram';
import type { DiffOptions } from './diff';
import type { ImportFlags } from './import';
import type { InitOptions } from './init';
import type { LintFlags } from './lint';

const HELP = `cdk8s-pods <command>

  lint [PATHS]            check Kubernetes manifests; see lint --help
  check                   compare the folder of the manifests with the output
                          of the app, and print a git diff
    -a, --app COMMAND     command that runs the app; by default "app" in
                          cdk8s.yaml
    -o, --output FOLDER   folder of the manifests; by default "output" in
                          cdk8s.yaml, or dist
    -q, --quiet           print nothing, only set the exit status
  diff [A] [B]            list the changes of each object from A to B: folders
                          or git revisions; by default from HEAD to the folder
    -f, --format FORMAT   text, json or markdown; by default text
    -o, --output FOLDER   as for check
    -v, --verbose         also show values that are too long for a line
  import [PATHS]          write TypeScript for manifests; see import --help
  diagram [PATHS]         draw pods as Mermaid diagrams; PATHS as for lint
    -f, --format FORMAT   markdown, or mermaid for one object
  init [FOLDER]           create an app with a test; see init --help
  -h, --help              print this help
      --version           print the version

Exit status: 0 no differences or findings, 1 differences or findings, 2 failure.
`;

const common = { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean' } } as const;
const format = { type: 'string', short: 'f' } as const;
const output = { type: 'string', short: 'o' } as const;

/** A command. Its code is loaded only when it runs. */
interface Command extends Syntax {
  /** @param values the options, which `readArguments` checked */
  run(values: object, positionals: readonly string[]): Promise<number>;
  /** Its own help, by default the help of all commands. */
  readonly help?: () => Promise<string>;
}

const COMMANDS = new Map(
  Object.entries<Command>({
    check: {
      options: { ...common, app: { type: 'string', short: 'a' }, output, quiet: { type: 'boolean', short: 'q' } },
      maxArguments: 0,
      run: async (values: CheckOptions) => (await import('./check')).check(values),
    },
    diff: {
      options: { ...common, format, output, verbose: { type: 'boolean', short: 'v' } },
      maxArguments: 2,
      run: async (values: DiffOptions, sides) => (await import('./diff')).diff(values, sides),
    },
    diagram: {
      options: { ...common, format },
      maxArguments: Infinity,
      run: async (values: DiagramOptions, paths) => (await import('./diagram')).diagram(values, paths),
    },
    import: {
      options: {
        ...common,
        output,
        check: { type: 'boolean' },
        style: { type: 'string' },
        'mark-conflicts': { type: 'boolean' },
        'strip-defaults': { type: 'boolean' },
        verbose: { type: 'boolean', short: 'v' },
      },
      maxArguments: Infinity,
      run: async (values: ImportFlags, paths) => (await import('./import')).importManifests(values, paths),
      help: async () => (await import('./import/help')).IMPORT_HELP,
    },
    init: {
      options: {
        ...common,
        ci: { type: 'string' },
        from: { type: 'string', multiple: true },
        package: { type: 'string' },
      },
      maxArguments: 1,
      run: async (values: InitOptions, [folder]) => (await import('./init')).init(values, folder),
      help: async () => (await import('./init/help')).INIT_HELP,
    },
    lint: {
      options: {
        ...common,
        target: { type: 'string', short: 't' },
        'pod-security': { type: 'string', short: 'p' },
        severity: { type: 'string', short: 's' },
        waive: { type: 'string', short: 'w', multiple: true },
        format: { ...format, multiple: true },
        images: { type: 'boolean' },
        config: { type: 'string', short: 'c' },
        baseline: { type: 'string', short: 'b' },
        'update-baseline': { type: 'boolean' },
        strict: { type: 'boolean' },
        schemas: { type: 'string', multiple: true },
        render: { type: 'string', multiple: true },
        values: { type: 'string', multiple: true },
        verbose: { type: 'boolean', short: 'v' },
        explain: { type: 'string' },
      },
      maxArguments: Infinity,
      run: async (values: LintFlags, paths) => (await import('./lint')).lint(values, paths),
      help: async () => (await import('./lint/help')).HELP,
    },
  }),
);

const FAILED = 2;

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined) {
    process.stderr.write(HELP);
    return FAILED;
  }
  const command = COMMANDS.get(name);
  if (command === undefined && !name.startsWith('-')) {
    const meant = nearest(name, [...COMMANDS.keys()]);
    throw new Error(`There is no command "${name}".${meant === undefined ? '' : ` Did you mean "${meant}"?`}`);
  }
  const { values, positionals } =
    command === undefined
      ? readArguments('cdk8s-pods', { options: common, maxArguments: 0 }, [name, ...args])
      : readArguments(name, command, args);
  if (values.version) {
    process.stdout.write(`${packageVersion()}\n`);
    return 0;
  }
  if (command === undefined || values.help) {
    process.stdout.write((await command?.help?.()) ?? HELP);
    return 0;
  }
  return command.run(values, positionals);
}

function fail(error: Error): void {
  process.stderr.write(`${safe(errorMessage(error))}\n`);
  process.exitCode = FAILED;
}

process.stdout.on('error', (error) => {
  // the reader of a pipe, such as head, can close it early
  if (errorCode(error) !== 'EPIPE' && process.exitCode !== FAILED) {
    fail(new Error(`standard output cannot be written: ${error.message}`));
  }
});

main(process.argv.slice(2)).then((status) => (process.exitCode ??= status), fail);
