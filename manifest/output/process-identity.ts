import * as fs from 'fs';
import * as os from 'os';
import * as process from 'process';
import { errorCode } from '../../util/errno';

/** What identifies a process. Its id alone does not: a later process can have the same id, and so can a process of another container. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Where the id is valid: a boot and a pid namespace of Linux, or else a host. */
  readonly system: string;
  /** When the process started, in ticks of the system's clock; empty if the system does not show it. */
  readonly start: string;
}

/** The identity of this process. */
export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, system: systemOf(), start: startOf(process.pid) ?? '' };
}

/** Whether a process is running; undefined if this process cannot see that. */
export function isRunning({ pid, system, start }: ProcessIdentity): boolean | undefined {
  if (system !== systemOf()) {
    return undefined;
  }
  if (!exists(pid)) {
    return false;
  }
  const now = startOf(pid);
  if (now !== undefined && start !== '' && now !== start) {
    return false;
  }
  // another thread of this process can have ended, and the start of a process is visible only on Linux
  return now === undefined || start === '' || pid === process.pid ? undefined : true;
}

function systemOf(): string {
  try {
    const boot = fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${fs.readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return os.hostname();
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

const ENDED = ['Z', 'X'];
const STATE = 0;
const START = 19;

/** The start of a process; empty if it has ended, and undefined if the system does not show it. */
function startOf(pid: number): string | undefined {
  try {
    // in a pid namespace, `/proc` can be the one of another namespace
    if (fs.readlinkSync('/proc/self') !== `${process.pid}`) {
      return undefined;
    }
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // the name of the program, in parentheses, can contain spaces
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ENDED.includes(fields[STATE]) ? '' : fields[START];
  } catch {
    return undefined;
  }
}
