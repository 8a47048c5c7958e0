import { ContainerImage } from '../model/container-image';
import { ContainerModel } from '../model/container-model';
import { untouchedImage, WRITING_IMAGES } from '../model/images';
import { rule } from '../rule';

export const readOnlyRoot = rule({
  id: 'runtime/read-only-root',
  severity: 'warning',
  summary: 'With a read-only root file system, the folders to which a known image writes should have a volume.',
  details: `The rule knows these images, if the pod does not configure them: ${WRITING_IMAGES.join(', ')}.`,
  see: 'https://kubernetes.io/docs/concepts/security/linux-kernel-security-constraints/',
  fields: ['SecurityContext.readOnlyRootFilesystem'],
  check({ containers }, report) {
    for (const container of containers) {
      const { value, path, label } = container;
      const image = value.securityContext?.readOnlyRootFilesystem === true ? untouchedImage(container) : undefined;
      const folders = image?.writes?.filter((names) => !names.some((name) => isWritable(container, image, name))) ?? [];
      if (image !== undefined && folders.length > 0) {
        const readOnly = folders.map(([name]) => name);
        report(
          `${path}.securityContext.readOnlyRootFilesystem`,
          `${label} cannot write to ${readOnly.join(' and ')}.`,
          `Mount an emptyDir at ${readOnly.join(' and at ')}.`,
          { why: `${image.name} writes there, and ends if it cannot.` },
        );
      }
    }
  },
});

function isWritable({ mounts }: ContainerModel, { volumes = [] }: ContainerImage, folder: string): boolean {
  const mounted = mounts.filter(({ readOnly }) => readOnly !== true).flatMap(({ mountPath }) => mountPath ?? []);
  return [...mounted, ...volumes].some((path) => `${folder}/`.startsWith(`${path.replace(/\/$/, '')}/`));
}
