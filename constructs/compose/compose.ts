import { Finding } from '../../rules/finding';
import { folderOf } from '../../rules/model/mounts';
import { Container, Volume, VolumeMount } from '../../kubernetes/types';
import { withAdditions } from './merge-into-app';
import { contributions, Helping, Part, ToPlain } from './contributions';
import { noSuchContainer, startOrder } from './start-order';
import { FileMount, wireFiles } from './wire-files';

/** The parts of a pod that patterns add to, as their author wrote them. */
export interface PodParts {
  readonly containers: Container[];
  readonly initContainers: Container[];
  readonly volumes: Volume[];
}

/** What is to be known of a pod besides. */
export interface Circumstances {
  /** The Kubernetes version that it is for. */
  readonly version: string;
  /** What is there to complete, if something is: a Job, or a pod that is not restarted. */
  readonly completes: 'Job' | 'pod' | undefined;
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
export function compose(pod: PodParts, patterns: Helping[], circumstances: Circumstances, toPlain: ToPlain): Composed {
  const { parts: wanted, findings } = contributions(patterns, circumstances.version, toPlain);
  const parts = wanted.map(hardened(circumstances)).map(notTaken(pod, findings));
  const volumes = [...pod.volumes, ...parts.flatMap((part) => part.volumes)];
  const sidecars = parts.flatMap((part) => part.sidecars);
  const inForm = (form: string): Container[] =>
    parts.flatMap((part) => (part.sidecarForm === form ? part.sidecars : []));
  const own = pod.containers.map((container) => {
    const helping = parts.filter(({ helps }) => helps === container);
    return helping.length === 0 ? container : withAdditions(container, helping, findings);
  });
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
  const wiring = wireFiles(files, volumes, order);
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
      ...parts.flatMap((part) => keptAlive(part, circumstances)),
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

/** A container with its ends of shared files, but for those at a path where it sees something else already. */
function withMounts(container: Container, mounts: FileMount[], findings: Finding[]): Container {
  const own = container.volumeMounts ?? [];
  const added: VolumeMount[] = [];
  for (const { container: name, mount, path, pattern } of mounts) {
    if (name !== container.name) {
      continue;
    }
    const other = [...own, ...added].find(({ mountPath }) => mountPath === mount.mountPath);
    if (other === undefined) {
      added.push(mount);
    } else if (other.name !== mount.name || folderOf(other) !== folderOf(mount)) {
      findings.push(mountClash(name, other, mount, pattern, path));
    } else if (other.readOnly === true && mount.readOnly !== true) {
      // who writes as well sees by one mount what it reads and writes; how the author mounts it is left as it is
      if (added.includes(other)) {
        added[added.indexOf(other)] = mount;
      } else {
        findings.push(mountedReadOnly(name, mount, path));
      }
    }
  }
  return added.length === 0 ? container : { ...container, volumeMounts: [...own, ...added] };
}

function mountClash(name: string, other: VolumeMount, mount: VolumeMount, pattern: string, path: string): Finding {
  const folder = (one: VolumeMount): string =>
    folderOf(one) === undefined ? `"${one.name}"` : `"${one.name}" (its folder "${folderOf(one)}")`;
  return {
    rule: 'runtime/mount-clash',
    severity: 'error',
    path: `${path}.mountPath`,
    what: `container "${name}" sees the volume ${folder(other)} at "${mount.mountPath}", where "${pattern}" has ${folder(mount)}.`,
    why: 'Only one volume can be seen at a path.',
    fix: 'Mount one of the two elsewhere.',
  };
}

function mountedReadOnly(name: string, { name: volume, mountPath }: VolumeMount, path: string): Finding {
  return {
    rule: 'runtime/mount-clash',
    severity: 'error',
    path,
    what: `container "${name}" is to write the files "${volume}", and mounts them at "${mountPath}" itself, read-only.`,
    why: 'It could not write them.',
    fix: 'Leave its own mount out.',
  };
}

/** Classic sidecars go on when the app is done. */
function keptAlive({ sidecars, sidecarForm, path }: Part, { completes }: Circumstances): Finding[] {
  return completes === undefined || sidecarForm === 'native'
    ? []
    : sidecars.map(({ name }) => ({
        rule: 'runtime/sidecar-keeps-job',
        severity: completes === 'Job' ? 'error' : 'warning',
        path,
        what: `"${name}" is a classic sidecar in a ${completes === 'Job' ? 'Job' : 'pod that is not restarted'}.`,
        why: `It goes on when the app is done, so that the ${completes} never completes.`,
        fix:
          "Make it native, for clusters of 1.29 and later: KubernetesVersion.set(app, '1.29'). If it ends by itself, say so: " +
          `Waiver.add(${completes.toLowerCase()}, 'runtime/sidecar-keeps-job', 'why it ends').`,
      }));
}
