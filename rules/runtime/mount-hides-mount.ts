import { posix } from 'path';
import { VolumeMount } from '../../kubernetes/decoded';
import { ContainerModel } from '../model/container-model';
import { folderOf, readOnlySource } from '../model/mounts';
import { PathTree } from '../model/path-tree';
import { PodModel } from '../model/pod-model';
import { Report, rule } from '../rule';

/** A path that has another spelling. */
const UNTIDY = /^[^/]|.\/$|\/\/|\/\.\.?(\/|$)/;
const FIX = 'Change the `mountPath` of one of the two.';

export const mountHidesMount = rule({
  id: 'runtime/mount-hides-mount',
  severity: 'error',
  summary: 'Two mounts of a container must not have one path in two spellings, such as `/data` and `/data/`.',
  details:
    'The API server compares the texts. In the container, only one of the two volumes is visible. A mount below another mount works in any order, because the outer one is mounted first. It is a problem only if another container writes to that folder of the outer volume, by its `subPath`: this container does not see these files.',
  see: 'https://kubernetes.io/docs/concepts/storage/volumes/',
  fields: ['Container.volumeMounts'],
  check(pod, report) {
    let written: ReadonlyMap<string, PathTree<ContainerModel>> | undefined;
    for (const container of pod.containers) {
      if (container.mounts.length > 1) {
        if (container.mounts.some(({ mountPath = '' }) => UNTIDY.test(mountPath))) {
          checkSpellings(container, report);
        }
        written ??= writtenFolders(pod);
        if (written.size > 0) {
          checkFolders(container, written, report);
        }
      }
    }
  },
});

function checkSpellings({ mounts, path, label }: ContainerModel, report: Report): void {
  const seen = new Map<string, number>();
  mounts.forEach(({ mountPath = '', name }, i) => {
    if (mountPath === '') {
      return;
    }
    const resolved = posix.resolve('/', mountPath);
    const first = seen.get(resolved);
    seen.set(resolved, first ?? i);
    // the API server reports two equal texts
    if (first !== undefined && mounts[first].mountPath !== mountPath) {
      const what = `"${mountPath}" is the same path as "${mounts[first].mountPath}", the path of volumeMounts[${first}] of ${label}.`;
      const why = `Only one of the volumes "${mounts[first].name}" and "${name}" is visible there.`;
      report(`${path}.volumeMounts[${i}].mountPath`, what, FIX, { why });
    }
  });
}

/** For each volume the folders to which containers write, and the container that writes. */
function writtenFolders(pod: PodModel): Map<string, PathTree<ContainerModel>> {
  const written = new Map<string, PathTree<ContainerModel>>();
  for (const container of pod.containers) {
    for (const mount of container.mounts) {
      const { name = '', readOnly } = mount;
      const folder = readOnly === true ? undefined : folderOf(mount);
      if (folder !== undefined && readOnlySource(pod.volume(name)) === undefined) {
        const folders = written.get(name) ?? new PathTree();
        folders.insert(folder, container);
        written.set(name, folders);
      }
    }
  }
  return written;
}

/** Reports mounts over a folder of another mount to which another container writes. Of mounts at one path, it checks the first. */
function checkFolders(
  container: ContainerModel,
  written: ReadonlyMap<string, PathTree<ContainerModel>>,
  report: Report,
): void {
  const { mounts, path, label } = container;
  const outers = new PathTree<VolumeMount>();
  for (const outer of mounts.filter(({ mountPath, subPathExpr }) => mountPath && subPathExpr === undefined)) {
    if (written.has(outer.name ?? '')) {
      outers.insert(pathOf(outer), outer);
    }
  }
  mounts.forEach((inner, i) => {
    for (const outer of inner.mountPath === undefined ? [] : outers.above(pathOf(inner))) {
      const hidden = hiddenFolder(outer, inner);
      // the folder itself may be mounted at its own path
      const isSame = inner.name === outer.name && folderOf(inner) === hidden;
      const writer =
        hidden === undefined || isSame ? undefined : written.get(outer.name ?? '')?.below(hidden, container);
      if (writer !== undefined) {
        const what = `"${inner.mountPath}" hides the folder "${hidden}" of the volume "${outer.name}", which ${label} mounts at "${outer.mountPath}".`;
        const why = `${label} does not see the files that ${writer.label} writes there.`;
        report(`${path}.volumeMounts[${i}].mountPath`, what, FIX, { why, severity: 'warning' });
      }
    }
  });
}

/** The path of a mount, relative to the root of the container. */
function pathOf({ mountPath = '' }: VolumeMount): string {
  return posix.resolve('/', mountPath).slice(1);
}

/** The folder in the volume of the outer mount that the inner mount covers. */
function hiddenFolder(outer: VolumeMount, inner: VolumeMount): string | undefined {
  const relative = posix.relative(`/${pathOf(outer)}`, `/${pathOf(inner)}`);
  return relative.startsWith('..') ? undefined : posix.join(folderOf(outer) ?? '', relative);
}
