import { Container, Volume, VolumeMount } from '../../kubernetes/types';
import { mountClash, nameClash } from '../../rules/composition';
import { Finding, findingOf } from '../../rules/finding';
import { folderOf } from '../../rules/model/mounts';
import { sidecarKeepsJob } from '../../rules/runtime';
import { AttachedPattern, ComposeOptions, Contribution, contributionsOf } from './contributions';
import { mergeIntoApp } from './merge-into-app';
import { PlainData } from './plain-data';
import { ContainerOrder, orderContainers } from './start-order';
import { FileMount, wireFiles } from './wire-files';

/** The parts of a pod that patterns add to. */
export interface PodParts extends ContainerOrder {
  readonly volumes: readonly Volume[];
}

/** Adds patterns to a pod, in the order given. It overwrites nothing: it omits what clashes, and reports it. */
export function compose(
  pod: PodParts,
  patterns: readonly AttachedPattern[],
  options: ComposeOptions,
  data: PlainData,
): PodParts {
  const { findings } = data;
  const contributions = contributionsOf(patterns, options, data).map(withoutClashes(pod, findings));
  const volumes = [...pod.volumes, ...contributions.flatMap((contribution) => contribution.volumes)];
  const sidecarsIn = (form: string): Container[] =>
    contributions.flatMap(({ sidecarForm, sidecars }) => (sidecarForm === form ? sidecars : []));
  const own = pod.containers.map((container) => {
    const helping = contributions.filter(({ helps }) => helps === container);
    return helping.length === 0 ? container : mergeIntoApp(container, helping, findings);
  });
  const steps = contributions.flatMap(({ initContainers }) => initContainers);
  const order = orderContainers(
    {
      initContainers: [...pod.initContainers, ...steps, ...sidecarsIn('native')],
      containers: [...own, ...sidecarsIn('classic')],
    },
    contributions,
    findings,
  );
  const wired = wireFiles(contributions, volumes, order, findings);
  const mounted = (container: Container): Container => withMounts(container, wired.mounts, findings);
  contributions.forEach((contribution) => checkCompletion(contribution, options, findings));
  return {
    initContainers: order.initContainers.map(mounted),
    containers: order.containers.map(mounted),
    volumes: [...volumes, ...wired.volumes],
  };
}

/** Omits the containers and volumes whose names the pod, or an earlier pattern, already uses. */
function withoutClashes(pod: PodParts, findings: Finding[]): (contribution: Contribution) => Contribution {
  const ownersOf = (list: readonly { readonly name: string }[]): Map<string, string> =>
    new Map(list.map(({ name }) => [name, 'the pod']));
  const containers = ownersOf([...pod.initContainers, ...pod.containers]);
  const volumes = ownersOf(pod.volumes);
  return (contribution) => {
    const isFree =
      (owners: Map<string, string>, kind: string, list: string) =>
      ({ name }: { readonly name: string }, i: number): boolean => {
        const owner = owners.get(name);
        if (owner === undefined || name === undefined) {
          owners.set(name, `the pattern "${contribution.pattern}"`);
          return true;
        }
        const path = `${contribution.path}.${list}[${i}].name`;
        findings.push(findingOf(nameClash, path, `${owner} already has a ${kind} "${name}".`, 'Rename one of them.'));
        return false;
      };
    return {
      ...contribution,
      initContainers: contribution.initContainers.filter(isFree(containers, 'container', 'initContainers')),
      sidecars: contribution.sidecars.filter(isFree(containers, 'container', 'sidecars')),
      volumes: contribution.volumes.filter(isFree(volumes, 'volume', 'volumes')),
    };
  };
}

/** Adds the mounts of shared files to a container, except at paths where it already mounts something else. */
function withMounts(container: Container, mounts: readonly FileMount[], findings: Finding[]): Container {
  const own = container.volumeMounts ?? [];
  const added: VolumeMount[] = [];
  for (const { container: name, mount, path, pattern } of mounts) {
    if (name !== container.name) {
      continue;
    }
    const other = [...own, ...added].find(({ mountPath }) => mountPath === mount.mountPath);
    if (other === undefined) {
      added.push(mount);
      continue;
    }
    if (other.name !== mount.name || !isSameFolder(other, mount)) {
      const what = `container "${name}" mounts ${described(other)} at "${mount.mountPath}", but the pattern "${pattern}" mounts ${described(mount)} there.`;
      findings.push(findingOf(mountClash, `${path}.mountPath`, what, 'Change the mountPath of one of them.'));
      continue;
    }
    const isOwn = !added.includes(other);
    const field = lostField(other, mount) ?? (isOwn ? undefined : lostField(mount, other));
    if (field !== undefined) {
      const what = `container "${name}" has another mount of ${described(mount)} at "${mount.mountPath}", with another \`${field}\`.`;
      const why = 'A container can have only one mount at a path.';
      findings.push(findingOf(mountClash, path, what, `Set the same \`${field}\` in both.`, { why }));
    } else if (other.readOnly === true && mount.readOnly !== true) {
      // one writable mount is enough for a container that reads and writes the same files
      if (isOwn) {
        const what = `container "${name}" writes the files "${mount.name}", but its own mount of them at "${mount.mountPath}" is read-only.`;
        findings.push(findingOf(mountClash, path, what, 'Remove its own mount.', { why: 'It could not write them.' }));
      } else {
        added[added.indexOf(other)] = mount;
      }
    }
  }
  return added.length === 0 ? container : { ...container, volumeMounts: [...own, ...added] };
}

function isSameFolder(a: VolumeMount, b: VolumeMount): boolean {
  return folderOf(a) === folderOf(b) && (a.subPathExpr ?? '') === (b.subPathExpr ?? '');
}

/** A field that a mount sets, and another mount of the same folder does not. `readOnly` does not count. */
function lostField(other: VolumeMount, mount: VolumeMount): string | undefined {
  const { name, mountPath, subPath, subPathExpr, readOnly, ...fields } = mount;
  return Object.entries(fields).find(
    ([field, value]) => value !== null && JSON.stringify(other[field as keyof VolumeMount]) !== JSON.stringify(value),
  )?.[0];
}

function described(mount: VolumeMount): string {
  const folder = folderOf(mount) ?? (mount.subPathExpr || undefined);
  return folder === undefined ? `the volume "${mount.name}"` : `the folder "${folder}" of the volume "${mount.name}"`;
}

/** Reports classic sidecars in a pod that should complete. */
function checkCompletion(
  { sidecars, sidecarForm, path }: Contribution,
  { completes }: ComposeOptions,
  findings: Finding[],
): void {
  if (completes === undefined || sidecarForm === 'native') {
    return;
  }
  const severity = completes === 'Job' ? 'error' : 'warning';
  const why = `It runs after the app has ended, so the ${completes} never completes.`;
  const fix =
    "Set the version of a cluster that has native sidecars: KubernetesVersion.set(app, '1.29'). If the sidecar ends by itself, waive " +
    `the rule: Waiver.add(${completes.toLowerCase()}, '${sidecarKeepsJob.id}', 'why it ends').`;
  for (const { name } of sidecars) {
    const what = `"${name}" is a classic sidecar in a ${completes === 'Job' ? 'Job' : 'pod that is not restarted'}.`;
    findings.push(findingOf(sidecarKeepsJob, path, what, fix, { severity, why }));
  }
}
