import { Finding } from '../../rules/finding';
import { folderOf, overlap, readOnlySource, startsEmpty } from '../../rules/model/mounts';
import { Volume, VolumeMount } from '../../kubernetes/types';
import { SharedFiles, SharedFilesEnd } from '../patterns/shared-files';
import { Ordered } from './start-order';

/** Shared files, and the pattern that declares them. */
export interface DeclaredFiles {
  readonly files: SharedFiles;
  readonly pattern: string;
  readonly path: string;
}

/** A mount that shared files bring, and who declares it. */
export interface FileMount {
  readonly container: string;
  readonly mount: VolumeMount;
  readonly pattern: string;
  readonly path: string;
}

/** What shared files come to: volumes, and a mount for each end. */
export interface Wiring {
  readonly volumes: Volume[];
  readonly mounts: FileMount[];
  readonly findings: Finding[];
}

/**
 * Ties both ends of shared files together.
 *
 * @param declared the files that the patterns of a pod declare
 * @param volumes the volumes that the pod has besides
 * @param order the containers of the pod, in the order of their start
 */
export function wireFiles(declared: DeclaredFiles[], volumes: Volume[], order: Ordered): Wiring {
  const wiring: Wiring = { volumes: [], mounts: [], findings: [] };
  for (const name of new Set(declared.map(({ files }) => files.name))) {
    const parts = declared.filter(({ files }) => files.name === name);
    const given = volumes.find((candidate) => candidate.name === name);
    const volume = given ?? volumeOf(name, parts);
    if (given === undefined) {
      wiring.volumes.push(volume);
    }
    const ends = parts.flatMap((part) => [...endsOf(part, 'writers'), ...endsOf(part, 'readers')]);
    wiring.mounts.push(...ends);
    wiring.findings.push(
      ...saidTwice(name, parts, given),
      ...(startsEmpty(volume) ? unmatched(ends, volume, order) : unwritable(ends, volume)),
    );
  }
  return wiring;
}

function endsOf({ files, pattern, path }: DeclaredFiles, side: 'writers' | 'readers'): FileMount[] {
  const access = side === 'readers' ? { readOnly: true } : {};
  return (files[side] ?? []).map(({ container, mountPath, subPath }: SharedFilesEnd, i) => ({
    container,
    mount: { name: files.name, mountPath, ...(subPath === undefined ? {} : { subPath }), ...access },
    pattern,
    path: `${path}.${side}[${i}]`,
  }));
}

/** A container that sees a volume, or a folder of it. */
type Sight = Pick<FileMount, 'container' | 'mount'>;

/** The ends of files that are empty when the pod starts to which there is no other end. */
function unmatched(ends: FileMount[], volume: Volume, { initContainers, containers }: Ordered): Finding[] {
  const all = [...initContainers, ...containers];
  const own = all.flatMap(({ name: container, volumeMounts = [] }) =>
    volumeMounts.filter(({ name }) => name === volume.name).map((mount): Sight => ({ container, mount })),
  );
  const sights = [...ends, ...own];
  const writing = sights.filter(({ mount }) => mount.readOnly !== true);
  const place = ({ container }: Sight): number => all.findIndex(({ name }) => name === container);
  const isStep = (end: Sight): boolean =>
    initContainers.some(({ name, restartPolicy }) => name === end.container && restartPolicy !== 'Always');
  return ends.flatMap((end) => {
    if (end.mount.readOnly !== true) {
      const isRead = sights.some(({ container, mount }) => container !== end.container && overlap(mount, end.mount));
      return isRead ? [] : [unread(end)];
    }
    const writers = writing.filter(({ mount }) => overlap(mount, end.mount));
    if (writers.length === 0) {
      return [unwritten(end, writing)];
    }
    return isStep(end) && writers.every((writer) => place(writer) > place(end)) ? [tooEarly(end, writers[0])] : [];
  });
}

/** The files, or the folder of them, that an end is of. */
function described({ mount }: Sight): string {
  const folder = folderOf(mount);
  return folder === undefined ? `the files "${mount.name}"` : `the folder "${folder}" of the files "${mount.name}"`;
}

/** Files that one container writes, that nobody else sees, and that are gone with the pod. */
function unread(end: FileMount): Finding {
  return {
    rule: 'runtime/writer-without-reader',
    severity: 'warning',
    path: end.path,
    what: `container "${end.container}" writes ${described(end)}, which nobody reads.`,
    why: 'They are gone with the pod.',
    fix: 'Name who reads them. A volume that one container uses alone needs no pattern: mount it.',
  };
}

function unwritten(end: FileMount, writing: Sight[]): Finding {
  const folders = new Set(writing.map(({ mount }) => `"${folderOf(mount)}"`));
  return {
    rule: 'runtime/reader-without-writer',
    severity: 'error',
    path: end.path,
    what: `container "${end.container}" reads ${described(end)}, which nobody writes.`,
    why: folders.size === 0 ? 'They would stay empty.' : `It would stay empty: ${[...folders].join(', ')} is written.`,
    fix: 'Name who writes them, or give them a source that comes with files, such as a configMap.',
  };
}

function tooEarly(end: FileMount, writer: Sight): Finding {
  return {
    rule: 'runtime/reader-before-writer',
    severity: 'warning',
    path: end.path,
    what: `"${end.container}" reads ${described(end)}, and ends before "${writer.container}" starts, which writes them.`,
    why: 'It finds nothing there.',
    fix: `Let a step before it write them, or read them in a container that runs beside "${writer.container}".`,
  };
}

/** The ends that are to write where nobody can. */
function unwritable(ends: FileMount[], volume: Volume): Finding[] {
  const source = readOnlySource(volume);
  return source === undefined
    ? []
    : ends
        .filter(({ mount }) => mount.readOnly !== true)
        .map((end) => ({
          rule: 'runtime/read-only-files',
          severity: 'error',
          path: end.path,
          what: `container "${end.container}" is to write ${described(end)}, whose volume is of the kind ${source}.`,
          why: 'Containers can only read such a volume.',
          fix: 'Name it among the readers, or give the files that it writes another name.',
        }));
}

/** The source of a volume as it was said: all of it but its name and its ends. */
function sourceOf(files: SharedFiles): Record<string, any> {
  const { name, writers, readers, ...source } = files;
  return source;
}

function volumeOf(name: string, parts: DeclaredFiles[]): Volume {
  const sources = parts.map(({ files }) => sourceOf(files)).filter((source) => Object.keys(source).length > 0);
  return { name, ...(sources[0] ?? { emptyDir: {} }) };
}

/** Files have one source, and their writers in one place. */
function saidTwice(name: string, parts: DeclaredFiles[], volume: Volume | undefined): Finding[] {
  const withWriters = parts.filter(({ files }) => (files.writers ?? []).length > 0);
  const withSource = parts.filter(({ files }) => Object.keys(sourceOf(files)).length > 0);
  const sourceOwner = volume === undefined ? withSource[0]?.pattern : 'the volumes of the pod';
  return [
    ...withWriters
      .slice(1)
      .map((part) => twice(part, `"${name}" has its writers in "${withWriters[0].pattern}" already.`)),
    ...withSource
      .slice(volume === undefined ? 1 : 0)
      .map((part) => twice(part, `"${name}" has its source in ${sourceOwner} already.`)),
  ];
}

function twice({ path }: DeclaredFiles, what: string): Finding {
  return {
    rule: 'runtime/files-clash',
    severity: 'error',
    path,
    what,
    why: 'Files of one name are one volume of the pod.',
    fix: 'Name only the readers here if the same files are meant, or give these another name.',
  };
}
