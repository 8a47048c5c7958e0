import { ChildProcess, execFileSync, spawn, spawnSync } from 'child_process';
import { ApiObject, Chart } from 'cdk8s';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as process from 'process';
import { PodApp } from '../index';
import { thisProcess } from '../manifest/output/process-identity';
import { Random } from './random';

const SEED = 20_260_102;
const KILLS = 200;
const ROUNDS = 50;
const CONTAINER_KILLS = 20;

const HOUSE = path.join(__dirname, '..');

/** Fills an app in one of two versions. Child processes get it as text, so it must not use anything outside itself. */
function fill(app: PodApp, version: string, Kinds: { Chart: typeof Chart; ApiObject: typeof ApiObject }): void {
  const add = (name: string, text: string) =>
    new Kinds.ApiObject(new Kinds.Chart(app, name), 'object', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name },
      data: { text },
    } as any);
  for (let i = 0; i < 40; i++) {
    add(`chart-${i}`, i % 5 === 0 ? 'the same' : `${version} `.repeat(500));
  }
  for (let i = 0; i < 5; i++) {
    add(`only-${version.toLowerCase()}-${i}`, version);
  }
}

/** Reports that it is ready. Then it runs one synthesis, or repeats it until it is killed. */
const CHILD = `
const Kinds = require('cdk8s');
const { PodApp } = require('./lib');
// each object is rendered once, so that most of the time goes into writing
const { toJson } = Kinds.ApiObject.prototype;
Kinds.ApiObject.prototype.toJson = function () { return (this.rendered ??= toJson.call(this)); };
${fill.toString()}
const apps = ['A', 'B'].map((version) => {
  const app = new PodApp({ outdir: process.argv[2], quiet: true });
  fill(app, version, Kinds);
  return app;
});
process.stdin.on('data', (data) => {
  const [version] = String(data);
  if (version === '*') {
    for (let i = 0; ; i++) apps[i % 2].synth();
  }
  apps['AB'.indexOf(version)].synth();
  process.stdout.write('.');
});
process.stdout.write('.');
`;

let root: string;
let child: string;
const versions: Record<string, Record<string, string>> = {};
const running = new Set<ChildProcess>();

beforeAll(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'kill-'));
  const bin = path.join(HOUSE, 'node_modules', 'typescript', 'bin', 'tsc');
  const project = path.join(HOUSE, 'tsconfig.build.json');
  execFileSync(process.execPath, [bin, '-p', project, '--declaration', 'false', '--outDir', path.join(root, 'lib')]);
  fs.symlinkSync(fs.realpathSync(path.join(HOUSE, 'node_modules')), path.join(root, 'node_modules'));
  child = path.join(root, 'child.js');
  fs.writeFileSync(child, CHILD);
  for (const version of ['A', 'B']) {
    const dist = path.join(root, version, 'dist');
    synth(dist, version);
    versions[version] = filesIn(dist);
  }
}, 60_000);
afterEach(() => running.forEach((one) => one.kill('SIGKILL')));
afterAll(() => fs.rmSync(root, { recursive: true }));

function synth(dist: string, version: string): void {
  const app = new PodApp({ outdir: dist, quiet: true });
  fill(app, version, { Chart, ApiObject });
  app.synth();
}

function filesIn(folder: string): Record<string, string> {
  const names = fs.readdirSync(folder).sort();
  return Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]));
}

/** A folder, and the files beside it. */
const around = (dist: string): string[] => fs.readdirSync(path.dirname(dist)).sort();

const listed = (dist: string): string[] =>
  fs
    .readFileSync(path.join(path.dirname(dist), '.dist.files'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

/** Starts a child, and waits until it is ready. */
async function start(dist: string, inside: readonly string[] = []): Promise<ChildProcess> {
  const [program, ...args] = [...inside, process.execPath, child, dist];
  const one = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  running.add(one);
  one.once('exit', () => running.delete(one));
  await answer(one);
  return one;
}

function answer(one: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('the child ended'));
    one.once('exit', ended);
    one.stdout!.once('data', () => {
      one.off('exit', ended);
      resolve();
    });
  });
}

const FOREIGN = { 'own.yaml': 'kind: Mine\n' };

/** The files that differ from both versions. */
function wrong(found: Record<string, string>): string[] {
  const { A, B } = versions;
  const names = new Set([...Object.keys(found), ...Object.keys(A), ...Object.keys(B), ...Object.keys(FOREIGN)]);
  return [...names].filter((name) => {
    const right = name in FOREIGN ? [FOREIGN['own.yaml']] : [A[name], B[name]];
    return !right.includes(found[name]);
  });
}

