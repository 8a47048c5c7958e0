import { rule } from '../rule';

export const overheadWithoutClass = rule({
  id: 'runtime/overhead-without-class',
  severity: 'error',
  summary: 'A pod with an overhead must name its runtime class.',
  why: 'The cluster copies the overhead from the runtime class. It refuses an overhead without a runtime class.',
  see: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/',
  fields: ['PodSpec.overhead'],
  check({ spec: { overhead, runtimeClassName } }, report) {
    if (Object.keys(overhead ?? {}).length > 0 && !runtimeClassName) {
      report(
        'spec.overhead',
        'the pod has an overhead, and no runtime class.',
        'Remove `overhead`, or set `runtimeClassName` to the class that has this overhead.',
      );
    }
  },
});
