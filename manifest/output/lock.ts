import * as fs from 'fs';
import * as path from 'path';
import * as process from 'process';

const PATIENCE_MS = 30_000;
const PAUSE_MS = 20;

/**
 * Does something while no other process does it. A lock whose process has ended is taken over.
 *
 * @param file the file that stands for the lock
 * @throws when another process holds the lock for half a minute
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

/** Whether nobody holds a lock, waits for it, or left something of it behind. */
export function isFree(file: string): boolean {
  return !fs.readdirSync(path.dirname(file)).some((name) => name.startsWith(path.basename(file)));
}

function acquire(file: string): void {
  const deadline = Date.now() + PATIENCE_MS;
  while (!tryCreate(file)) {
    const holder = holderOf(file);
    if (holder !== undefined && !isRunning(holder)) {
      takeAway(file, holder);
    } else if (Date.now() > deadline) {
      throw new Error(
        `${file}: process ${holder ?? '(unknown)'} is writing here. Wait until it is done, or remove this file.`,
      );
    } else {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

/** Makes the lock with the number of this process in it, or leaves the one that is there. It is there as a whole, or not at all. */
function tryCreate(file: string): boolean {
  const own = `${file}.${process.pid}`;
  try {
    fs.writeFileSync(own, `${process.pid}`);
    fs.linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') {
      throw error;
    }
    return false;
  } finally {
    fs.rmSync(own, { force: true });
  }
}

/** What a process left that was killed while it made or took away a lock. */
function removeLeftovers(file: string): void {
  for (const name of fs.readdirSync(path.dirname(file))) {
    const [, pid] =
      /^\.(\d+)(?:\.left)?$/.exec(name.startsWith(path.basename(file)) ? name.slice(path.basename(file).length) : '') ??
      [];
    if (pid !== undefined && !isRunning(Number(pid))) {
      fs.rmSync(path.join(path.dirname(file), name), { force: true });
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
    return (error as { code?: string }).code === 'EPERM';
  }
}

/** Only one of several processes that find a lock left behind can rename it. */
function takeAway(file: string, holder: number): void {
  const away = `${file}.${process.pid}.left`;
  try {
    fs.renameSync(file, away);
    if (holderOf(away) !== holder) {
      // another one was faster, and this is its lock
      fs.linkSync(away, file);
    }
  } catch {
    // another one was faster
  } finally {
    fs.rmSync(away, { force: true });
  }
}
