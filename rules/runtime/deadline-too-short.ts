import { PodSpec } from '../../kubernetes/decoded';
import { argvOf } from '../model/argv';
import { FieldPath } from '../model/field-path';
import { PROBES } from '../model/handlers';
import { commandsIn } from '../model/script';
import { sleepBeforeStart } from '../model/sleep';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';

export const deadlineTooShort = rule({
  id: 'runtime/deadline-too-short',
  severity: 'warning',
  summary: 'The deadline of a pod or Job should be later than the start of its programs and probes.',
  details:
    'The rule counts the seconds that the script of a container sleeps before it starts anything else, and `initialDelaySeconds` of its probes.',
  why: 'At the deadline, the cluster stops all containers: DeadlineExceeded.',
  see: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup',
  checks: {
    'PodSpec.activeDeadlineSeconds'(spec, at, context) {
      checkDeadline(spec.activeDeadlineSeconds, spec, at, context);
    },
    'JobSpec.activeDeadlineSeconds'({ activeDeadlineSeconds, template }, at, context) {
      checkDeadline(activeDeadlineSeconds, template?.spec, at, context);
    },
  },
});

function checkDeadline(deadline: number, spec: PodSpec = {}, at: FieldPath, context: ValidationContext): void {
  for (const container of spec.containers ?? []) {
    const sleep = sleepBeforeStart(commandsIn(argvOf(container)));
    const delay = Math.max(...PROBES.map((field) => container[field]?.initialDelaySeconds ?? 0));
    const seconds = Math.max(sleep, delay);
    if (deadline > 0 && seconds >= deadline) {
      const start =
        sleep === seconds ? `sleeps for ${sleep} s when it starts` : `has a probe that starts after ${delay} s`;
      const fix = `Set \`activeDeadlineSeconds\` to more than ${seconds}.`;
      const path = at.field('activeDeadlineSeconds');
      context.warn(
        path,
        `the deadline is ${deadline} s, and container "${container.name}" ${start}.`,
        context.why,
        fix,
      );
      return;
    }
  }
}
