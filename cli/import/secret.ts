import { KubernetesObject } from '../../kubernetes/kinds';
import { isPlainObject, valueAt } from '../../util/plain-object';
import { Entry, Expression } from './expression';
import { UniqueNames } from './names';

/** A name in the code that stands for the data of a Secret. It is declared nowhere, so the code compiles only after a person replaced it. */
export interface Placeholder {
  readonly name: string;
  readonly value: unknown;
}

const SECRET_FIELDS = ['data', 'stringData'];

/** Whether a field of an object contains secret data. */
export function isSecretField({ kind }: KubernetesObject, field: unknown): boolean {
  return kind === 'Secret' && SECRET_FIELDS.includes(field as string);
}

/**
 * The object as an expression, without the data of a Secret.
 * @param names makes the names of placeholders unique
 */
export function withPlaceholders(
  object: KubernetesObject,
  names: UniqueNames,
): {
  readonly expression: Expression;
  readonly placeholders: readonly Placeholder[];
} {
  const placeholders: Placeholder[] = [];
  if (!SECRET_FIELDS.some((field) => isSecretField(object, field) && field in object)) {
    return { expression: { type: 'data', value: object, source: [] }, placeholders };
  }
  const name = valueAt(object, ['metadata', 'name']);
  const placeholder = (key: string, value: unknown): Expression => {
    if (value === null) {
      return { type: 'data', value };
    }
    const unique = names.next(placeholderName(`${typeof name === 'string' ? name : ''} ${key}`));
    placeholders.push({ name: unique, value });
    return { type: 'reference', name: unique };
  };
  const entries = Object.keys(object).map((key): Entry => {
    const value = object[key];
    if (!isSecretField(object, key)) {
      return { key, value: { type: 'data', value, source: [key] } };
    }
    return isPlainObject(value)
      ? {
          key,
          value: {
            type: 'object',
            entries: Object.keys(value).map((inner) => ({ key: inner, value: placeholder(inner, value[inner]) })),
            source: [key],
          },
        }
      : { key, value: placeholder(key, value) };
  });
  return { expression: { type: 'object', entries, source: [] }, placeholders };
}

function placeholderName(text: string): string {
  const words = text.toUpperCase().match(/[A-Z0-9]+/g) ?? [];
  return ['SECRET', ...words].join('_').slice(0, 60);
}
