import { Finding } from '../finding';
import { called, containers, listOf } from '../model/pod';
import { officialName, untouchedImage } from '../model/images';

/**
 * A read-only root file system under a well-known image that writes to it, without a volume where it does. The program ends when it
 * cannot write. Told of official images only, as they come: nginx, httpd, tomcat, postgres, mysql, mariadb, mongo.
 *
 * @see https://kubernetes.io/docs/concepts/security/linux-kernel-security-constraints/
 */
export function readOnlyRoot(pod: any): Finding[] {
  const found: Finding[] = [];
  for (const container of containers(pod)) {
    const { value } = container;
    const writes = value.securityContext?.readOnlyRootFilesystem === true ? untouchedImage(value)?.writes : undefined;
    const missing =
      writes?.filter((names) => !names.some((name) => isWritable(value, name))).map(([name]) => name) ?? [];
    if (missing.length > 0) {
      found.push({
        rule: 'runtime/read-only-root',
        severity: 'warning',
        path: `${container.path}.securityContext.readOnlyRootFilesystem`,
        what: `${called(container)} cannot write to ${missing.join(' and ')}.`,
        why: `${officialName(value.image)} writes there, and ends when it cannot.`,
        fix: `Mount an emptyDir at ${missing.join(' and at ')}.`,
      });
    }
  }
  return found;
}

function isWritable(container: any, path: string): boolean {
  return listOf(container.volumeMounts).some(
    (mount) =>
      mount?.readOnly !== true &&
      typeof mount?.mountPath === 'string' &&
      `${path}/`.startsWith(`${mount.mountPath.replace(/\/$/, '')}/`),
  );
}
