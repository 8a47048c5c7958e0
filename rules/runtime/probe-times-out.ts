import { argvOfExec } from '../model/argv';
import { ContainerModel } from '../model/container-model';
import { PROBES } from '../model/handlers';
import { commandsIn } from '../model/script';
import { sleepAtStart } from '../model/sleep';
import { Report, rule } from '../rule';

export const probeTimesOut = rule({
  id: 'runtime/probe-times-out',
  severity: 'warning',
  summary: 'The command of a probe should end before `timeoutSeconds` are over.',
  details:
    'The default of `timeoutSeconds` is 1. The rule counts the seconds that the command sleeps before anything else.',
  see: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  fields: ['Probe.exec'],
  check({ containers }, report) {
    for (const container of containers) {
      for (const field of PROBES) {
        checkProbe(container, field, report);
      }
    }
  },
});

function checkProbe({ value, path, label }: ContainerModel, field: (typeof PROBES)[number], report: Report): void {
  const { exec, timeoutSeconds } = value[field] ?? {};
  if (exec === undefined) {
    return;
  }
  const seconds = sleepAtStart(commandsIn(argvOfExec(exec)));
  const timeout = timeoutSeconds || 1;
  if (seconds >= timeout) {
    report(
      `${path}.${field}.exec.command`,
      `the command sleeps for ${seconds} s, and the probe fails after ${timeout} s.`,
      `Remove the sleep, or set \`timeoutSeconds\` to more than ${seconds}.`,
      {
        why:
          field === 'readinessProbe'
            ? `So ${label} is never ready.`
            : `So the kubelet restarts ${label} again and again.`,
      },
    );
  }
}
