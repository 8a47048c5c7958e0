import { Finding } from '../finding';
import { containers } from '../model/pod';

/**
 * An image without a version that is never pulled. The pod runs only on a node that has the image already, and as whatever `latest` was
 * when it came there.
 *
 * @see https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy
 */
export function neverPulled(pod: any): Finding[] {
  const found: Finding[] = [];
  for (const container of containers(pod)) {
    const { image, imagePullPolicy } = container.value;
    if (imagePullPolicy === 'Never' && typeof image === 'string' && isLatest(image)) {
      found.push({
        rule: 'runtime/never-pulled',
        severity: 'warning',
        path: `${container.path}.imagePullPolicy`,
        what: `"${image}" is never pulled, and says no version.`,
        why: 'It runs only where a node has the image already, and as whatever that was.',
        fix: 'Name a version that the nodes have, or leave imagePullPolicy out.',
      });
    }
  }
  return found;
}

function isLatest(image: string): boolean {
  return !image.includes('@') && !/:[^/]+$/.test(image.replace(/:latest$/, ''));
}
