import { Container, PodSpec } from '../../kubernetes/decoded';
import { isRefusedUser, isRoot } from './image-info';
import { knownImage } from './images';
import { KnownImage } from './known-images';

/** The image of a container, if `runAsNonRoot` refuses the user of the image and no field sets another user. */
export function imageOfRefusedUser(
  container: Container,
  { securityContext }: PodSpec,
  image: Partial<KnownImage> | undefined = knownImage(container),
): Partial<KnownImage> | undefined {
  if ((container.securityContext?.runAsUser ?? securityContext?.runAsUser) !== undefined) {
    return undefined;
  }
  return image?.user !== undefined && isRefusedUser(image.user) ? image : undefined;
}

/** The user of an image, for a message: `root`, or `the name "nobody"`. */
export function userOf({ user = '' }: Partial<KnownImage>): string {
  return isRoot(user) ? 'root' : `the name "${user}"`;
}

/** How to run an image as a user that `runAsNonRoot` accepts, as the end of a sentence. */
export function userFix({ unprivileged, runAs }: Partial<KnownImage>): string {
  return unprivileged !== undefined
    ? `use the image ${unprivileged}`
    : `set \`runAsUser\` to ${runAs ?? 'a number other than 0, such as 1000'}`;
}
