import { ContainerModel } from '../model/container-model';
import { isSidecarImage } from '../model/images';
import { servicePorts } from '../model/selecting-object';
import { rule } from '../rule';

/** A container that helps another container. */
const HELPER = /export|metric|proxy|envoy|ambassador|adapter|agent|sidecar|auth/i;

export const twoAppsInPod = rule({
  id: 'advice/two-apps-in-pod',
  severity: 'advice',
  summary: 'Services should lead to only one container of a pod.',
  details: 'Two containers belong in one pod only if they must run on one machine and must scale together.',
  why: 'They always scale together and run on one machine.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/#how-pods-manage-multiple-containers',
  checkOutput(object, output, report) {
    const pod = output.podOf(object);
    if (pod === undefined || pod.pod.stayingUp.length < 2) {
      return;
    }
    const targets = new Set([...output.servicesOf(pod)].flatMap(servicePorts).map((port) => port.targetPort));
    const [first, ...others] = pod.pod.stayingUp.filter(
      (container) =>
        !isHelper(container) &&
        container.ports.some(
          ({ containerPort, name }) => targets.has(containerPort) || (name !== undefined && targets.has(name)),
        ),
    );
    for (const { path, label } of others) {
      report(
        pod.at(path),
        `${label} receives requests on its own port, as ${first.label} of the same pod does.`,
        'Move each to its own workload, unless they share files or memory.',
      );
    }
  },
});

function isHelper({ value, role }: ContainerModel): boolean {
  return role !== 'container' || isSidecarImage(value.image) || HELPER.test(`${value.name} ${value.image}`);
}
