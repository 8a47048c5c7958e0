import { PodSpec } from '../../kubernetes/decoded';
import { ContainerImage } from './container-image';
import type { ContainerModel } from './container-model';
import { isRefusedUser, isRoot } from './image-info';

/** The image of a container, if `runAsNonRoot` refuses the user of the image and no field sets another user. */
export function imageOfRefusedUser(
  { value, imageInfo: image }: ContainerModel,
  { securityContext }: PodSpec,
): ContainerImage | undefined {
  if ((value.securityContext?.runAsUser ?? securityContext?.runAsUser) !== undefined) {
    return undefined;
  }
  return image?.user !== undefined && isRefusedUser(image.user) ? image : undefined;
}

/** The user of an image, for a message: `root`, or `the name "nobody"`. */
export function userOf({ user = '' }: ContainerImage): string {
  return isRoot(user) ? 'root' : `the name "${user}"`;
}

/** How to run an image as a user that `runAsNonRoot` accepts, as the end of a sentence. */
export function userFix({ unprivileged, runAs }: ContainerImage): string {
  return unprivileged !== undefined
    ? `use the image ${unprivileged}`
    : `set \`runAsUser\` to ${runAs ?? 'a number other than 0, such as 1000'}`;
}
