import { rule } from '../rule';

export const noReadinessProbe = rule({
  id: 'advice/no-readiness-probe',
  severity: 'advice',
  summary: 'A pod behind a Service should have a readiness probe.',
  why: 'The pod receives requests as soon as it starts, and also while it cannot answer.',
  see: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#readiness-probe',
  checkOutput(object, output, report) {
    const pod = output.podOf(object);
    const [service] = pod === undefined ? [] : output.servicesOf(pod);
    if (pod === undefined || service === undefined) {
      return;
    }
    const { stayingUp, spec } = pod.pod;
    const hasProbe = stayingUp.some(({ value }) => value.readinessProbe !== undefined);
    if (stayingUp.length > 0 && !hasProbe && spec.readinessGates === undefined) {
      report(
        pod.at(stayingUp[0].path),
        `${stayingUp[0].label} has no readiness probe, and is behind the Service "${service.name}".`,
        'Add a `readinessProbe`.',
      );
    }
  },
});
