import { USER_NAMESPACE } from '../pod-security-check';
import { ContainerModel } from '../model/container-model';
import { imageOfRefusedUser, userFix, userOf } from '../model/image-user';
import { PodModel } from '../model/pod-model';
import { rule } from '../rule';
import { listed } from '../validation/go-format';
import { faultIf, forbidden, refusedContainers, refusedSecurityContexts } from '../validation/offenders';

export const runAsNonRoot = rule({
  id: 'pod-security/run-as-non-root',
  severity: 'error',
  summary: 'Every container, or the pod for all its containers, must set `runAsNonRoot` to true.',
  why: 'A process that runs as root and escapes from its container is root on the node.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  podSecurity: {
    level: 'restricted',
    since: 0,
    exempts: USER_NAMESPACE,
    fills: {
      field: 'runAsNonRoot',
      value: true,
      unless: ({ securityContext }, { spec }) => (securityContext?.runAsUser ?? spec.securityContext?.runAsUser) === 0,
    },
    find(pod) {
      const root = refusedSecurityContexts(pod, ({ runAsNonRoot: value }) =>
        faultIf(value === false, forbidden('runAsNonRoot', false, 'Set `runAsNonRoot` to true.')),
      );
      const ofPod = pod.spec.securityContext?.runAsNonRoot;
      const unset = refusedContainers(pod, (value, container) =>
        faultIf((value.securityContext?.runAsNonRoot ?? ofPod) === undefined, {
          path: 'securityContext.runAsNonRoot',
          what: 'neither the container nor the pod sets the field.',
          fix: `Set \`runAsNonRoot\` to true, here or in \`spec.securityContext\`.${userHint(container, pod)}`,
        }),
      );
      return {
        reason: 'runAsNonRoot != true',
        detail:
          root.faults.length > 0
            ? `${root.named} must not set securityContext.runAsNonRoot=false`
            : `pod or ${listed('container', unset.containers)} must set securityContext.runAsNonRoot=true`,
        faults: [...root.faults, ...unset.faults],
      };
    },
  },
});

/** What the container needs as well, because `runAsNonRoot` refuses the user of its image. */
function userHint(container: ContainerModel, { spec }: PodModel): string {
  const image = imageOfRefusedUser(container, spec);
  return image === undefined ? '' : ` The user of ${image.name} is ${userOf(image)}, so also ${userFix(image)}.`;
}
