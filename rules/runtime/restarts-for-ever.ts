import { shortRunOf } from '../model/short-run';
import { rule } from '../rule';

export const restartsForEver = rule({
  id: 'runtime/restarts-for-ever',
  severity: 'error',
  summary: 'A container that ends by itself must not be in a pod that always restarts it.',
  details:
    'The rule knows simple commands, such as `echo`, and images that start a shell, such as `busybox`. An image without a command is a warning. With `--images`, the registries name the commands of all images, and it is an error. A command that sleeps for a minute or more is not reported.',
  why: 'The pod has the restart policy `Always`, so the kubelet restarts the container after each end, with longer and longer pauses (CrashLoopBackOff).',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy',
  fields: ['PodSpec.containers'],
  check({ containers, spec: { restartPolicy = 'Always' } }, report) {
    if (restartPolicy !== 'Always') {
      return;
    }
    for (const container of containers) {
      if (container.role === 'container' && (container.value.restartPolicy ?? 'Always') === 'Always') {
        const ending = shortRunOf(container);
        if (ending !== undefined) {
          report(
            `${container.path}.${ending.field}`,
            `${container.label} restarts for ever: ${ending.reason}.`,
            'Run a program that does not end, or use a Job.',
            ending.isCertain ? {} : { severity: 'warning' },
          );
        }
      }
    }
  },
});
