import { VolumeProjection } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { PathTree, withoutSlashes } from '../model/path-tree';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';

const WITH_ITEMS = ['configMap', 'secret', 'downwardAPI'] as const;

/** The sources of a projected volume that have no items, and their fields with paths. */
const WITHOUT_ITEMS = [
  ['serviceAccountToken', ['path']],
  ['clusterTrustBundle', ['path']],
  ['podCertificate', ['certificateChainPath', 'keyPath', 'credentialBundlePath']],
] as const;

export const overlappingFiles = rule({
  id: 'api-warning/overlapping-files',
  severity: 'warning',
  summary: 'Two files of a volume should not have the same path, and a file should not have the path of a folder.',
  why: 'One of the two files hides the other.',
  see: 'https://kubernetes.io/docs/concepts/storage/volumes/#configmap',
  checks: {
    Volume(volume, at, context) {
      const type = WITH_ITEMS.find((one) => volume[one] !== undefined);
      if (type !== undefined && context.minor >= 32) {
        checkFiles(filesOf(volume[type]!.items, at.field(type)), context);
      }
    },

    'Volume.projected'({ projected: { sources = [] } }, at, context) {
      if (context.minor < 32) {
        return;
      }
      const list = at.field('projected').field('sources');
      sources.forEach((source, i) => {
        if (Object.keys(source).length === 0) {
          context.warn(list.item(i), 'the source is empty.', 'It adds no file to the volume.', 'Remove the item.');
        }
      });
      const files = sources.flatMap((source, i) => projectedFiles(source, list.item(i)));
      checkFiles(files, context);
    },
  },
});

/** The field paths of the paths of files. */
function filesOf(items: readonly unknown[] = [], at: FieldPath): FieldPath[] {
  return items.map((_, i) => at.field('items').item(i).field('path'));
}

/** The same of a source: the API server reads only its first type. */
function projectedFiles(source: VolumeProjection, at: FieldPath): FieldPath[] {
  const type = WITH_ITEMS.find((one) => source[one]?.items !== undefined);
  if (type !== undefined) {
    return filesOf(source[type]!.items, at.field(type));
  }
  const [other, fields] = WITHOUT_ITEMS.find(([one]) => source[one] !== undefined) ?? [];
  return (fields ?? []).map((field) => at.field(other!).field(field));
}

function checkFiles(files: readonly FieldPath[], context: ValidationContext): void {
  const before = new PathTree<FieldPath>();
  for (const file of files) {
    const path = withoutSlashes(String(file.value ?? ''));
    if (path !== '') {
      const other = before.overlapping(path);
      if (other !== undefined) {
        const what = `"${file.value}" overlaps "${other.value}" at ${other}.`;
        context.warn(file, what, context.why, 'Change one of the two paths.');
      }
      before.insert(path, file);
    }
  }
}
