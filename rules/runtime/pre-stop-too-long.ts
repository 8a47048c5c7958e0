import { Finding } from '../finding';
import { containers } from '../model/pod';

/** What a pod that does not say is given to stop. */
const GRACE_SECONDS = 30;

/**
 * A preStop hook that takes as long as the pod is given to stop, or longer. The time of the hook counts: when it is over the hook is
 * broken off, and the app, which only then hears that it is to stop, is killed two seconds later.
 *
 * @see https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution
 */
export function preStopTooLong(pod: any): Finding[] {
  const found: Finding[] = [];
  for (const container of containers(pod)) {
    const hook = container.value.lifecycle?.preStop;
    if (!hook) {
      continue;
    }
    const grace = pod.spec.terminationGracePeriodSeconds ?? GRACE_SECONDS;
    const [seconds, field] = sleeps(hook);
    // with no time at all, no hook is run
    if (grace > 0 && seconds >= grace) {
      found.push({
        rule: 'runtime/pre-stop-too-long',
        severity: 'warning',
        path: `${container.path}.lifecycle.preStop.${field}`,
        what: `the hook sleeps for ${seconds} s, and the pod is given ${grace} s to stop.`,
        why: 'The time of the hook counts: the app hears that it is to stop when it is over, and is killed two seconds later.',
        fix: `Set terminationGracePeriodSeconds to more than ${seconds}, by as much as the app needs to stop.`,
      });
    }
  }
  return found;
}

/** How long a hook sleeps, as far as it says so in seconds, and where. A loop ends before. */
function sleeps(hook: any): [number, string] {
  if (typeof hook.sleep?.seconds === 'number') {
    return [hook.sleep.seconds, 'sleep.seconds'];
  }
  const command = hook.exec?.command;
  const line = Array.isArray(command) ? command.join(' ') : '';
  const times = /\b(while|until|for)\b|&\s*$/.test(line)
    ? []
    : [...line.matchAll(/\bsleep\s+(\d+)s?(?=[\s;&|'")]|$)/g)];
  return [times.reduce((sum, [, seconds]) => sum + Number(seconds), 0), 'exec.command'];
}
