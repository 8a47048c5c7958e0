import { ordered } from '../../kubernetes/field-order';
import { Volume, VolumeMount } from '../../kubernetes/types';
import { filesClash, readerBeforeWriter, readOnlyFiles, writerWithoutReader } from '../../rules/composition';
import { asWritten } from '../../rules/decode/as-written';
import { Finding, findingOf } from '../../rules/finding';
import { folderOf, overlap, readOnlySource, startsEmpty } from '../../rules/model/mounts';
import { readerWithoutWriter } from '../../rules/runtime';
import { SharedFiles } from '../patterns/shared-files';
import { Contribution } from './contributions';
import { ContainerOrder, unknownContainer } from './start-order';

/** Shared files in the contribution of a pattern. */
interface DeclaredFiles {
  readonly files: SharedFiles;
  readonly pattern: string;
  readonly path: string;
}

/** A container that mounts a volume, or a folder of it. */
interface Mount {
  readonly container: string;
  readonly mount: VolumeMount;
}

/** A mount that shared files add, and the pattern that declares it. */
export interface FileMount extends Mount {
  readonly pattern: string;
  readonly path: string;
}

/**
 * The volumes of shared files, and a mount for each of their writers and readers.
 * @param volumes the other volumes of the pod
 * @param order the containers of the pod, in the order in which they start
 */
export function wireFiles(
  contributions: readonly Contribution[],
  volumes: readonly Volume[],
  order: ContainerOrder,
  findings: Finding[],
): { readonly volumes: Volume[]; readonly mounts: FileMount[] } {
  const declared = contributions.flatMap(({ pattern, path, files: list }): DeclaredFiles[] =>
    list.map((files, i) => ({ files, pattern, path: `${path}.files[${i}]` })),
  );
  const added: Volume[] = [];
  const mounts: FileMount[] = [];
  const all = [...order.initContainers, ...order.containers];
  for (const name of new Set(declared.map(({ files }) => files.name))) {
    const parts = declared.filter(({ files }) => files.name === name);
    const given = volumes.find((candidate) => candidate.name === name);
    const volume = given ?? volumeOf(name, parts);
    if (given === undefined) {
      added.push(volume);
    }
    const own = parts.flatMap((part) => [...mountsOf(part, 'writers'), ...mountsOf(part, 'readers')]);
    mounts.push(...own);
    const unknown = own.filter(({ container }) => !all.some((candidate) => candidate.name === container));
    findings.push(...unknown.map(({ container, path }) => unknownContainer(container, all, path)));
    findings.push(...duplicates(name, parts, given));
    const decoded = asWritten(volume, 'Volume');
    const invalid = readOnlyWriters(parts);
    if (invalid.length > 0) {
      findings.push(...invalid);
    } else if (startsEmpty(decoded)) {
      findings.push(...unmatched(own, volume, order));
    } else {
      findings.push(...unwritable(own, readOnlySource(decoded)));
    }
  }
  return { volumes: added, mounts };
}

function mountsOf({ files, pattern, path }: DeclaredFiles, side: 'writers' | 'readers'): FileMount[] {
  return (files[side] ?? []).map(({ container, ...mount }, i) => {
    const access = side === 'readers' ? { readOnly: mount.readOnly ?? true } : {};
    return {
      container,
      mount: ordered({ name: files.name, ...mount, ...access }, 'VolumeMount'),
      pattern,
      path: `${path}.${side}[${i}]`,
    };
  });
}

