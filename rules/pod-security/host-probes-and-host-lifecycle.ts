import { Check } from './check';
import { uses } from './host-ports';
import { listed, plural, quoted, sorted, text } from './go-format';

/** Where a container may have a probe or a hook that asks a host. */
const ASKING = [
  ['livenessProbe'],
  ['readinessProbe'],
  ['startupProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
];
const BY = ['httpGet', 'tcpSocket'];

/**
 * Probes and lifecycle hooks ask the pod itself: none names another host.
 *
 * Baseline, from 1.34 on.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 */
export const hostProbesAndHostLifecycle: Check = {
  id: 'host-probes-and-host-lifecycle',
  level: 'baseline',
  since: 34,
  why: 'It is the node that asks, so a pod could have it ask any host that the node can reach.',
  find(pod) {
    const bad = pod.containersWhere(asksHosts);
    if (bad === undefined) {
      return undefined;
    }
    const names = sorted(bad.names);
    const hosts = bad.values((container) => hostsOf(container).map(([, host]) => host));
    return {
      reason: 'probe or lifecycle host',
      detail: `${listed('container', names)} ${uses(names)} ${plural('probe or lifecycle host', hosts.length)} ${quoted(hosts)}`,
      faults: bad.faults((container, path) =>
        hostsOf(container).map(([place, host]) => ({
          path: `${path}.${place}`,
          what: `it asks "${host}".`,
          fix: 'Leave it out: the pod itself is then asked.',
        })),
      ),
    };
  },
};

function asksHosts(container: any): boolean {
  const { livenessProbe, readinessProbe, startupProbe, lifecycle } = container;
  return (livenessProbe || readinessProbe || startupProbe || lifecycle) && hostsOf(container).length > 0;
}

/** The hosts that a container's probes and hooks name, with their places. */
function hostsOf(container: any): [string, string][] {
  return ASKING.flatMap((way) => {
    const asker = way.reduce((value, field) => value?.[field], container);
    return BY.flatMap((by): [string, string][] => {
      const host = text(asker?.[by]?.host);
      return host === '' ? [] : [[`${way.join('.')}.${by}.host`, host]];
    });
  });
}
