import { KubernetesObject } from '../../kubernetes/kinds';
import { documentsOf } from './documents';
import { objectsIn } from './k8s-list';
import { Unreadable } from './plain-value';
import { Text } from './source-text';

/** The Kubernetes objects of a text, without documents and items that cannot be read. */
export function* objectsInText(text: string): Generator<KubernetesObject> {
  for (const document of documentsOf(new Text(text))) {
    yield* document instanceof Unreadable ? [] : objectsIn(document.value);
  }
}
