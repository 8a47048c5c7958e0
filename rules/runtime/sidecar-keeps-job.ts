import { ContainerModel } from '../model/container-model';
import { endless, mayEnd } from '../model/endless';
import { isSidecarImage } from '../model/images';
import { rule } from '../rule';

export const sidecarKeepsJob = rule({
  id: 'runtime/sidecar-keeps-job',
  severity: 'warning',
  summary: 'In the pod of a Job, or another pod that completes, every container should end.',
  details:
    'The rule knows commands that wait forever, and images of well-known sidecars and servers. It cannot know whether the app stops another container.',
  why: 'A pod completes when all its containers have ended.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers',
  fields: ['PodSpec.restartPolicy'],
  check({ containers, spec: { restartPolicy, shareProcessNamespace } }, report) {
    const main = containers.filter(({ role }) => role === 'container');
    const completes = restartPolicy === 'Never' || restartPolicy === 'OnFailure';
    // with a shared process namespace, the app may stop the others
    if (main.length < 2 || !completes || shareProcessNamespace === true) {
      return;
    }
    const endlessOnes = main.filter((container) => reasonOf(container) !== undefined);
    for (const container of endlessOnes.length < main.length ? endlessOnes : []) {
      report(
        container.path,
        `${container.label} keeps the pod from completing: ${reasonOf(container)}.`,
        'Move it to `initContainers` and set `restartPolicy: Always` (Kubernetes 1.29 and later): the kubelet then stops it.',
      );
    }
  },
});

function reasonOf(container: ContainerModel): string | undefined {
  const { command, image } = container.value;
  const isSidecar = command === undefined && isSidecarImage(image) && !mayEnd(container);
  return endless(container) ?? (isSidecar ? 'its image runs until it is stopped' : undefined);
}
