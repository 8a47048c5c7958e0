import { shortRunOf } from '../model/short-run';
import { rule } from '../rule';

export const sidecarEnds = rule({
  id: 'runtime/sidecar-ends',
  severity: 'warning',
  summary: 'A native sidecar should not end by itself.',
  details: 'A native sidecar is an init container with `restartPolicy: Always`. With a `startupProbe`, it is an error.',
  why: 'The kubelet restarts it after each end, with longer and longer pauses (CrashLoopBackOff).',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
  fields: ['Container.restartPolicy'],
  check({ containers }, report) {
    for (const container of containers) {
      const ending = container.role === 'native sidecar' ? shortRunOf(container) : undefined;
      if (ending !== undefined) {
        const isWaitedFor = container.value.startupProbe !== undefined;
        report(
          `${container.path}.${ending.field}`,
          `${container.label} is a native sidecar, and does not stay up: ${ending.reason}.`,
          'Run a program that does not end, or remove `restartPolicy`, so that the next container starts when this one has ended.',
          isWaitedFor && ending.isCertain
            ? { severity: 'error', why: 'The containers after it wait until it has started, and it ends first.' }
            : {},
        );
      }
    }
  },
});
