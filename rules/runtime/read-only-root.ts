import { Container } from '../../kubernetes/decoded';
import { untouchedImage } from '../model/images';
import { KNOWN_IMAGES } from '../model/known-images';
import { rule } from '../rule';

const WRITERS = [...new Set(KNOWN_IMAGES.flatMap(({ names: [name], writes }) => (writes === undefined ? [] : [name])))];

export const readOnlyRoot = rule({
  id: 'runtime/read-only-root',
  severity: 'warning',
  summary: 'With a read-only root file system, the folders to which a known image writes should have a volume.',
  details: `The rule knows these images, if the pod does not configure them: ${WRITERS.join(', ')}.`,
  see: 'https://kubernetes.io/docs/concepts/security/linux-kernel-security-constraints/',
  fields: ['SecurityContext.readOnlyRootFilesystem'],
  check({ containers }, report) {
    for (const { value, path, label } of containers) {
      const image = value.securityContext?.readOnlyRootFilesystem === true ? untouchedImage(value) : undefined;
      const folders = image?.writes?.filter((names) => !names.some((name) => isWritable(value, name))) ?? [];
      if (image !== undefined && folders.length > 0) {
        const readOnly = folders.map(([name]) => name);
        report(
          `${path}.securityContext.readOnlyRootFilesystem`,
          `${label} cannot write to ${readOnly.join(' and ')}.`,
          `Mount an emptyDir at ${readOnly.join(' and at ')}.`,
          { why: `${image.names[0]} writes there, and ends if it cannot.` },
        );
      }
    }
  },
});

function isWritable({ volumeMounts = [] }: Container, folder: string): boolean {
  return volumeMounts.some(
    ({ mountPath, readOnly }) =>
      readOnly !== true && mountPath !== undefined && `${folder}/`.startsWith(`${mountPath.replace(/\/$/, '')}/`),
  );
}
