import { Finding } from '../../rules/finding';
import { Container, Volume } from '../../spec/kubernetes';
import { withAdditions } from './app-additions';
import { contributions, Part, ToPlain } from './contributions';
import { IPattern } from './pattern';
import { noSuchContainer, startOrder } from './start-order';
import { FileMount, wireFiles } from './wire-files';

/** The parts of a pod that patterns add to, as their author wrote them. */
export interface PodParts {
  readonly containers: Container[];
  /** Which of the containers is the app's. */
  readonly app: number;
  readonly initContainers: Container[];
  readonly volumes: Volume[];
}

/** What is to be known of a pod besides. */
export interface Circumstances {
  /** The Kubernetes version that it is for. */
  readonly version: string;
  /** Whether it is there to complete, as the pods of a Job are. */
  readonly completes: boolean;
  /** A container that a pattern adds, with what it has to say besides what the pattern says. */
  readonly hardened: (container: Container) => Container;
}

/** The same parts with all patterns in them, and what was wrong. */
export interface Composed {
  readonly initContainers: Container[];
  readonly containers: Container[];
  readonly volumes: Volume[];
  readonly findings: Finding[];
}

/** Puts patterns into a pod, in the order given. Nothing of the pod is overwritten: what clashes with it is left out, and reported. */
export function compose(pod: PodParts, patterns: IPattern[], circumstances: Circumstances, toPlain: ToPlain): Composed {
  const app = pod.containers[pod.app];
  const { parts: wanted, findings } = contributions(app, patterns, circumstances.version, toPlain);
  const parts = wanted.map(hardened(circumstances)).map(notTaken(pod, findings));
  const volumes = [...pod.volumes, ...parts.flatMap((part) => part.volumes)];
  const sidecars = parts.flatMap((part) => part.sidecars);
  const inForm = (form: string): Container[] =>
    parts.flatMap((part) => (part.sidecarForm === form ? part.sidecars : []));
  const own = pod.containers.map((container, i) => (i === pod.app ? withAdditions(app, parts, findings) : container));
  const order = startOrder(
    {
      initContainers: [...pod.initContainers, ...parts.flatMap((part) => part.initContainers), ...inForm('native')],
      containers: [...own, ...inForm('classic')],
      sidecars,
      patterns: new Map(parts.map((part) => [part.pattern, [...part.initContainers, ...part.sidecars]])),
    },
    parts.flatMap(({ path, startOrder: list }) =>
      list.map((wish, i) => ({ order: wish, path: `${path}.startOrder[${i}]` })),
    ),
  );
  const all = [...order.initContainers, ...order.containers];

  const files = parts.flatMap(({ pattern, path, files: list }) =>
    list.map((shared, i) => ({ files: shared, pattern, path: `${path}.files[${i}]` })),
  );
  const wiring = wireFiles(files, volumes, all);
  const strangers = wiring.mounts.filter((end) => !all.some(({ name }) => name === end.container));
  const mounted = (container: Container): Container => withMounts(container, wiring.mounts, findings);

  return {
    initContainers: order.initContainers.map(mounted),
    containers: order.containers.map(mounted),
    volumes: [...volumes, ...wiring.volumes],
    findings: [
      ...findings,
      ...order.findings,
      ...strangers.map(({ container, path }) => noSuchContainer(container, all, path)),
      ...wiring.findings,
      ...(circumstances.completes ? parts.flatMap(keepsJob) : []),
    ],
  };
}

function hardened({ hardened: harden }: Circumstances): (part: Part) => Part {
  return (part) => ({
    ...part,
    initContainers: part.initContainers.map(harden),
    sidecars: part.sidecars.map(harden),
  });
}

/** A part without the containers and volumes whose names the pod, or a part before it, has already. */
function notTaken(pod: PodParts, findings: Finding[]): (part: Part) => Part {
  const owners = (things: { readonly name: string }[]): Map<string, string> =>
    new Map(things.map(({ name }) => [name, 'the pod']));
  const containers = owners([...pod.initContainers, ...pod.containers]);
  const volumes = owners(pod.volumes);
  return (part) => {
    const free =
      (taken: Map<string, string>, kind: string, list: string) =>
      ({ name }: { readonly name: string }, i: number): boolean => {
        const owner = taken.get(name);
        taken.set(name, owner ?? `"${part.pattern}"`);
        if (owner !== undefined && name !== undefined) {
          findings.push({
            rule: 'runtime/name-clash',
            severity: 'error',
            path: `${part.path}.${list}[${i}].name`,
            what: `${owner} has a ${kind} "${name}" already.`,
            why: `The ${kind}s of a pod are told apart by their names.`,
            fix: 'Give one of the two another name.',
          });
        }
        return owner === undefined || name === undefined;
      };
    return {
      ...part,
      initContainers: part.initContainers.filter(free(containers, 'container', 'initContainers')),
      sidecars: part.sidecars.filter(free(containers, 'container', 'sidecars')),
      volumes: part.volumes.filter(free(volumes, 'volume', 'volumes')),
    };
  };
}

/** A container with its ends of shared files, but for those at a path where it sees another volume already. */
function withMounts(container: Container, mounts: FileMount[], findings: Finding[]): Container {
  const own = [...(container.volumeMounts ?? [])];
  for (const { container: name, mount, path, pattern } of mounts) {
    if (name !== container.name) {
      continue;
    }
    const other = own.find(({ mountPath }) => mountPath === mount.mountPath);
    if (other === undefined) {
      own.push(mount);
    } else {
      findings.push({
        rule: 'runtime/mount-clash',
        severity: 'error',
        path: `${path}.mountPath`,
        what: `container "${name}" sees the volume "${other.name}" at "${mount.mountPath}", where "${pattern}" has "${mount.name}".`,
        why: 'Only one volume can be seen at a path.',
        fix: 'Mount one of the two elsewhere.',
      });
    }
  }
  return own.length === (container.volumeMounts ?? []).length ? container : { ...container, volumeMounts: own };
}

function keepsJob({ sidecars, sidecarForm, path }: Part): Finding[] {
  return sidecarForm === 'native'
    ? []
    : sidecars.map(({ name }) => ({
        rule: 'runtime/sidecar-keeps-job',
        severity: 'error',
        path,
        what: `"${name}" is a classic sidecar in a Job.`,
        why: 'It goes on when the app is done, so that the Job never completes.',
        fix:
          "Make it native, for clusters of 1.29 and later: KubernetesVersion.set(app, '1.29'). If it ends by itself, say so: " +
          `Waiver.add(job, 'runtime/sidecar-keeps-job', 'why it ends').`,
      }));
}
