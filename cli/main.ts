#!/usr/bin/env node
import { readArguments, Syntax } from './arguments';
import { nearest } from '../util/nearest';
import { packageVersion } from './package';

const HELP = `cdk8s-pods <command>

  lint [PATHS]            tells what is wrong with any YAML; see lint --help
  check                   tells whether the manifests are what the app of
                          cdk8s.yaml writes, by a difference as git prints it
    -a, --app COMMAND     runs the app; "app" of cdk8s.yaml unless given
    -o, --output FOLDER   the manifests; "output" of cdk8s.yaml, or dist
    -q, --quiet           prints nothing: the status says it
  diff [A] [B]            tells object by object in what B differs from A:
                          folders, or git revisions for the manifests in them;
                          HEAD, and the folder as it is, unless given
    -f, --format FORMAT   text, json or markdown
    -o, --output FOLDER   as above
    -v, --verbose         shows what is too long for a line, too
  diagram [PATHS]         draws pods as Mermaid: of files, folders, globs, or -;
                          of the folder of the manifests unless given
    -f, --format FORMAT   markdown, with headings; or mermaid, for one object
  -h, --help              prints this
      --version           prints the version

Status: 0 the same, or nothing found; 1 different, or found; 2 failed.
`;

const common = { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean' } } as const;
const output = { type: 'string', short: 'o' } as const;

/** A command is loaded when it is run. */
interface Command extends Syntax {
  run(values: any, positionals: string[]): Promise<number>;
  /** Its own help, where the one for all does not tell of it. */
  help?(): Promise<string>;
}

const COMMANDS: Record<string, Command> = {
  check: {
    options: { ...common, app: { type: 'string', short: 'a' }, output, quiet: { type: 'boolean', short: 'q' } },
    positionals: 0,
    run: async (values) => (await import('./check')).check(values),
  },
  diff: {
    options: { ...common, format: { type: 'string', short: 'f' }, output, verbose: { type: 'boolean', short: 'v' } },
    positionals: 2,
    run: async (values, positionals) => (await import('./diff')).diff(values, positionals),
  },
  diagram: {
    options: { ...common, format: { type: 'string', short: 'f' } },
    positionals: Infinity,
    run: async (values, positionals) => (await import('./diagram')).diagram(values, positionals),
  },
  lint: {
    options: {
      ...common,
      target: { type: 'string', short: 't' },
      'pod-security': { type: 'string', short: 'p' },
      severity: { type: 'string', short: 's' },
      waive: { type: 'string', short: 'w', multiple: true },
      format: { type: 'string', short: 'f', multiple: true },
      config: { type: 'string', short: 'c' },
      explain: { type: 'string' },
    },
    positionals: Infinity,
    run: async (values, positionals) => (await import('./lint')).lint(values, positionals),
    help: async () => (await import('./lint/help')).HELP,
  },
};

const FAILED = 2;

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined) {
    process.stderr.write(HELP);
    return 2;
  }
  const isCommand = Object.prototype.hasOwnProperty.call(COMMANDS, name);
  if (!isCommand && !name.startsWith('-')) {
    const meant = nearest(name, Object.keys(COMMANDS));
    throw new Error(`There is no command "${name}".${meant === undefined ? '' : ` Did you mean "${meant}"?`}`);
  }
  const command = isCommand ? COMMANDS[name] : undefined;
  const { values, positionals } = readArguments(
    command === undefined ? 'cdk8s-pods' : name,
    command ?? { options: common, positionals: 0 },
    command === undefined ? [name, ...args] : args,
  );
  if (values.help) {
    process.stdout.write((await command?.help?.()) ?? HELP);
    return 0;
  }
  if (values.version) {
    process.stdout.write(`${packageVersion()}\n`);
    return 0;
  }
  return command!.run(values, positionals);
}

function fail(error: Error): void {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = FAILED;
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // whoever reads this may have had enough
  if (error.code !== 'EPIPE' && process.exitCode !== FAILED) {
    fail(new Error(`standard output cannot be written: ${error.message}`));
  }
});

main(process.argv.slice(2)).then((status) => (process.exitCode ??= status), fail);
