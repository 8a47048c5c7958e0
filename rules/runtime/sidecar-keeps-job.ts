import { Finding } from '../finding';
import { called, containers, PlacedContainer } from '../model/pod';
import { endless, mayEnd } from '../model/endless';
import { isSidecarImage } from '../model/images';

/**
 * A container that serves for ever beside one that is to complete, in the pod of a Job, or in any pod that is not restarted. It goes on
 * when the work is done, so that the pod never completes. Told of commands that wait for ever, and of images that are known as sidecars
 * or servers; whether another one is stopped by the app cannot be seen.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers
 */
export function sidecarKeepsJob(pod: any): Finding[] {
  const spec = pod?.spec;
  if (
    !Array.isArray(spec?.containers) ||
    spec.containers.length < 2 ||
    (spec.restartPolicy !== 'Never' && spec.restartPolicy !== 'OnFailure') ||
    // the app may end what it sees
    spec.shareProcessNamespace === true
  ) {
    return [];
  }
  const found: Finding[] = [];
  const main = containers(pod).filter(({ init }) => !init);
  for (const container of main) {
    const reason = endless(container) ?? sidecar(container);
    if (reason !== undefined) {
      found.push({
        rule: 'runtime/sidecar-keeps-job',
        severity: 'warning',
        path: container.path,
        what: `${called(container)} keeps the pod from completing: ${reason}.`,
        why: 'A pod is done when all its containers are.',
        fix: 'Move it to the initContainers with restartPolicy: Always (Kubernetes 1.29 and later), where it is stopped in the end.',
      });
    }
  }
  return found.length < main.length ? found : [];
}

function sidecar(container: PlacedContainer): string | undefined {
  const { command, image } = container.value;
  return command === undefined && isSidecarImage(image) && !mayEnd(container)
    ? 'its image serves until it is stopped'
    : undefined;
}
