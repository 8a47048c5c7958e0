import { isObject } from '../model/pod';
import { podSecurity, PodSecurityFinding } from './pod-security';
import { PodView } from './pod-view';
import { PodSecurityPolicy } from './policy';
import { Violation, violations } from './violations';

/** What a container still needs so that a level admits it. */
export interface Hardening {
  /** What can be filled in: fields of which neither the container nor, where its word counts, the pod says anything. */
  readonly fields: HardenedField[];
  /** The container with these fields; itself where there are none. What it says is never changed. */
  readonly container: any;
  /** What stays wrong, because somebody says so. Paths start at the container: `securityContext.privileged`. */
  readonly lacks: PodSecurityFinding[];
}

export interface HardenedField {
  /** Its place in the container: `securityContext.capabilities.drop`. */
  readonly path: string;
  readonly value: any;
}

const PLACE = 'spec.containers[0].';

/**
 * What a level demands of one container of a pod, init containers too: what to fill in, and what only its author can change. What
 * the pod itself does wrong, such as a hostPath volume, is told by `podSecurity`.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function hardening(container: any, { level, version }: PodSecurityPolicy, pod: any): Hardening {
  const fields = violations(alone(container, pod), level, version).flatMap((one) => filled(one, container, pod));
  const hardened = fields.reduce((one, { path, value }) => withField(one, path.split('.'), value), container);
  const lacks = podSecurity(alone(hardened, pod), level, version)
    .filter(({ path }) => path.startsWith(PLACE))
    .map((finding) => ({ ...finding, path: finding.path.slice(PLACE.length) }));
  return { fields, container: hardened, lacks };
}

/** The pod as if it had this container only. */
function alone(container: any, pod: any): any {
  const spec = { ...pod?.spec, containers: [container], initContainers: [], ephemeralContainers: [], volumes: [] };
  return { metadata: pod?.metadata, spec };
}

/** What a check would have filled in: at a place that it finds wrong, and where nothing stands. */
function filled({ check: { fills }, faults }: Violation, container: any, pod: any): HardenedField[] {
  if (fills === undefined || fills.unless?.(container, new PodView(pod))) {
    return [];
  }
  const path = `securityContext.${fills.field}`;
  const there = path.split('.').reduce((value, field) => value?.[field], container) ?? undefined;
  return there === undefined && faults.some((fault) => fault.path === PLACE + path)
    ? [{ path, value: fills.value }]
    : [];
}

/** A copy in which the field at a path has a value. */
function withField(value: any, [first, ...rest]: string[], to: any): any {
  if (first === undefined) {
    return to;
  }
  const inside = isObject(value) ? value : {};
  return { ...inside, [first]: withField(inside[first], rest, to) };
}
