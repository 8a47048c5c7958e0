import * as fs from 'fs';
import * as path from 'path';
import { errorCode } from '../../util/errno';

const PATIENCE_MS = 30_000;
const PAUSE_MS = 20;

/**
 * Runs a function while no other process holds the lock. Ignores the lock of a process that has ended.
 * @param file the lock file
 * @throws if another process holds the lock for half a minute
 */
export function locked<T>(file: string, run: () => T): T {
  acquire(file);
  try {
    removeLeftovers(file);
    return run();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

/** Whether no process holds the lock, waits for it, or left files of it behind. */
export function isFree(file: string): boolean {
  return !fs.readdirSync(path.dirname(file)).some((name) => name.startsWith(path.basename(file)));
}

function acquire(file: string): void {
  const deadline = Date.now() + PATIENCE_MS;
  while (!tryCreate(file)) {
    const holder = holderOf(file);
    if (holder !== undefined && !isRunning(holder)) {
      breakLock(file, holder);
    } else if (Date.now() > deadline) {
      throw new Error(`process ${holder ?? '(unknown)'} is writing here. Wait until it is done, or remove ${file}.`);
    } else {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

/** Creates the lock file with the id of this process, in one step, unless the file exists. */
function tryCreate(file: string): boolean {
  const own = `${file}.${process.pid}`;
  try {
    fs.writeFileSync(own, `${process.pid}`);
    fs.linkSync(own, file);
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') {
      throw error;
    }
    return false;
  } finally {
    fs.rmSync(own, { force: true });
  }
}

/** Removes the files of processes that were killed while they created or broke the lock. */
function removeLeftovers(file: string): void {
  const folder = path.dirname(file);
  for (const other of fs.readdirSync(folder).map((name) => path.join(folder, name))) {
    const [, pid] = other.startsWith(file) ? (/^\.(\d+)(?:\.left)?$/.exec(other.slice(file.length)) ?? []) : [];
    if (pid !== undefined && !isRunning(Number(pid))) {
      fs.rmSync(other, { force: true });
    }
  }
}

function holderOf(file: string): number | undefined {
  try {
    return Number(fs.readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** Removes the lock of a process that has ended. If several processes try, only one of them can rename the file. */
function breakLock(file: string, holder: number): void {
  const away = `${file}.${process.pid}.left`;
  try {
    fs.renameSync(file, away);
    if (holderOf(away) !== holder) {
      // another process was faster, and this is its lock
      fs.linkSync(away, file);
    }
  } catch {
    // another process was faster
  } finally {
    fs.rmSync(away, { force: true });
  }
}
