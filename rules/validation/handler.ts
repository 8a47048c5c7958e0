import { Inspection } from './validation-context';
import { notPortName } from '../model/names';
import { Place } from '../model/field-path';

const SCHEMES = ['HTTP', 'HTTPS'];

/** The kinds of actions, in the order in which the server looks for them: it refuses any but the first. */
const KINDS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'];

/** What a probe, or a hook of a container's life, does: one thing. */
export function checkHandler(rule: string, handler: any, at: Place, pod: Inspection): void {
  let first: string | undefined;
  for (let i = 0; i < KINDS.length; i++) {
    const kind = KINDS[i];
    if (handler[kind] === undefined) {
      continue;
    }
    if (first !== undefined) {
      const what = `there is ${first} already.`;
      pod.forbidden(rule, at.field(kind), what, 'Only one thing can be done here.', 'Leave one of the two out.');
      continue;
    }
    first = kind;
    checkAction(rule, kind, handler[kind], at, pod);
  }
  if (first === undefined) {
    const why = 'It would be unknown what to do.';
    pod.required(rule, at, 'no action is named.', why, 'Name one: exec, httpGet, tcpSocket or another one.');
  }
}

function checkAction(rule: string, kind: string, action: any, at: Place, pod: Inspection): void {
  switch (kind) {
    case 'exec':
      if (action.command === undefined || action.command.length === 0) {
        const place = at.field(kind).field('command');
        pod.required(rule, place, 'no command is named.', 'There would be nothing to run.', 'Name it, word by word.');
      }
      break;
    case 'sleep':
      checkSleep(rule, action, at.field(kind), pod);
      break;
    default:
      checkPort(rule, action.port ?? 0, at, kind, pod);
      if (kind === 'httpGet') {
        checkHttp(rule, action, at, pod);
      }
  }
}

function checkPort(rule: string, port: number | string, at: Place, kind: string, pod: Inspection): void {
  const isPort = typeof port === 'number' && port >= 1 && port <= 65535;
  const why = typeof port === 'string' ? notPortName(port) : isPort ? undefined : 'It is a number from 1 to 65535.';
  if (why !== undefined) {
    const isNumber = typeof port === 'string' && /^\d+$/.test(port);
    const fix = isNumber ? `Write it without quotes: ${port}.` : 'Give the number of the port, or its name.';
    pod.invalid(rule, at.field(kind).field('port'), `${JSON.stringify(port)} is not a port.`, why, fix);
  }
}

function checkHttp(rule: string, { scheme, httpHeaders }: any, at: Place, pod: Inspection): void {
  if (scheme && !SCHEMES.includes(scheme)) {
    pod.notSupported(rule, at.field('httpGet').field('scheme'), scheme, SCHEMES);
  }
  for (let i = 0; i < (httpHeaders?.length ?? 0); i++) {
    const { name = '' } = httpHeaders[i];
    if (!/^[-A-Za-z0-9]+$/.test(name)) {
      const place = at.field('httpGet').field('httpHeaders');
      const what = `"${name}" is not the name of a header.`;
      pod.invalid(rule, place, what, 'It consists of letters, digits and "-".', 'Rename it.');
    }
  }
}

function checkSleep(rule: string, { seconds = 0 }: any, at: Place, pod: Inspection): void {
  const { terminationGracePeriodSeconds = 30 } = pod.spec;
  // of a pod, the server makes one second of a time that is less than nothing
  const grace = terminationGracePeriodSeconds < 0 && !pod.isTemplate ? 1 : terminationGracePeriodSeconds;
  if (seconds < 0 || seconds > grace || (seconds === 0 && pod.minor < 33)) {
    const why = `A container has ${grace} seconds to end (terminationGracePeriodSeconds).`;
    pod.invalid(rule, at, `it cannot sleep for ${seconds} seconds.`, why, 'Sleep for fewer.');
  }
}
