import { endless } from '../model/endless';
import { rule } from '../rule';

export const initNeverEnds = rule({
  id: 'runtime/init-never-ends',
  severity: 'error',
  summary: 'An init container should run to completion.',
  details:
    'A container that runs beside the others is a native sidecar, with `restartPolicy: Always`. If only the image shows it, it is a warning. With `--images`, the registries name the program of the image, and a known proxy or a command that waits is an error.',
  why: 'The next container starts only after it has ended.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/',
  fields: ['PodSpec.initContainers'],
  check({ containers }, report) {
    for (const container of containers.filter(({ role }) => role === 'init container')) {
      const reason = endless(container);
      if (reason !== undefined) {
        report(
          container.path,
          `the init ${container.label.replace(/^spec.*/, 'container')} never ends: ${reason}.`,
          'If it runs beside the app, set `restartPolicy: Always` (Kubernetes 1.29 and later).',
          container.argv.isCertain ? {} : { severity: 'warning' },
        );
      }
    }
  },
});
