import { KubernetesObject } from '../../kubernetes/kinds';
import { isPlainObject } from '../../util/plain-object';
import { Entry, Expression } from './expression';

/** Whether the type of `ApiObject` accepts a field of the metadata. It accepts any value for other fields. */
const METADATA: Readonly<Record<string, (value: unknown) => boolean>> = {
  name: isText,
  namespace: isText,
  labels: isTextMap,
  annotations: isTextMap,
  finalizers: (value) => Array.isArray(value) && value.every(isText),
  ownerReferences: (value) => Array.isArray(value) && value.every(isOwner),
};

/** The props of an `ApiObject`, without what its type refuses. */
export function apiObjectProps({ metadata }: KubernetesObject, whole: Expression): Expression {
  const entries: readonly Entry[] =
    whole.type === 'object'
      ? whole.entries
      : Object.entries(whole.type === 'data' ? (whole.value as object) : {}).map(([key, value]) => ({
          key,
          value: { type: 'data', value, source: [key] },
        }));
  const props = entries.filter(({ key }) => key !== 'metadata');
  const at = entries.findIndex(({ key }) => key === 'metadata');
  props.splice(at < 0 ? 2 : at, 0, { key: 'metadata', value: metadataProps(metadata) });
  return { type: 'object', entries: props, source: [] };
}

function metadataProps(metadata: unknown): Expression {
  const source = ['metadata'];
  const fields = isPlainObject(metadata) ? Object.entries(metadata) : [];
  const accepted = fields.filter(
    ([key, value]) => !Object.prototype.hasOwnProperty.call(METADATA, key) || METADATA[key](value),
  );
  if (accepted.length === fields.length && fields.some(([key]) => key === 'name')) {
    return { type: 'data', value: metadata, source };
  }
  const entries = accepted.map(([key, value]): Entry => ({
    key,
    value: { type: 'data', value, source: [...source, key] },
  }));
  if (!accepted.some(([key]) => key === 'name')) {
    // otherwise, cdk8s makes up a name
    entries.unshift({ key: 'name', value: { type: 'reference', name: 'undefined' } });
  }
  return { type: 'object', entries, source };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTextMap(value: unknown): boolean {
  return isPlainObject(value) && Object.values(value).every(isText);
}

function isOwner(value: unknown): boolean {
  const flags = ['controller', 'blockOwnerDeletion'];
  return (
    isPlainObject(value) &&
    ['apiVersion', 'kind', 'name', 'uid'].every((field) => isText(value[field])) &&
    Object.keys(value).length <= 4 + flags.filter((flag) => typeof value[flag] === 'boolean').length
  );
}