/** The step in which a synthesis was killed, as far as the files show. */
function moment(dist: string): string {
  const { 'own.yaml': _, ...found } = filesIn(dist);
  const text = JSON.stringify(found);
  const isWhole = ['A', 'B'].some((version) => text === JSON.stringify(versions[version]));
  const beside = around(dist);
  if (!isWhole) {
    return 'while files took their places';
  }
  return beside.some((name) => name.endsWith('.new'))
    ? 'while files were written beside the folder, or all had their places'
    : beside.some((name) => name.startsWith('.dist.lock'))
      ? 'at the lock'
      : 'between two';
}

const moments = new Map<string, number>();

async function killAndHeal(dist: string, random: Random): Promise<void> {
  const one = await start(dist);
  const ended = new Promise((resolve) => one.once('exit', resolve));
  one.stdin!.write('*');
  await new Promise((resolve) => setTimeout(resolve, random.below(40)));
  one.kill('SIGKILL');
  await ended;
  const at = moment(dist);
  moments.set(at, (moments.get(at) ?? 0) + 1);
  expect(wrong(filesIn(dist))).toEqual([]);
  // the remaining files are beside the folder, where kubectl does not look
  expect(
    around(dist).filter((name) => !/^(dist|\.dist\.(files|[0-9a-f]{16}\.new|lock|lock\.break))$/.test(name)),
  ).toEqual([]);
  synth(dist, 'B');
  expect({ at, files: filesIn(dist) }).toEqual({ at, files: { ...versions.B, ...FOREIGN } });
  expect({ at, around: around(dist) }).toEqual({ at, around: ['.dist.files', 'dist'] });
  expect(listed(dist)).toEqual(Object.keys(versions.B));
}

test(`a synthesis that is killed, at ${KILLS} random moments, leaves each file whole, and the next one puts all right`, async () => {
  const random = new Random(SEED);
  const lane = async (name: string): Promise<void> => {
    const dist = path.join(root, name, 'dist');
    synth(dist, 'B');
    fs.writeFileSync(path.join(dist, 'own.yaml'), FOREIGN['own.yaml']);
    for (let i = 0; i < KILLS / 2; i++) {
      await killAndHeal(dist, random);
    }
  };
  await Promise.all([lane('one'), lane('two')]);
  if (process.env.CDK8S_PODS_COUNTS !== undefined) {
    fs.writeSync(2, `${JSON.stringify(Object.fromEntries(moments), undefined, 2)}\n`);
  }
  // otherwise the moments prove nothing
  expect(moments.get('while files took their places')).toBeGreaterThan(0);
}, 400_000);

const ID = '0123456789abcdef';

function lockOfEndedProcess(): string {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  return JSON.stringify({ id: ID, host: 'here', ...thisProcess(), pid });
}

test(`two that write at once, ${ROUNDS} times, leave the files of one of them, also where a third left its lock`, async () => {
  const dist = path.join(root, 'both', 'dist');
  const both = await Promise.all([start(dist), start(dist)]);
  for (let round = 0; round < ROUNDS; round++) {
    if (round % 2 === 1) {
      fs.writeFileSync(path.join(path.dirname(dist), '.dist.lock'), lockOfEndedProcess());
    }
    const answers = both.map(answer);
    both.forEach((one, i) => one.stdin!.write('AB'[(round + i) % 2]));
    await Promise.all(answers);
    const found = filesIn(dist);
    const winner = 'only-a-0.k8s.yaml' in found ? 'A' : 'B';
    expect({ round, found }).toEqual({ round, found: versions[winner] });
    expect(listed(dist)).toEqual(Object.keys(found));
    expect(around(dist)).toEqual(['.dist.files', 'dist']);
  }
}, 60_000);

test('what a run left that was killed after its last file is removed, also when nothing changes', () => {
  const dist = path.join(root, 'waiting', 'dist');
  synth(dist, 'A');
  fs.writeFileSync(path.join(path.dirname(dist), '.dist.lock'), lockOfEndedProcess());
  fs.mkdirSync(path.join(path.dirname(dist), `.dist.${ID}.new`));
  synth(dist, 'A');
  expect(around(dist)).toEqual(['.dist.files', 'dist']);
});

/** The command that runs a program as process 1 of a new pid namespace, as in a container; only root on Linux can. */
const CONTAINER = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child=SIGKILL'];
const hasContainers = spawnSync(CONTAINER[0], [...CONTAINER.slice(1), 'true']).status === 0;

