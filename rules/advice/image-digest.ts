import { rule } from '../rule';

export const imageDigest = rule({
  id: 'advice/image-digest',
  severity: 'advice',
  summary: 'An image should have a digest, which always names the same content.',
  why: 'The content of a tag can change, so two nodes can run different programs.',
  see: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  requiresImages: true,
  fields: ['Container.image'],
  check({ containers }, report) {
    for (const { value, path, imageAnswer } of containers) {
      const { image = '' } = value;
      if (imageAnswer !== undefined && 'image' in imageAnswer && !image.includes('@')) {
        report(`${path}.image`, `"${image}" has no digest.`, `Write "${image}@${imageAnswer.image.digest}".`);
      }
    }
  },
});
