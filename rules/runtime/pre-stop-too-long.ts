import { LifecycleHandler } from '../../kubernetes/decoded';
import { argvOfExec } from '../model/argv';
import { commandsIn } from '../model/script';
import { secondsOfSleep } from '../model/sleep';
import { rule } from '../rule';

/** The default of terminationGracePeriodSeconds. */
const GRACE_SECONDS = 30;

export const preStopTooLong = rule({
  id: 'runtime/pre-stop-too-long',
  severity: 'warning',
  summary: 'A `preStop` hook should end before `terminationGracePeriodSeconds` are over.',
  details: 'The rule counts the seconds of `sleep` in the hook.',
  why: 'The app receives SIGTERM only after the hook. Two seconds after the grace period, the kubelet kills it.',
  see: 'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution',
  fields: ['Lifecycle.preStop'],
  check({ containers, spec: { terminationGracePeriodSeconds: grace = GRACE_SECONDS } }, report) {
    for (const { value, path } of containers) {
      const [seconds, field] = sleepOf(value.lifecycle?.preStop ?? {});
      // with a grace period of 0, the kubelet does not run the hook
      if (grace > 0 && seconds >= grace) {
        report(
          `${path}.lifecycle.preStop.${field}`,
          `the hook sleeps for ${seconds} s, and the pod has ${grace} s to stop.`,
          `Set \`terminationGracePeriodSeconds\` to more than ${seconds}: add the seconds that the app needs to stop.`,
        );
      }
    }
  },
});

/** The seconds that a hook sleeps, and the field that shows it. A command in a loop may end earlier. */
function sleepOf({ sleep, exec }: LifecycleHandler): [seconds: number, field: string] {
  if (sleep?.seconds !== undefined) {
    return [sleep.seconds, 'sleep.seconds'];
  }
  const sleeps = commandsIn(argvOfExec(exec ?? {})).filter(
    ({ program, isInLoop, isBackground }) => program.name === 'sleep' && !isInLoop && !isBackground,
  );
  const seconds = sleeps.reduce((sum, { program }) => sum + (secondsOfSleep(program.words) ?? 0), 0);
  return [seconds, 'exec.command'];
}
