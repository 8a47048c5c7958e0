import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as ts from 'typescript';

const root = path.dirname(__dirname);

const PRIVILEGES = '-dac_override,-dac_read_search';
/** What starts a program without the privileges of root to read all files. Other users have none. */
const UNPRIVILEGED =
  process.getuid?.() === 0 ? ['setpriv', `--inh-caps=${PRIVILEGES}`, `--bounding-set=${PRIVILEGES}`] : [];

/** Whether programs can run without these privileges here: some containers have no `setpriv`, or do not permit it. */
export function canRunUnprivileged(): boolean {
  const [program, ...args] = [...UNPRIVILEGED, process.execPath, '--version'];
  return spawnSync(program, args).status === 0;
}

/** How a run of the command ended, and what it said. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of its own for each test, and the command as users have it: compiled. */
export class Workplace {
  /** The compiled command. */
  public readonly main: string;
  /** Where temporary files go, which nothing may stay in. */
  public readonly scratch: string;
  private readonly top = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'command-'));
  private count = 0;
  private now = '';

  public constructor() {
    const compiled = path.join(this.top, 'package');
    const floors = ['cli', 'constructs', 'rules', 'manifest', 'kubernetes', 'util'].flatMap((floor) =>
      fs
        .readdirSync(path.join(root, floor), { recursive: true, encoding: 'utf8' })
        .map((name) => path.join(floor, name)),
    );
    for (const name of [...floors, 'index.ts', 'validation.ts'].filter((one) => one.endsWith('.ts'))) {
      const text = fs.readFileSync(path.join(root, name), 'utf8');
      const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2020 };
      const { outputText } = ts.transpileModule(text, { compilerOptions });
      this.put(compiled, path.join('lib', name.replace(/\.ts$/, '.js')), outputText);
    }
    fs.copyFileSync(path.join(root, 'package.json'), path.join(compiled, 'package.json'));
    fs.symlinkSync(path.join(root, 'docs'), path.join(compiled, 'docs'));
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(this.top, 'node_modules'));
    this.main = path.join(compiled, 'lib', 'cli', 'main.js');
    this.scratch = path.join(this.top, 'scratch');
    fs.mkdirSync(this.scratch);
  }

  /** Goes to a new folder. */
  public next(): void {
    this.now = path.join(this.top, String(++this.count));
    fs.mkdirSync(this.now);
  }

  /** Goes to a folder below. */
  public enter(below: string): void {
    this.now = path.join(this.now, below);
  }

  /** The folder. */
  public get folder(): string {
    return this.now;
  }

  /** Installs the package into the folder. */
  public install(): void {
    fs.mkdirSync(path.join(this.now, 'node_modules'));
    fs.symlinkSync(path.join(this.top, 'package'), path.join(this.now, 'node_modules', 'cdk8s-pod-patterns'));
  }

  /** Writes files into the folder. */
  public write(files: Record<string, string | Buffer>): void {
    Object.entries(files).forEach(([name, content]) => this.put(this.now, name, content));
  }

  /** The files below a folder in the folder, with their texts. */
  public read(below: string): Record<string, string> {
    const from = path.join(this.now, below);
    const names = fs.readdirSync(from, { recursive: true, encoding: 'utf8' }).sort();
    const files = names.filter((name) => fs.statSync(path.join(from, name)).isFile());
    return Object.fromEntries(files.map((name) => [name, fs.readFileSync(path.join(from, name), 'utf8')]));
  }

  /** Runs the command in the folder. */
  public run(...args: string[]): Ended {
    return this.start(process.execPath, [this.main, ...args]);
  }

  /** Runs the command in the folder, for root too without the privilege to read what its mode forbids. */
  public runUnprivileged(...args: string[]): Ended {
    const [program, ...before] = [...UNPRIVILEGED, process.execPath];
    return this.start(program, [...before, this.main, ...args]);
  }

  /** What a line of the shell prints in the folder. */
  public shell(line: string): string {
    return this.start('sh', ['-c', line]).stdout;
  }

  /** Runs git in the folder. */
  public git(...args: string[]): string {
    const who = ['-c', 'user.name=someone', '-c', 'user.email=someone@example.org', '-c', 'commit.gpgsign=false'];
    const { status, stdout, stderr } = this.start('git', [...who, ...args]);
    if (status !== 0) {
      throw new Error(stderr);
    }
    return stdout;
  }

  /** Commits all files of the folder. */
  public commit(message = 'a commit'): void {
    if (!fs.existsSync(path.join(this.now, '.git'))) {
      this.git('init', '-q', '-b', 'main');
    }
    this.git('add', '-A');
    this.git('commit', '-q', '-m', message);
  }

  /** What a run of the command needs of its surroundings, and no more. */
  public get env(): NodeJS.ProcessEnv {
    return { PATH: process.env.PATH, TMPDIR: this.scratch, GIT_CEILING_DIRECTORIES: this.top, HOME: this.top };
  }

  public clear(): void {
    fs.rmSync(this.top, { recursive: true, force: true });
  }

  private start(program: string, args: string[]): Ended {
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: this.now, env: this.env, encoding: 'utf8' });
    return { status, stdout, stderr };
  }

  private put(folder: string, name: string, content: string | Buffer): void {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), content);
  }
}
