import { Finding } from '../finding';
import { called, containers, staysUp } from '../model/pod';
import { endless } from '../model/endless';

/**
 * An init container that never ends. What comes after it never starts. What is to stay is a native sidecar, with restartPolicy: Always.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
 */
export function initNeverEnds(pod: any): Finding[] {
  const found: Finding[] = [];
  for (const container of containers(pod)) {
    const reason = staysUp(container) ? undefined : endless(container);
    if (reason !== undefined) {
      found.push({
        rule: 'runtime/init-never-ends',
        severity: 'warning',
        path: container.path,
        what: `the init container ${called(container).replace('container ', '')} never ends: ${reason}.`,
        why: 'What comes after it starts when it has ended.',
        fix: 'If it is to stay beside the app, say restartPolicy: Always (Kubernetes 1.29 and later).',
      });
    }
  }
  return found;
}
