import { notQualifiedName } from '../model/names';
import { everyObjectWith } from '../validation/every-object';

const RULE = 'api/finalizer';

/** The finalizers that are Kubernetes' own, and need no domain before them. */
const STANDARD = ['kubernetes', 'orphan', 'foregroundDeletion'];

/**
 * Finalizers have the domain of those who see to them.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/
 */
export const finalizer = everyObjectWith('finalizers', ({ finalizers }, at, pod) => {
  const list = at.field('finalizers');
  finalizers.forEach((name: string, i: number) => {
    const why = notQualifiedName(name);
    if (why !== undefined) {
      // of these, the server does not say which item it is
      pod.invalid(RULE, list, `"${name}" is not a finalizer.`, why, FIX);
    }
    if (!name.includes('/') && !STANDARD.includes(name)) {
      pod.invalid(RULE, list.item(i), `"${name}" is not a finalizer.`, 'It is a name after a domain and a slash.', FIX);
    }
  });
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    const why = 'One leaves what the pod owns, the other waits until it is gone.';
    pod.invalid(RULE, list, '"orphan" and "foregroundDeletion" exclude each other.', why, 'Leave one of them out.');
  }
});

const FIX = 'Write "example.com/name".';
