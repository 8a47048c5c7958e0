import { Container } from '../../kubernetes/decoded';
import { officialName, untouchedImage } from '../model/images';
import { rule } from '../rule';

export const readOnlyRoot = rule({
  id: 'runtime/read-only-root',
  severity: 'warning',
  summary: 'With a read-only root file system, the folders to which a known image writes should have a volume.',
  details:
    'The rule knows the official images nginx, httpd, tomcat, postgres, mysql, mariadb and mongo, if the pod does not configure them.',
  see: 'https://kubernetes.io/docs/concepts/security/linux-kernel-security-constraints/',
  fields: ['SecurityContext.readOnlyRootFilesystem'],
  check({ containers }, report) {
    for (const { value, path, label } of containers) {
      const isReadOnly = value.securityContext?.readOnlyRootFilesystem === true;
      const folders = isReadOnly ? (untouchedImage(value)?.writes ?? []) : [];
      const readOnly = folders.filter((names) => !names.some((name) => isWritable(value, name))).map(([name]) => name);
      if (readOnly.length > 0) {
        report(
          `${path}.securityContext.readOnlyRootFilesystem`,
          `${label} cannot write to ${readOnly.join(' and ')}.`,
          `Mount an emptyDir at ${readOnly.join(' and at ')}.`,
          { why: `${officialName(value.image)} writes there, and ends if it cannot.` },
        );
      }
    }
  },
});

function isWritable({ volumeMounts = [] }: Container, folder: string): boolean {
  return volumeMounts.some(
    ({ mountPath, readOnly }) =>
      readOnly !== true && mountPath !== undefined && `${folder}/`.startsWith(`${mountPath.replace(/\/$/, '')}/`),
  );
}
