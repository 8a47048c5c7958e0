import { spawn, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { performance } from 'perf_hooks';
import { locked } from '../manifest/output/lock';
import { isRunning, thisProcess } from '../manifest/output/process-identity';
import { writeFiles } from '../manifest/output/write-files';

let folder: string;
let lock: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lock-'));
  lock = path.join(folder, '.dist.lock');
});
afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(folder, { recursive: true });
});

/** Writes `dist/`, and returns the time that it waits for the lock, in seconds. The clock runs only during a wait. */
function write(onWait: () => void = () => undefined): number {
  let now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
  jest.spyOn(Atomics, 'wait').mockImplementation((_array, _index, _value, timeout) => {
    now += timeout!;
    onWait();
    return 'timed-out';
  });
  writeFiles(path.join(folder, 'dist'), new Map([['a.yaml', 'a: 1\n']]));
  expect(fs.readdirSync(folder).sort()).toEqual(['.dist.files', 'dist']);
  return now / 1000;
}

const ID = '0123456789abcdef';
const holder = (more: object = {}) => JSON.stringify({ id: ID, host: 'here', ...thisProcess(), ...more });

/** The id of a process that has ended. */
const endedPid = () => spawnSync(process.execPath, ['-e', '']).pid;

describe('a lock that remains after its holder was killed does not block a run:', () => {
  test.each<[string, () => string]>([
    ['the id of the holder is free', () => holder({ pid: endedPid() })],
    ['another process has the id of the holder', () => holder({ pid: process.ppid, start: '1' })],
    ['this process has the id of the holder, as in a container', () => holder({ start: '1' })],
  ])('%s', (_, content) => {
    fs.writeFileSync(lock, content());
    expect(write()).toBe(0);
  });

  test.each<[string, () => string]>([
    ['a thread of this process was the holder', () => holder()],
    ['the holder ran on another host, or before a restart', () => holder({ system: 'other', pid: 1 })],
    ['the system does not show when a process started', () => holder({ pid: process.ppid, start: '' })],
    ['the file is empty', () => ''],
    ['the file contains only an id', () => `${process.pid}`],
    ['the file contains -1', () => '-1'],
    ['the file contains no JSON', () => 'garbage \0\xff'],
    ['the file contains other JSON', () => '{"pid": 1}'],
    ['the file contains null', () => 'null'],
    ['the id of the process is negative', () => holder({ pid: -1 })],
  ])('%s: after five seconds without a sign of the holder', (_, content) => {
    fs.writeFileSync(lock, content());
    const seconds = write();
    expect(seconds).toBeGreaterThan(5);
    expect(seconds).toBeLessThan(6);
  });

  test('an empty folder is in its place', () => {
    fs.mkdirSync(lock);
    expect(write()).toBeLessThan(1);
  });

  test('a process was killed while it removed the lock', () => {
    fs.writeFileSync(lock, holder({ pid: endedPid() }));
    fs.writeFileSync(`${lock}.break`, holder({ pid: endedPid() }));
    expect(write()).toBe(0);
  });

  test('the new files of the holder are removed', () => {
    fs.mkdirSync(path.join(folder, `.dist.${ID}.new`, 'waiting'), { recursive: true });
    fs.mkdirSync(path.join(folder, 'dist', `.${ID}.new`), { recursive: true });
    fs.writeFileSync(lock, holder({ pid: endedPid() }));
    expect(write()).toBe(0);
    expect(fs.readdirSync(path.join(folder, 'dist'))).toEqual(['a.yaml']);
  });
});

describe('a lock whose holder lives', () => {
  test('is an error after half a minute, with the process and its host', () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    try {
      const stat = fs.readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ').pop()!.split(' ');
      fs.writeFileSync(lock, holder({ pid: child.pid, start: stat[19] }));
      expect(() => write()).toThrow(
        `process ${child.pid} on the host "here" is writing here. Wait until it is done, and run again.`,
      );
      expect(fs.readFileSync(lock, 'utf8')).toContain(ID);
    } finally {
      child.kill('SIGKILL');
    }
  });

  test('is not removed while the holder touches it, wherever the holder runs', () => {
    fs.writeFileSync(lock, holder({ system: 'other' }));
    let waits = 0;
    const touch = () => {
      waits++;
      const time = new Date(waits * 1000);
      if (waits < 1100) {
        fs.utimesSync(lock, time, time);
      }
    };
    expect(() => write(touch)).not.toThrow();
    expect(waits).toBeGreaterThan(1100);
  });

  test.each([
    [
      'a folder with files',
      () => fs.mkdirSync(path.join(lock, 'own'), { recursive: true }),
      'is a folder, and must be a file',
    ],
    ['a pipe', () => void spawnSync('mkfifo', [lock]), 'is a pipe, and must be a file. Move the pipe away.'],
    ['a link', () => fs.symlinkSync('nowhere', lock), 'is a link, and must be a file. Move the link away.'],
    [
      'a file that is no lock',
      () => fs.writeFileSync(lock, 'own '.repeat(2000)),
      'is not a lock of this app. Move the file away.',
    ],
  ])('is not assumed for %s: the run fails at once, and removes nothing', (_, spoil, message) => {
    spoil();
    expect(() => write()).toThrow(`${lock} ${message}`);
    expect(fs.readdirSync(folder)).toEqual(['.dist.lock']);
  });
});

describe('the holder of a lock', () => {
  const noCleanUp = () => undefined;

  test('touches it once a second', () => {
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    locked(lock, noCleanUp, (held) => {
      const changes = Array.from({ length: 40 }, () => {
        now += 100;
        fs.utimesSync(lock, 0, 0);
        held.beat();
        return fs.statSync(lock).mtimeMs > 0;
      });
      expect(changes.filter(Boolean)).toHaveLength(4);
    });
  });

  test('stops if another run replaced the lock, and does not remove the lock of that run', () => {
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    const run = () =>
      locked(lock, noCleanUp, (held) => {
        fs.writeFileSync(lock, holder());
        now += 10_000;
        held.beat();
      });
    expect(run).toThrow('this run paused for too long, and another run replaced its lock. Run again.');
    expect(fs.readFileSync(lock, 'utf8')).toContain(ID);
  });
});

(process.platform === 'linux' ? describe : describe.skip)('a process of Linux', () => {
  test('that no process has waited for has ended', () => {
    // `exec` replaces the shell, which would wait for its child
    const script = 'sleep 0.2 & echo $! > "$1"; exec sleep 60';
    const file = path.join(folder, 'pid');
    const parent = spawn('sh', ['-c', script, 'sh', file]);
    try {
      const sleep = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
      while (!fs.existsSync(file) || !fs.readFileSync(file, 'utf8').endsWith('\n')) {
        sleep(10);
      }
      const pid = Number(fs.readFileSync(file, 'utf8'));
      while (fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1][0] !== 'Z') {
        sleep(10);
      }
      expect(isRunning({ ...thisProcess(), pid })).toBe(false);
    } finally {
      parent.kill('SIGKILL');
    }
  });
});
