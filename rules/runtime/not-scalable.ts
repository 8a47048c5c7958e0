import { kindOf } from '../../kubernetes/kinds';
import { nameText } from '../../util/json-text';
import { scaleTargetOf } from '../model/autoscaled';
import { rule } from '../rule';

const NOT_SCALABLE: ReadonlySet<string | undefined> = new Set(['CronJob', 'DaemonSet', 'Job', 'Pod', 'PodTemplate']);

export const notScalable = rule({
  id: 'runtime/not-scalable',
  severity: 'error',
  summary: 'A HorizontalPodAutoscaler must have a target that can be scaled.',
  details: 'Pods, DaemonSets, Jobs and CronJobs have no number of replicas.',
  why: 'The API server has no scale of such an object, so the autoscaler never changes it.',
  see: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
  checkOutput(object, _, report) {
    const target = scaleTargetOf(object);
    if (target !== undefined && NOT_SCALABLE.has(kindOf(target)?.struct)) {
      report(
        'spec.scaleTargetRef.kind',
        `a ${nameText(target.kind)} cannot be scaled.`,
        'Use a Deployment or a StatefulSet, or remove the HorizontalPodAutoscaler.',
      );
    }
  },
});
