import { PodSpec } from '../../kubernetes/decoded';
import type { Platform } from '../../manifest/registry/registry-image';
import { ARCH_LABEL, OS_LABEL } from '../model/node-labels';
import { rule } from '../rule';

/** What a node also runs, beside images for its own architecture. */
const COMPATIBLE: ReadonlyMap<string, string> = new Map([
  ['amd64', '386'],
  ['arm64', 'arm'],
]);

export const imagePlatform = rule({
  id: 'runtime/image-platform',
  severity: 'error',
  summary: 'An image should exist for the platform of the nodes that `nodeSelector` or `os` selects.',
  details: 'The rule reads the labels `kubernetes.io/arch` and `kubernetes.io/os` of `nodeSelector`, and `os.name`.',
  why: 'The node finds no image for its platform: the container waits with ErrImagePull.',
  see: 'https://kubernetes.io/docs/concepts/containers/images/#multi-architecture-images-with-image-indexes',
  requiresImages: true,
  fields: ['PodSpec.nodeSelector', 'PodSpec.os'],
  check({ spec, containers }, report) {
    const { os, architecture } = required(spec);
    if (os === undefined && architecture === undefined) {
      return;
    }
    const runs = (platform: Platform): boolean =>
      (os === undefined || platform.os === os) &&
      (architecture === undefined ||
        platform.architecture === architecture ||
        platform.architecture === COMPATIBLE.get(architecture));
    for (const { value, path, imageAnswer } of containers) {
      const image = imageAnswer !== undefined && 'image' in imageAnswer ? imageAnswer.image : undefined;
      if (image === undefined || image.platforms.length === 0 || image.platforms.some(runs)) {
        continue;
      }
      const platforms = [...new Set(image.platforms.map((one) => `${one.os}/${one.architecture}`))];
      const what = `"${value.image}" exists for ${platforms.join(', ')}, and the pod requires ${os ?? 'any'}/${architecture ?? 'any'}.`;
      const fix = 'Use an image for this platform, or select other nodes.';
      // the node pulls an image for one platform without a check, and may emulate the platform
      const other = {
        severity: 'warning',
        why: 'The program ends with "exec format error", unless the node emulates its platform.',
      } as const;
      report(`${path}.image`, what, fix, image.isIndex ? undefined : other);
    }
  },
});

/** The platform that the pod requires. */
function required({ nodeSelector = {}, os }: PodSpec): { os?: string; architecture?: string } {
  return { os: nodeSelector[OS_LABEL] ?? os?.name, architecture: nodeSelector[ARCH_LABEL] };
}
