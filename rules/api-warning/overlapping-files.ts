import { Inspection } from '../validation/validation-context';
import { Place } from '../model/field-path';
import { ApiRule } from '../api/rule';
import { Folders, withoutSlashes } from '../model/path-tree';

const RULE = 'api-warning/overlapping-files';

/**
 * Each file of a volume has a path of its own, and none is the folder of another.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#configmap
 */
export const overlappingFiles: ApiRule = {
  Volume({ configMap, secret, downwardAPI, projected }, at, pod) {
    if (pod.minor < 32) {
      return;
    }
    const own = configMap ?? secret ?? downwardAPI;
    if (own?.items !== undefined) {
      const kind = configMap !== undefined ? 'configMap' : secret !== undefined ? 'secret' : 'downwardAPI';
      check(filesOf(own.items, at.field(kind)), pod);
    }
    if (projected?.sources !== undefined) {
      checkProjected(projected.sources, at.field('projected').field('sources'), pod);
    }
  },
};

interface File {
  readonly path: string;
  readonly source: string;
  readonly at: Place;
}

function filesOf(items: any[], at: Place, source = ''): File[] {
  return items.map((item, i) => ({ path: item.path ?? '', source, at: at.field('items').item(i).field('path') }));
}

function checkProjected(sources: any[], at: Place, pod: Inspection): void {
  sources.forEach((source, i) => {
    if (Object.keys(source).length === 0) {
      pod.warn(RULE, at.item(i), 'the source is empty.', 'It puts no file into the volume.', 'Leave it out.');
    }
  });
  check(
    sources.flatMap((source, i) => projectedFiles(source, at.item(i))),
    pod,
  );
}

/** The API server looks at the first kind of a source. */
function projectedFiles(source: any, at: Place): File[] {
  const file = (kind: string, field: string, label = kind): File[] =>
    source[kind][field] ? [{ path: source[kind][field], source: label, at: at.field(kind).field(field) }] : [];
  for (const kind of ['configMap', 'secret', 'downwardAPI']) {
    if (source[kind]?.items !== undefined) {
      return filesOf(source[kind].items, at.field(kind), `${kind} ${source[kind].name ?? ''}`);
    }
  }
  if (source.serviceAccountToken !== undefined) {
    return file('serviceAccountToken', 'path');
  }
  if (source.clusterTrustBundle !== undefined) {
    const { name, signerName } = source.clusterTrustBundle;
    return file('clusterTrustBundle', 'path', `clusterTrustBundle ${name ?? signerName}`);
  }
  return source.podCertificate === undefined
    ? []
    : ['certificateChainPath', 'keyPath', 'credentialBundlePath'].flatMap((field) =>
        file('podCertificate', field, `podCertificate ${field}`),
      );
}

/** Of the files before it that a file overlaps, the first one is told. */
function check(files: File[], pod: Inspection): void {
  // most are called by names alone, and each by its own
  if (files.every(({ path }) => !path.includes('/')) && new Set(files.map(({ path }) => path)).size === files.length) {
    return;
  }
  const before = new Folders<File>();
  for (const file of files) {
    const path = withoutSlashes(file.path);
    if (path === '') {
      continue;
    }
    const other = before.overlapping(path);
    if (other !== undefined) {
      const why = `"${other.path}" is at ${other.at}, and one is in the way of the other.`;
      pod.warn(RULE, file.at, `"${file.path}" overlaps.`, why, 'Give one of the two another path.');
    }
    before.put(path, file);
  }
}
