import { Finding } from '../finding';
import { Output } from '../model/output';
import { called, containers, staysUp } from '../model/pod';

/**
 * A pod that a Service leads to and none of whose containers says when it is ready. It gets traffic as soon as it is started.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#readiness-probe
 */
export function noReadinessProbe(object: any, output: Output): Finding[] {
  const made = output.podOf(object);
  if (made === undefined) {
    return [];
  }
  const [service] = output.servicesOf(made);
  const staying = containers(made.pod).filter(staysUp);
  return service === undefined ||
    staying.length === 0 ||
    staying.some(({ value }) => value.readinessProbe) ||
    made.pod.spec.readinessGates !== undefined
    ? []
    : [
        {
          rule: 'advice/no-readiness-probe',
          severity: 'advice',
          path: [...made.way, staying[0].path].join('.'),
          what: `${called(staying[0])} does not say when it is ready, and the Service "${service.metadata?.name}" leads to it.`,
          why: 'It gets traffic as soon as it is started, and while it cannot answer.',
          fix: 'Give it a readinessProbe.',
        },
      ];
}
