import { Finding } from '../../rules/finding';
import { Container, Volume, VolumeMount } from '../../spec/kubernetes';
import { SharedFiles, SharedFilesEnd } from './shared-files';

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

/** What these live in is empty when the pod starts; all other sources come with files in them. */
const EMPTY_SOURCES = ['emptyDir', 'ephemeral'];

/**
 * Ties both ends of shared files together.
 *
 * @param declared the files that the patterns of a pod declare
 * @param volumes the volumes that the pod has besides
 * @param containers all containers of the pod
 */
export function wireFiles(declared: DeclaredFiles[], volumes: Volume[], containers: Container[]): Wiring {
  const wiring: Wiring = { volumes: [], mounts: [], findings: [] };
  for (const name of new Set(declared.map(({ files }) => files.name))) {
    const parts = declared.filter(({ files }) => files.name === name);
    const volume = volumes.find((candidate) => candidate.name === name);
    if (volume === undefined) {
      wiring.volumes.push(volumeOf(name, parts));
    }
    wiring.findings.push(...saidTwice(name, parts, volume));
    const hasWriter =
      parts.some(({ files }) => (files.writers ?? []).length > 0) ||
      comesWithFiles(volume ?? volumeOf(name, parts)) ||
      containers.some(({ volumeMounts = [] }) =>
        volumeMounts.some((mount) => mount.name === name && mount.readOnly !== true),
      );
    wiring.findings.push(...unread(parts, volume ?? volumeOf(name, parts), containers));
    for (const { files, pattern, path } of parts) {
      mount(wiring, files.writers, pattern, `${path}.writers`, { name });
      mount(wiring, files.readers, pattern, `${path}.readers`, { name, readOnly: true });
      if (!hasWriter && (files.readers ?? []).length > 0) {
        wiring.findings.push({
          rule: 'runtime/reader-without-writer',
          severity: 'error',
          path: `${path}.readers[0]`,
          what: `container "${files.readers![0].container}" reads the files "${name}", which nobody writes.`,
          why: 'They would stay empty.',
          fix: 'Name who writes them, or give them a source that comes with files, such as a configMap.',
        });
      }
    }
  }
  return wiring;
}

function mount(
  wiring: Wiring,
  ends: SharedFilesEnd[] = [],
  pattern: string,
  path: string,
  base: { name: string; readOnly?: boolean },
): void {
  ends.forEach(({ container, mountPath, subPath }, i) => {
    const { name, ...access } = base;
    const mount = { name, mountPath, ...(subPath === undefined ? {} : { subPath }), ...access };
    wiring.mounts.push({ container, mount, pattern, path: `${path}[${i}]` });
  });
}

/** Files that one container writes, that nobody else sees, and that are gone with the pod. */
function unread(parts: DeclaredFiles[], volume: Volume, containers: Container[]): Finding[] {
  const ends = parts.flatMap(({ files: { writers = [], readers = [] } }) => [...writers, ...readers]);
  const mounting = containers.filter(({ volumeMounts = [] }) => volumeMounts.some(({ name }) => name === volume.name));
  const seeing = new Set([...ends.map(({ container }) => container), ...mounting.map(({ name }) => name)]);
  const [{ files, path }] = parts.filter(({ files: { writers = [] } }) => writers.length > 0).concat(parts);
  return seeing.size !== 1 || comesWithFiles(volume) || (files.writers ?? []).length === 0
    ? []
    : [
        {
          rule: 'runtime/writer-without-reader',
          severity: 'warning',
          path: `${path}.writers[0]`,
          what: `container "${files.writers![0].container}" writes the files "${volume.name}", which nobody reads.`,
          why: 'They are gone with the pod.',
          fix: 'Name who reads them. A volume that one container uses alone needs no pattern: mount it.',
        },
      ];
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

function comesWithFiles(volume: Volume): boolean {
  return Object.keys(volume).some((key) => key !== 'name' && !EMPTY_SOURCES.includes(key));
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
