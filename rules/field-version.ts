import { FieldVisit } from '../manifest/visit';
import { atLeast } from '../spec/version';
import { Finding } from './finding';

const RULE = 'api/field-version';

const DATED = new FieldVisit(([, since, until]) => since !== undefined || until !== undefined);

/**
 * Fields that the target version does not have yet, or has no longer. An API server of that version refuses or drops them.
 *
 * @see https://kubernetes.io/docs/reference/using-api/deprecation-policy/
 */
export function fieldVersion(object: any, version: string, type: string): Finding[] {
  const found: Finding[] = [];
  DATED.object(object, type, (place, _, [, since, until]) => {
    if (since !== undefined && !atLeast(version, since)) {
      found.push({
        rule: RULE,
        severity: 'error',
        path: String(place),
        what: `Kubernetes ${version} has no such field.`,
        why: `It exists since ${since}.`,
        fix: `Leave it out, or say that the cluster is newer: KubernetesVersion.set(app, '${since}').`,
      });
    } else if (until !== undefined && !atLeast(until, version)) {
      found.push({
        rule: RULE,
        severity: 'error',
        path: String(place),
        what: `Kubernetes ${version} has no such field any longer.`,
        why: `It was there until ${until}.`,
        fix: 'Leave it out.',
      });
    }
  });
  return found;
}
