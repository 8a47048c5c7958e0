import { rule } from '../rule';

export const imageMissing = rule({
  id: 'runtime/image-missing',
  severity: 'error',
  summary: 'The registry should have the image.',
  details: 'With `imagePullPolicy: IfNotPresent`, it is a warning, because the nodes may have the image.',
  why: 'The node cannot pull it: the container waits with ErrImagePull.',
  see: 'https://kubernetes.io/docs/concepts/containers/images/#imagepullbackoff',
  requiresImages: true,
  fields: ['Container.image', 'EphemeralContainer.image'],
  check({ allContainers }, report) {
    for (const { value, path, imageAnswer } of allContainers) {
      const { image = '', imagePullPolicy: policy } = value;
      if (imageAnswer !== undefined && 'missing' in imageAnswer && policy !== 'Never') {
        const [part, fix] =
          imageAnswer.missing === 'tag'
            ? ['this version', 'Write a tag or digest that the registry has.']
            : ['this repository', 'Correct the name, or push the image.'];
        const severity = policy === 'IfNotPresent' ? 'warning' : 'error';
        report(`${path}.image`, `"${image}": the registry does not have ${part}.`, fix, { severity });
      }
    }
  },
});
