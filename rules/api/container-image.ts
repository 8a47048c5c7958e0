import { isPadded } from '../model/go-text';
import { rule } from '../rule';
import { called, everyContainer, isEphemeral } from '../validation/containers';
import { choice } from '../validation/fields';

const PULL_POLICIES = ['', 'Always', 'IfNotPresent', 'Never'];

export const containerImage = rule({
  id: 'api/container-image',
  severity: 'error',
  summary: 'Each container must have an image, and a valid pull policy.',
  see: 'https://kubernetes.io/docs/concepts/containers/images/',
  checks: everyContainer((container, at, context) => {
    const { image } = container;
    if (!image) {
      const what = `${called(container, at)} has no image.`;
      context.required(
        at.field('image'),
        what,
        'A container requires an image.',
        'Set it, for example to "nginx:1.27".',
      );
    } else if (isPadded(image) && (!context.isTemplate || isEphemeral(at))) {
      const what = `${JSON.stringify(image)} starts or ends with white space.`;
      context.invalid(at.field('image'), what, 'The name of an image cannot.', `Write "${image.trim()}".`);
    }
    choice(container, at, context, 'imagePullPolicy', PULL_POLICIES);
  }),
});
