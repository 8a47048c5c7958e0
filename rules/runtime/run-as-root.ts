import { Finding } from '../finding';
import { called, containers } from '../model/pod';

/**
 * A container that must not run as root and is told to run as user 0. The API server lets it pass; the kubelet never creates the
 * container. What a container says counts before what the pod says.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
 */
export function runAsRoot(pod: any): Finding[] {
  const found: Finding[] = [];
  const ofPod = pod?.spec?.securityContext;
  for (const container of containers(pod)) {
    const own = container.value.securityContext;
    if ((own?.runAsNonRoot ?? ofPod?.runAsNonRoot) !== true || (own?.runAsUser ?? ofPod?.runAsUser) !== 0) {
      continue;
    }
    const said = own?.runAsUser === 0 ? `${container.path}.securityContext` : 'spec.securityContext';
    const forbidden = own?.runAsNonRoot === true ? 'the container' : 'the pod';
    found.push({
      rule: 'runtime/run-as-root',
      severity: 'error',
      path: `${said}.runAsUser`,
      what: `${called(container)} is to run as user 0, and ${forbidden} says runAsNonRoot.`,
      why: 'The kubelet does not create such a container.',
      fix: 'Give it another user, or leave runAsNonRoot out.',
    });
  }
  return found;
}
