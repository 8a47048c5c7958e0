import { longestSuffix } from '../../../util/longest-suffix';
import { PlainObject } from '../../../util/plain-object';
import { addressesIn, Address, AddressItems } from './addresses';
import { ContainerView, PodView } from './pod-view';
import { appOf, helps, initRole, Role, sidecarRole } from './roles';
import { SharedVolume, sharedVolumes } from './shared-volumes';

/** A pattern of a pod. */
export interface PlannedPattern {
  readonly role: Role;
  /** The containers of the pattern; an ambassador or an adapter is alone. */
  readonly containers: readonly ContainerView[];
  /** The names of the sidecars that start before a step. */
  readonly startsAfter: readonly string[];
  readonly files: readonly SharedVolume[];
  readonly addresses: readonly Address[];
  /** The variable with which an ambassador knows the number of its port. It is its first variable. */
  readonly portVariable: string | undefined;
}

/** How patterns write a pod. */
export interface Plan {
  readonly app: ContainerView;
  /** The containers that stay in `containers`. */
  readonly others: readonly ContainerView[];
  readonly patterns: readonly PlannedPattern[];
  /** The addresses that patterns add to a container. */
  readonly items: ReadonlyMap<ContainerView, AddressItems>;
}

/** Parts of a plan that can be left out, because a pattern cannot always write them in the order of the manifest. */
export interface PlanOptions {
  readonly files: boolean;
  readonly addresses: boolean;
}

interface Helper {
  readonly container: ContainerView;
  readonly role: Role;
}

/**
 * The plan for a pod with helpers; undefined if the pod has none, or if its main container is not the first, which the constructs require.
 * @param metadata the metadata of the object
 */
export function planOf(pod: PodView, metadata: PlainObject, options: PlanOptions): Plan | undefined {
  const app = appOf(pod, metadata);
  if (app !== pod.containers[0]) {
    return undefined;
  }
  const beside = pod.containers.slice(1);
  const sidecars = longestSuffix(beside, (container) => helps(container, app, pod));
  const helpers = [
    ...pod.initContainers.map((container) => ({ container, role: initRole(container, app, pod) })),
    ...sidecars.map((container) => ({ container, role: sidecarRole(container, app, pod) })),
  ];
  if (helpers.length === 0) {
    return undefined;
  }
  const withPorts = grouped(helpers).map((pattern) => ({ ...pattern, portVariable: portVariableOf(pattern) }));
  const { patterns, items } = options.addresses
    ? withAddresses(withPorts, app)
    : { patterns: withPorts, items: new Map() };
  const others = beside.slice(0, beside.length - sidecars.length);
  return { app, others, patterns: options.files ? withFiles(patterns, pod) : patterns, items };
}

/** Groups helpers that follow one another and have the same role. A step after sidecars starts after them. */
function grouped(helpers: readonly Helper[]): PlannedPattern[] {
  const groups: (Omit<PlannedPattern, 'containers'> & { containers: ContainerView[] })[] = [];
  let started: string[] = [];
  for (const { container, role } of helpers) {
    const group = groups[groups.length - 1];
    if (
      group?.role === role &&
      group.containers[0].list === container.list &&
      (role === 'step' || role === 'sidecar')
    ) {
      group.containers.push(container);
    } else {
      const startsAfter = role === 'step' ? started : [];
      groups.push({ role, containers: [container], startsAfter, files: [], addresses: [], portVariable: undefined });
      started = role === 'step' ? [] : started;
    }
    if (role !== 'step') {
      started = [...started, container.name];
    }
  }
  return groups;
}

function portVariableOf({ role, containers: [{ env, ports, fields }] }: PlannedPattern): string | undefined {
  const [{ name, value, ...others } = {} as PlainObject] = env;
  const [port] = ports;
  const isPort = ports.length === 1 && value === String(port.containerPort) && Array.isArray(fields.env);
  return role === 'ambassador' && isPort && typeof name === 'string' && Object.keys(others).length === 0
    ? name
    : undefined;
}

/** The patterns with the addresses of ambassadors in the app, and of the app in adapters. */
function withAddresses(patterns: readonly PlannedPattern[], app: ContainerView): Pick<Plan, 'patterns' | 'items'> {
  const ambassadors = patterns.filter(({ role }) => role === 'ambassador');
  const ofAmbassadors = addressesIn(
    app,
    ambassadors.map(({ containers: [container] }) => container),
  );
  const items = new Map([[app, ofAmbassadors.items]]);
  const result = patterns.map((pattern) => {
    const [container] = pattern.containers;
    if (pattern.role !== 'adapter') {
      return { ...pattern, addresses: ofAmbassadors.addresses[ambassadors.indexOf(pattern)] ?? [] };
    }
    const ofApp = addressesIn(container, [app]);
    items.set(container, ofApp.items);
    return { ...pattern, addresses: ofApp.addresses[0] };
  });
  return { patterns: result, items };
}

/** The patterns with the volumes that their containers share: each volume belongs to the first pattern whose containers mount it. */
function withFiles(patterns: readonly PlannedPattern[], pod: PodView): PlannedPattern[] {
  const ownerOf = ({ writers, readers }: SharedVolume): number =>
    patterns.findIndex(({ containers }) =>
      [...writers, ...readers].some(({ container }) => containers.includes(container)),
    );
  const inOrder = (volumes: readonly SharedVolume[]): boolean =>
    volumes.every((volume, i) => i === 0 || ownerOf(volumes[i - 1]) <= ownerOf(volume));
  const helpers = patterns.flatMap(({ containers }) => containers);
  const volumes = sharedVolumes(pod, helpers, inOrder);
  return patterns.map((pattern, i) => ({ ...pattern, files: volumes.filter((volume) => ownerOf(volume) === i) }));
}
