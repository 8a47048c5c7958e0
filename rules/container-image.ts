import { Finding } from './finding';
import { called, containers } from './pod';

const RULE = 'api/container-image';

/**
 * Each container has an image.
 *
 * @see https://kubernetes.io/docs/concepts/containers/images/
 */
export function containerImage(pod: any): Finding[] {
  return containers(pod).flatMap((container) => {
    const path = `${container.path}.image`;
    const { image } = container.value;
    if (image === undefined || image === null || image === '') {
      const what = `${called(container)} has no image.`;
      return [
        {
          rule: RULE,
          severity: 'error',
          path,
          what,
          why: 'There would be nothing to run.',
          fix: 'Name one, such as "nginx:1.27".',
        },
      ];
    }
    if (typeof image === 'string' && image !== image.trim()) {
      const what = `${JSON.stringify(image)} has blanks around it.`;
      return [
        {
          rule: RULE,
          severity: 'error',
          path,
          what,
          why: 'They are not part of an image name.',
          fix: `Write "${image.trim()}".`,
        },
      ];
    }
    return [];
  });
}