/** The readers without a writer, and the writers without a reader, of files that do not exist when the pod starts. */
function unmatched(mounts: FileMount[], volume: Volume, { initContainers, containers }: ContainerOrder): Finding[] {
  const all = [...initContainers, ...containers];
  const own = all.flatMap(({ name: container, volumeMounts }) =>
    (volumeMounts ?? []).filter(({ name }) => name === volume.name).map((mount): Mount => ({ container, mount })),
  );
  const everyMount = [...mounts, ...own];
  const writing = everyMount.filter(({ mount }) => mount.readOnly !== true);
  const indexOf = ({ container }: Mount): number => all.findIndex(({ name }) => name === container);
  const isStep = ({ container }: Mount): boolean =>
    initContainers.some(({ name, restartPolicy }) => name === container && restartPolicy !== 'Always');
  return mounts.flatMap((one) => {
    const { container, mount, path } = one;
    if (mount.readOnly !== true) {
      const isRead = everyMount.some((other) => other.container !== container && overlap(other.mount, mount));
      const what = `container "${container}" writes ${described(one)}, but no container reads them.`;
      const fix = 'Add a reader. A volume that only one container uses needs no pattern: use volumeMounts.';
      return isRead ? [] : [findingOf(writerWithoutReader, path, what, fix)];
    }
    const writers = writing.filter((other) => overlap(other.mount, mount));
    if (writers.length === 0) {
      const folders = new Set(writing.map((other) => `"${folderOf(other.mount)}"`));
      const why = `They stay empty${folders.size === 0 ? '' : `: containers write ${[...folders].join(', ')}`}.`;
      const what = `container "${container}" reads ${described(one)}, but no container writes them.`;
      const fix = 'Add a writer, or set a source that contains files, such as a configMap.';
      return [findingOf(readerWithoutWriter, path, what, fix, { severity: 'error', why })];
    }
    if (!isStep(one) || writers.some((writer) => indexOf(writer) <= indexOf(one))) {
      return [];
    }
    const what = `"${container}" reads ${described(one)}, but ends before "${writers[0].container}" starts and writes them.`;
    const fix = `Write them in an earlier init container, or read them in a container that runs beside "${writers[0].container}".`;
    return [findingOf(readerBeforeWriter, path, what, fix)];
  });
}

function described({ mount }: Mount): string {
  const folder = folderOf(mount);
  return folder === undefined ? `the files "${mount.name}"` : `the folder "${folder}" of the files "${mount.name}"`;
}

/** The writers that mount their files read-only. */
function readOnlyWriters(parts: readonly DeclaredFiles[]): Finding[] {
  return parts
    .flatMap((part) => mountsOf(part, 'writers'))
    .filter(({ mount }) => mount.readOnly === true)
    .map((one) => {
      const what = `container "${one.container}" writes ${described(one)}, but its mount is read-only.`;
      const fix = 'Remove `readOnly`, or make it a reader.';
      return findingOf(readOnlyFiles, `${one.path}.readOnly`, what, fix, { why: 'It cannot write them.' });
    });
}

function unwritable(mounts: readonly FileMount[], source: string | undefined): Finding[] {
  const writing = source === undefined ? [] : mounts.filter(({ mount }) => mount.readOnly !== true);
  return writing.map((one) => {
    const what = `container "${one.container}" writes ${described(one)}, but their source (${source}) is read-only.`;
    return findingOf(readOnlyFiles, one.path, what, 'Make it a reader, or rename the files that it writes.');
  });
}

/** The source of a volume: all its fields except the name, the writers and the readers. */
function sourceOf({ name, writers, readers, ...source }: SharedFiles): object {
  return source;
}

function hasSource({ files }: DeclaredFiles): boolean {
  return Object.keys(sourceOf(files)).length > 0;
}

function volumeOf(name: string, parts: readonly DeclaredFiles[]): Volume {
  const part = parts.find(hasSource);
  return { name, ...(part === undefined ? { emptyDir: {} } : sourceOf(part.files)) };
}

/** Reports shared files whose writers or source another pattern, or the pod, already declares. */
function duplicates(name: string, parts: readonly DeclaredFiles[], given: Volume | undefined): Finding[] {
  const writing = parts.filter(({ files }) => (files.writers ?? []).length > 0);
  const sources = parts.filter(hasSource);
  const owner = given === undefined ? `the pattern "${sources[0]?.pattern}"` : 'the pod';
  const duplicate = ({ path }: DeclaredFiles, what: string): Finding =>
    findingOf(filesClash, path, what, 'Name only readers here if these are the same files. Otherwise rename them.');
  return [
    ...writing
      .slice(1)
      .map((part) => duplicate(part, `the pattern "${writing[0].pattern}" already names the writers of "${name}".`)),
    ...sources
      .slice(given === undefined ? 1 : 0)
      .map((part) => duplicate(part, `${owner} already sets the source of "${name}".`)),
  ];
}
