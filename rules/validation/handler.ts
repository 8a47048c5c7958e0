import { GRPCAction, HTTPGetAction, LifecycleHandler, SleepAction } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { ValidationContext } from '../validation-context';
import { choice, need } from './fields';
import { checkPort } from './port';

const SCHEMES = ['', 'HTTP', 'HTTPS'];

/** The actions, in the order in which the server looks for them: it refuses all but the first. */
const ACTION_FIELDS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;

/** A probe, or a lifecycle hook. */
interface Handler extends LifecycleHandler {
  readonly grpc?: GRPCAction;
}

export function checkHandler(handler: Handler, at: FieldPath, context: ValidationContext): void {
  const [action, ...others] = ACTION_FIELDS.filter((name) => handler[name] !== undefined);
  if (action === undefined) {
    const what = context.gatedStructs.has(handler)
      ? `no action is left: Kubernetes ${context.version} drops the action that is set.`
      : 'no action is set.';
    const fix = 'Set `exec`, `httpGet`, `tcpSocket` or another action.';
    context.required(at, what, 'A probe or hook must have an action.', fix);
    return;
  }
  for (const other of others) {
    const why = 'A probe or hook has only one action.';
    const fix = `Remove \`${action}\` or \`${other}\`.`;
    context.forbidden(at.field(other), `\`${action}\` is set, too.`, why, fix);
  }
  const place = at.field(action);
  if (action === 'exec') {
    need(handler.exec ?? {}, place, context, 'command');
  } else if (action === 'sleep') {
    checkSleep(handler.sleep ?? {}, place, context);
  } else {
    checkPort(handler[action]?.port ?? 0, place.field('port'), context);
  }
  if (action === 'httpGet') {
    checkHttp(handler.httpGet ?? {}, place, context);
  }
}

function checkHttp(action: HTTPGetAction, at: FieldPath, context: ValidationContext): void {
  choice(action, at, context, 'scheme', SCHEMES);
  for (const { name = '' } of action.httpHeaders ?? []) {
    if (!/^[-A-Za-z0-9]+$/.test(name)) {
      const what = `"${name}" is not a valid header name.`;
      const why = 'A header name consists of letters, digits and "-".';
      context.invalid(at.field('httpHeaders'), what, why, 'Use only these characters, as in "X-Probe".');
    }
  }
}

function checkSleep({ seconds = 0 }: SleepAction, at: FieldPath, context: ValidationContext): void {
  const { terminationGracePeriodSeconds = 30 } = context.spec;
  // the server changes a negative grace period of a pod to 1
  const grace = terminationGracePeriodSeconds < 0 && !context.isTemplate ? 1 : terminationGracePeriodSeconds;
  if (seconds < 0 || seconds > grace || (seconds === 0 && context.minor < 33)) {
    const why = `\`seconds\` must be positive, and at most the grace period of the pod (${grace} seconds).`;
    const fix = `Set \`seconds\` to 1 or more, and \`terminationGracePeriodSeconds\` to at least the same number.`;
    context.invalid(at, `the hook cannot sleep for ${seconds} seconds.`, why, fix);
  }
}
