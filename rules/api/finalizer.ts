import { notQualifiedName } from '../model/names';
import { rule } from '../rule';
import { everyObjectWith } from '../validation/every-object';

/** The finalizers of Kubernetes, which have no domain. */
const STANDARD = ['kubernetes', 'orphan', 'foregroundDeletion'];

/** The fix of an invalid finalizer. */
export const NAME_WITH_DOMAIN = 'Write a name with a domain, such as "example.com/name".';

/** Whether the name of a finalizer lacks the domain that it needs. */
export function lacksDomain(name: string): boolean {
  return !name.includes('/') && !STANDARD.includes(name);
}

/** The kinds whose finalizers the server accepts without a domain. */
const WITHOUT_DOMAIN: ReadonlySet<string> = new Set(['PodDisruptionBudget', 'RuntimeClass']);

export const finalizer = rule({
  id: 'api/finalizer',
  severity: 'error',
  summary: 'The name of a finalizer must have a domain; "orphan" and "foregroundDeletion" cannot be used together.',
  see: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/',
  checks: everyObjectWith('finalizers', ({ finalizers }, at, context) => {
    const list = at.field('finalizers');
    finalizers.forEach((name, i) => {
      const why = notQualifiedName(name);
      if (why !== undefined) {
        // the server's path has no index
        context.invalid(list, `"${name}" is not a valid finalizer.`, why, NAME_WITH_DOMAIN);
      }
      if (lacksDomain(name) && !WITHOUT_DOMAIN.has(context.struct)) {
        context.invalid(
          list.item(i),
          `"${name}" has no domain.`,
          'Only finalizers of Kubernetes need none.',
          NAME_WITH_DOMAIN,
        );
      }
    });
    if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
      const what = '"orphan" and "foregroundDeletion" cannot be used together.';
      const why = '"orphan" keeps the dependents of the object, "foregroundDeletion" deletes them.';
      context.invalid(list, what, why, 'Remove one of the two.');
    }
  }),
});
