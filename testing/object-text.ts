import { fieldsOf } from '../util/plain-object';
import { safe } from '../util/safe-text';
import { nameInQuotes } from './value-text';

/** An object in a message: `Deployment "web"`, with its namespace if it sets one. */
export function objectText(object: { readonly kind: string; readonly metadata?: unknown }): string {
  const { name, generateName, namespace } = fieldsOf(object.metadata);
  const inNamespace = namespace === undefined ? '' : ` in the namespace ${nameInQuotes(namespace)}`;
  return `${safe(object.kind)} ${nameInQuotes(name ?? generateName)}${inNamespace}`;
}
