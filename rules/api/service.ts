import { Service, ServiceSpec } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notDnsSubdomain, notQualifiedName } from '../model/names';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { choice, form, range } from '../validation/fields';
import { checkLabels } from '../validation/labels';

const SERVICE_TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const AFFINITIES = ['ClientIP', 'None'];
const TRAFFIC_POLICIES = ['Cluster', 'Local'];
const DISTRIBUTIONS = ['PreferClose'];
const DISTRIBUTIONS_SINCE_1_34 = ['PreferClose', 'PreferSameNode', 'PreferSameZone'];

/** The limit for the session affinity of a client, in seconds. */
const DAY = 86400;

export const service = rule({
  id: 'api/service',
  severity: 'error',
  summary: 'The fields of a Service must fit its type.',
  see: 'https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types',
  checks: {
    Service({ spec = {} }, objectAt, context) {
      const at = objectAt.field('spec');
      choice(spec, at, context, 'type', ['', ...SERVICE_TYPES]);
      if (spec.selector !== undefined) {
        checkLabels(spec.selector, at, 'selector', 'label', context);
      }
      checkExternalName(spec, at, context);
      checkAffinity(spec, at, context);
      checkLoadBalancer(spec, at, context);
      checkTraffic(spec, at, context);
    },
  },
});

export function typeOf({ type }: ServiceSpec): string {
  return type || 'ClusterIP';
}

function checkExternalName(spec: ServiceSpec, at: FieldPath, context: ValidationContext): void {
  if (typeOf(spec) !== 'ExternalName') {
    return;
  }
  const { externalName = '' } = spec;
  const name = externalName.replace(/\.$/, '');
  if (name === '') {
    const why = 'A Service of type ExternalName is an alias of another name.';
    context.required(at.field('externalName'), '`externalName` is missing.', why, 'Set `externalName`.');
  } else {
    form({ externalName: name }, at, context, 'externalName', notDnsSubdomain);
  }
}

function checkAffinity(spec: ServiceSpec, at: FieldPath, context: ValidationContext): void {
  const { sessionAffinity, sessionAffinityConfig: config } = spec;
  choice(spec, at, context, 'sessionAffinity', ['', ...AFFINITIES]);
  if (sessionAffinity === 'ClientIP') {
    const { timeoutSeconds } = config?.clientIP ?? {};
    range({ timeoutSeconds }, at.field('sessionAffinityConfig').field('clientIP'), context, 'timeoutSeconds', 1, DAY);
  }
}

function checkLoadBalancer(spec: ServiceSpec, at: FieldPath, context: ValidationContext): void {
  if (typeOf(spec) === 'LoadBalancer') {
    form(spec, at, context, 'loadBalancerClass', notQualifiedName);
    return;
  }
  for (const field of ['allocateLoadBalancerNodePorts', 'loadBalancerClass'] as const) {
    if (spec[field] !== undefined) {
      const fix = `Set \`type\` to LoadBalancer, or remove \`${field}\`.`;
      context.forbidden(at.field(field), `\`${field}\` is set.`, 'Only a load balancer can have it.', fix);
    }
  }
}

/** Whether clients outside the cluster reach the Service at addresses of nodes or load balancers. */
function isExternal(spec: ServiceSpec): boolean {
  const { externalIPs = [] } = spec;
  const type = typeOf(spec);
  return type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && externalIPs.length > 0);
}

function checkTraffic(spec: ServiceSpec, at: FieldPath, context: ValidationContext): void {
  const { externalTrafficPolicy: policy = '', healthCheckNodePort = 0 } = spec;
  if (isExternal(spec)) {
    choice(spec, at, context, 'externalTrafficPolicy', ['', ...TRAFFIC_POLICIES]);
  } else if (policy !== '') {
    const fix = 'Remove `externalTrafficPolicy`, or set `type` to NodePort or LoadBalancer.';
    const why = 'Traffic from outside does not reach a Service of this type.';
    context.invalid(at.field('externalTrafficPolicy'), '`externalTrafficPolicy` is set.', why, fix);
  }
  if (typeOf(spec) === 'LoadBalancer' && policy === 'Local') {
    // 0 means that the server chooses a port
    if (healthCheckNodePort !== 0) {
      range(spec, at, context, 'healthCheckNodePort', 1, 65535);
    }
  } else if (healthCheckNodePort !== 0) {
    const why = 'Only a load balancer with `externalTrafficPolicy: Local` checks the health of nodes.';
    context.invalid(at.field('healthCheckNodePort'), '`healthCheckNodePort` is set.', why, 'Remove it.');
  }
  choice(spec, at, context, 'internalTrafficPolicy', TRAFFIC_POLICIES);
  // 1.30 drops the field
  if (context.minor >= 31) {
    const distributions = context.minor >= 34 ? DISTRIBUTIONS_SINCE_1_34 : DISTRIBUTIONS;
    choice(spec, at, context, 'trafficDistribution', distributions);
  }
}

/** Whether a Service has no IP address of its own. */
export function isHeadless({ spec = {} }: Service): boolean {
  const { clusterIP, clusterIPs = [] } = spec;
  return clusterIP === 'None' || (!clusterIP && clusterIPs.length === 1 && clusterIPs[0] === 'None');
}
