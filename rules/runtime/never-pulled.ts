import { repositoryOf } from '../model/images';
import { rule } from '../rule';

export const neverPulled = rule({
  id: 'runtime/never-pulled',
  severity: 'warning',
  summary: 'An image that is never pulled should have a version.',
  why: 'The pod runs only on nodes that have the image, with whatever version they have.',
  see: 'https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy',
  fields: ['Container.imagePullPolicy'],
  check({ containers }, report) {
    for (const { value, path } of containers) {
      if (value.imagePullPolicy === 'Never' && value.image !== undefined && isLatest(value.image)) {
        report(
          `${path}.imagePullPolicy`,
          `"${value.image}" is never pulled, and has no version.`,
          'Add the version that the nodes have to `image`, or remove `imagePullPolicy`.',
        );
      }
    }
  },
});

function isLatest(image: string): boolean {
  return ['', ':', ':latest'].includes(image.slice(repositoryOf(image).length));
}
