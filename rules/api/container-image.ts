import { called, everyContainer } from '../validation/containers';

const RULE = 'api/container-image';

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];

/**
 * Each container has an image, and says when it is pulled.
 *
 * @see https://kubernetes.io/docs/concepts/containers/images/
 */
export const containerImage = everyContainer((container, at, pod) => {
  const { image, imagePullPolicy } = container;
  if (!image) {
    const what = `${called(container, at)} has no image.`;
    pod.required(RULE, at.field('image'), what, 'There would be nothing to run.', 'Name one, such as "nginx:1.27".');
  } else if (image !== image.trim() && (!pod.isTemplate || at.above!.step === 'ephemeralContainers')) {
    const what = `${JSON.stringify(image)} has blanks around it.`;
    pod.invalid(RULE, at.field('image'), what, 'They are not part of an image name.', `Write "${image.trim()}".`);
  }
  if (imagePullPolicy && !PULL_POLICIES.includes(imagePullPolicy)) {
    pod.notSupported(RULE, at.field('imagePullPolicy'), imagePullPolicy, PULL_POLICIES);
  }
});
