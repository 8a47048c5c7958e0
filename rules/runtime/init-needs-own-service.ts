import type { Output, OutputPod } from '../model/output';
import { SelectingObject } from '../model/selecting-object';
import { awaitedHosts } from '../model/service-waits';
import { rule } from '../rule';

export const initNeedsOwnService = rule({
  id: 'runtime/init-needs-own-service',
  severity: 'error',
  summary: 'An init container must not wait for a Service that selects only the pods of its own workload.',
  details:
    'The rule knows loops without an end around `nc`, `curl`, `wget`, the clients of databases, and `/dev/tcp`. It ignores a Service with `publishNotReadyAddresses: true`, and waits that end after some attempts.',
  why: 'A Service sends no requests to a pod that is not ready, and a pod is not ready before its init containers have ended.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/',
  checkOutput(object, output, report) {
    const pod = output.podOf(object);
    for (const container of pod?.pod.containers.filter(({ role }) => role === 'init container') ?? []) {
      const [found] = awaitedHosts(container).flatMap(({ host, text }) => {
        const service = ownService(host, pod!, output);
        return service === undefined ? [] : [{ service, text }];
      });
      if (found !== undefined) {
        report(
          pod!.at(`${container.path}.${container.script!.field}`),
          `"${found.text}" waits for the Service "${found.service.name}", which selects only the pods of ${pod!.label}.`,
          'Remove the wait, or move it to a container of the app.',
        );
      }
    }
  },
});

/** The Service that has a host name and selects no pods but these. */
function ownService(host: string, pod: OutputPod, output: Output): SelectingObject | undefined {
  const [name, namespace, svc = 'svc'] = host.split('.');
  for (const service of output.servicesOf(pod)) {
    const isHere = namespace === undefined || service.namespace === '' || service.namespace === namespace;
    if (service.name === name && isHere && svc === 'svc' && service.spec.publishNotReadyAddresses !== true) {
      const selected = output.selected(service);
      return selected.length === 1 && selected[0] === pod ? service : undefined;
    }
  }
  return undefined;
}
