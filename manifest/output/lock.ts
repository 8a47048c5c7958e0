import { randomBytes } from 'crypto';
import * as fs from 'fs';
import * as os from 'os';
import { performance } from 'perf_hooks';
import { errorCode } from '../../util/errno';
import { isRunning, ProcessIdentity, thisProcess } from './process-identity';
import { refuseOther } from './refuse-other';

const PATIENCE_MS = 30_000;
const PAUSE_MS = 20;
/** A holder touches its lock at this interval. */
const BEAT_MS = 1_000;
/** If no one can see whether the holder is running, its lock is a leftover after this time without a touch. */
const SILENCE_MS = 5_000;
/** A larger file is not a lock. */
const MAX_SIZE = 4096;

/** The content of a lock file. */
interface Holder extends ProcessIdentity {
  readonly id: string;
  readonly host: string;
}

/** A lock file at one moment. */
interface LockFile {
  /** Undefined if the file is damaged, or if its holder has not written it yet. */
  readonly holder: Holder | undefined;
  /** Changes when the holder touches the file. */
  readonly stamp: string;
}

/** A lock that this process holds. */
export class Lock {
  private lastBeat = performance.now();

  /** @param id no other lock has this id */
  public constructor(
    private readonly file: string,
    public readonly id: string,
  ) {}

  /**
   * Shows other processes that the holder is alive. A holder calls this between two steps of its work.
   * @throws if another process removed the lock because this process paused for too long
   */
  public beat(): void {
    const now = performance.now();
    if (now - this.lastBeat < BEAT_MS) {
      return;
    }
    this.lastBeat = now;
    if (!this.isHeld()) {
      throw new Error('this run paused for too long, and another run replaced its lock. Run again.');
    }
    fs.utimesSync(this.file, new Date(), new Date());
  }

  public isHeld(): boolean {
    return readLock(this.file)?.holder?.id === this.id;
  }
}

/**
 * Runs a function while no other process holds the lock. A lock ends with its holder: a process that is killed cannot block a later one,
 * even if it ran in another container or on another host.
 * @param file the lock file
 * @param cleanUp removes the files of a run, by the id of its lock
 * @throws if another process holds the lock for half a minute
 */
export function locked<T>(file: string, cleanUp: (id: string) => void, run: (lock: Lock) => T): T {
  const lock = acquire(file, cleanUp);
  try {
    return run(lock);
  } finally {
    if (lock.isHeld()) {
      cleanUp(lock.id);
      fs.rmSync(file);
    }
  }
}

/** Whether there is no lock, not even a leftover. */
export function isFree(file: string): boolean {
  return [file, breakerOf(file)].every((one) => fs.lstatSync(one, { throwIfNoEntry: false }) === undefined);
}

function acquire(file: string, cleanUp: (id: string) => void): Lock {
  const start = performance.now();
  let [stamp, since] = ['', start];
  for (;;) {
    const lock = tryCreate(file);
    if (lock !== undefined) {
      return lock;
    }
    const current = readLock(file);
    const now = performance.now();
    if (current !== undefined && current.stamp !== stamp) {
      [stamp, since] = [current.stamp, now];
    }
    const holder = current?.holder;
    const running = holder === undefined ? undefined : isRunning(holder);
    if (running === false || (running === undefined && now - since > SILENCE_MS)) {
      remove(file, stamp, cleanUp);
    } else if (now - start > PATIENCE_MS) {
      const name = holder === undefined ? 'another process' : `process ${holder.pid} on the host "${holder.host}"`;
      throw new Error(`${name} is writing here. Wait until it is done, and run again.`);
    } else {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

/** Creates the lock file, unless it exists. */
function tryCreate(file: string): Lock | undefined {
  let descriptor: number;
  try {
    descriptor = fs.openSync(file, 'wx');
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') {
      throw error;
    }
    return undefined;
  }
  const holder: Holder = { id: randomBytes(8).toString('hex'), host: os.hostname(), ...thisProcess() };
  try {
    fs.writeSync(descriptor, `${JSON.stringify(holder)}\n`);
  } catch (error) {
    fs.rmSync(file);
    throw error;
  } finally {
    fs.closeSync(descriptor);
  }
  return new Lock(file, holder.id);
}

/** The lock file; undefined if it is missing. */
function readLock(file: string): LockFile | undefined {
  try {
    const status = fs.lstatSync(file, { throwIfNoEntry: false });
    if (status === undefined) {
      return undefined;
    }
    if (status.isDirectory() && isEmptied(file)) {
      return undefined;
    }
    refuseOther(file, status);
    if (status.size > MAX_SIZE) {
      throw new Error(`${file} is not a lock of this app. Move the file away.`);
    }
    const text = fs.readFileSync(file, 'utf8');
    return { holder: holderOf(text), stamp: `${status.ino} ${status.mtimeMs} ${text}` };
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') {
      throw error;
    }
    return undefined;
  }
}

/** Removes a folder that is empty, as Docker creates for a missing file. */
function isEmptied(folder: string): boolean {
  try {
    fs.rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

function holderOf(text: string): Holder | undefined {
  try {
    const { id, host, pid, system, start } = JSON.parse(text) as Holder;
    const isValid =
      /^[0-9a-f]{16}$/.test(id) &&
      Number.isInteger(pid) &&
      pid > 0 &&
      [host, system, start].every((field) => typeof field === 'string');
    return isValid ? { id, host, pid, system, start } : undefined;
  } catch {
    return undefined;
  }
}

/** Removes the lock of a process that has ended, and its files. Of several processes that try, only one removes this lock. */
function remove(file: string, stamp: string, cleanUp: (id: string) => void): void {
  locked(
    breakerOf(file),
    () => undefined,
    () => {
      const current = readLock(file);
      if (current?.stamp === stamp) {
        if (current.holder !== undefined) {
          cleanUp(current.holder.id);
        }
        fs.rmSync(file);
      }
    },
  );
}

/** The lock under which another lock is removed. */
function breakerOf(file: string): string {
  return `${file}.break`;
}