(hasContainers ? test : test.skip)(
  `a synthesis that is killed as process 1 of a container, at ${CONTAINER_KILLS} moments, does not block the next container or the host`,
  async () => {
    const random = new Random(SEED);
    const dist = path.join(root, 'container', 'dist');
    synth(dist, 'B');
    let left = 0;
    for (let i = 0; i < CONTAINER_KILLS; i++) {
      const one = await start(dist, CONTAINER);
      const ended = new Promise((resolve) => one.once('exit', resolve));
      one.stdin!.write('*');
      await new Promise((resolve) => setTimeout(resolve, random.below(40)));
      one.kill('SIGKILL');
      await ended;
      // the processes of the namespace end after `unshare`
      await new Promise((resolve) => setTimeout(resolve, 100));
      left += Number(around(dist).includes('.dist.lock'));
      const begin = Date.now();
      if (i % 2 === 0) {
        const next = await start(dist, CONTAINER);
        const done = answer(next);
        next.stdin!.end('B');
        await done;
      } else {
        synth(dist, 'B');
      }
      expect(Date.now() - begin).toBeLessThan(10_000);
      expect({ i, files: filesIn(dist), around: around(dist) }).toEqual({
        i,
        files: versions.B,
        around: ['.dist.files', 'dist'],
      });
    }
    // otherwise the moments prove nothing
    expect(left).toBeGreaterThan(0);
  },
  400_000,
);

/** Whether a file system can be mounted here; only root on Linux can. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0 && mounts();

function mounts(): boolean {
  const at = fs.mkdtempSync(path.join(os.tmpdir(), 'mount-'));
  const done = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', at]).status === 0;
  if (done) {
    execFileSync('umount', [at]);
  }
  fs.rmdirSync(at);
  return done;
}

(canMount ? describe : describe.skip)('on a file system of its own (for which one has to be root on Linux)', () => {
  let disk: string;
  let dist: string;
  beforeEach(() => {
    disk = fs.mkdtempSync(path.join(os.tmpdir(), 'disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1024k', 'tmpfs', disk]);
    dist = path.join(disk, 'dist');
  });
  afterEach(() => {
    execFileSync('umount', [disk]);
    fs.rmdirSync(disk);
  });

  const remount = (options: string) => execFileSync('mount', ['-o', `remount,${options}`, disk]);

  /** All files on the disk except the file that fills it. */
  const everything = () => ({
    files: filesIn(dist),
    list: fs.readFileSync(path.join(disk, '.dist.files'), 'utf8'),
    around: around(dist).filter((name) => name !== 'ballast'),
  });

  test('a full disk is an error at every write, and all files are as before', () => {
    const ballast = path.join(disk, 'ballast');
    const seen = new Set<string>();
    synth(dist, 'B');
    const after = everything();
    synth(dist, 'A');
    const before = everything();
    for (let pages = 0; pages < 60; pages++) {
      const { bavail, bsize } = fs.statfsSync(disk);
      fs.writeFileSync(ballast, Buffer.alloc((bavail - pages) * bsize));
      let error = '';
      try {
        synth(dist, 'B');
      } catch (caught) {
        error = (caught as Error).message;
        expect(error).toContain(`cannot write to ${dist}: `);
        expect(error).toContain('the disk is full. Free some space and run again.');
      }
      seen.add(error === '' ? 'written' : 'full');
      expect({ pages, error, ...everything() }).toEqual({ pages, error, ...(error === '' ? after : before) });
      fs.rmSync(ballast);
      synth(dist, 'A');
    }
    expect([...seen]).toEqual(['full', 'written']);
  });

  test.each([
    ['be one', () => ['-t', 'tmpfs', 'tmpfs']],
    [
      'be a folder of the same one, which is mounted there',
      () => ['--bind', fs.mkdtempSync(path.join(disk, 'other-'))],
    ],
  ])('the output folder itself can %s', (_, options) => {
    const own = path.join(disk, 'own');
    fs.mkdirSync(own);
    execFileSync('mount', [...options(), own]);
    try {
      for (const version of ['A', 'B']) {
        synth(own, version);
        expect(filesIn(own)).toEqual(versions[version]);
        expect(around(own).filter((name) => !name.startsWith('other-'))).toEqual(['.own.files', 'own']);
        expect(fs.readFileSync(path.join(disk, '.own.files'), 'utf8')).toContain(
          Object.keys(versions[version]).join('\n'),
        );
      }
    } finally {
      execFileSync('umount', [own]);
    }
  });

  test('a read-only disk is an error, unless the files are up to date', () => {
    synth(dist, 'A');
    const before = everything();
    remount('ro');
    expect(() => synth(dist, 'B')).toThrow('the file system is read-only. Nothing was changed.');
    expect(() => synth(dist, 'A')).not.toThrow();
    expect(everything()).toEqual(before);
  });
});
