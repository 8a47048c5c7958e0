import { isRoot } from '../model/image-info';
import { imageOfRefusedUser, userFix, userOf } from '../model/image-user';
import { rule } from '../rule';

export const nonRootImage = rule({
  id: 'runtime/non-root-image',
  severity: 'warning',
  summary: 'With `runAsNonRoot: true`, the user of the image must be a number other than 0, unless `runAsUser` is set.',
  details:
    'The rule knows the users of the most used images. It is an error for images of shells and interpreters, such as `alpine` and `python`, because their user is always root. ' +
    'With `--images`, the registries name the users of all images, and it is an error.',
  why: 'The kubelet does not create a container that would run as root.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  fields: ['PodSecurityContext.runAsNonRoot', 'SecurityContext.runAsNonRoot'],
  check({ allContainers, spec }, report) {
    if (spec.os?.name === 'windows') {
      return;
    }
    for (const container of allContainers) {
      const { value, path, label } = container;
      const isNonRoot = value.securityContext?.runAsNonRoot ?? spec.securityContext?.runAsNonRoot;
      const image = isNonRoot === true ? imageOfRefusedUser(container, spec) : undefined;
      if (image !== undefined) {
        const owner = value.securityContext?.runAsNonRoot === true ? 'the container' : 'the pod';
        const isNamed = !isRoot(image.user!);
        const isCertain = image.isCertain || (image.kind === 'base' && !isNamed);
        report(
          `${path}.image`,
          `the user of ${image.name} is ${userOf(image)}, but ${owner} has \`runAsNonRoot: true\`.`,
          `For ${label}, ${userFix(image)}.`,
          {
            severity: isCertain ? 'error' : 'warning',
            why: isNamed
              ? 'The kubelet creates the container only if the user is a number: a name may be another name of root.'
              : undefined,
          },
        );
      }
    }
  },
});
