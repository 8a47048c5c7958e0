import { ApiObjectMetadataDefinition } from 'cdk8s';
import { unknownProp } from '../../rules/composition';
import { type as typeRule } from '../../rules/decode/rules';
import { Finding, findingOf } from '../../rules/finding';
import { classOf, described, Form, isPlainObject, plainForm, PlainObject, setField } from '../../util/plain-object';
import { notPlainData } from './plain-data';

/** The fields that cdk8s copies: it copies a list to a map by its indexes, a text to its characters, and nothing of a `Map`. */
const COPIED: Readonly<Record<string, Form>> = {
  labels: 'an object',
  annotations: 'an object',
  finalizers: 'a list',
  ownerReferences: 'a list',
};

const NONE: ReadonlyMap<string, Finding> = new Map();

/**
 * The fields of which cdk8s would lose the value, and the findings about them.
 * @param metadata the metadata as its author wrote it
 */
export function lostFields(metadata: unknown, path = 'metadata'): ReadonlyMap<string, Finding> {
  if (!isForm(metadata, 'an object')) {
    return new Map([['', wrongForm(metadata, path, 'an object')]]);
  }
  let lost: Map<string, Finding> | undefined;
  for (const field in COPIED) {
    const value = (metadata as PlainObject)[field] ?? undefined;
    if (value !== undefined && !isForm(value, COPIED[field])) {
      lost ??= new Map();
      lost.set(field, wrongForm(value, `${path}.${field}`, COPIED[field]));
    }
  }
  return lost ?? NONE;
}

function isForm(value: unknown, form: Form): boolean {
  return form === 'a list' ? Array.isArray(value) : isPlainObject(value) && classOf(value) === undefined;
}

function wrongForm(value: unknown, path: string, form: Form): Finding {
  const is = described(value);
  return classOf(value) === undefined
    ? findingOf(typeRule, path, `${is} is not ${form}.`, plainForm(is, form))
    : notPlainData(is, path, form);
}

/** How to set what `metadata.add` of cdk8s does not set. */
const SETTERS: Readonly<Record<string, string>> = {
  name: 'Set `name` in the prop `metadata`.',
  namespace: 'Set `namespace` in the prop `metadata`.',
  labels: 'Use `metadata.addLabel(key, value)`.',
  annotations: 'Use `metadata.addAnnotation(key, value)`.',
  finalizers: 'Use `metadata.addFinalizers(name)`.',
  ownerReferences: 'Use `metadata.addOwnerReference(owner)`.',
};

/** The values of the fields that `metadata.add` of cdk8s cannot change. */
export function fixedFields(metadata: ApiObjectMetadataDefinition): PlainObject {
  const { name, namespace, labels, annotations, finalizers, ownerReferences } = additional(metadata) ?? {};
  return { name, namespace, labels, annotations, finalizers, ownerReferences };
}

/** The findings for fields that the author added in vain. */
export function addedInVain(metadata: ApiObjectMetadataDefinition, before: PlainObject): Finding[] {
  const now = fixedFields(metadata);
  const findings: Finding[] = [];
  for (const field in SETTERS) {
    if (now[field] !== before[field]) {
      const what = `cdk8s ignores \`metadata.add('${field}', …)\`.`;
      findings.push(findingOf(unknownProp, `metadata.${field}`, what, SETTERS[field]));
    }
  }
  return findings;
}

/** A private field of cdk8s: the fields that the author gave. */
function additional(metadata: ApiObjectMetadataDefinition): PlainObject | undefined {
  return (metadata as unknown as PlainObject)._additionalAttributes as PlainObject | undefined;
}

/** The metadata in the order of its author, without empty lists and maps. `toJson` of cdk8s sorts the keys, and is slower. */
export function writtenMetadata(metadata: ApiObjectMetadataDefinition): object {
  const own = metadata as unknown as PlainObject;
  const given = additional(metadata);
  if (given === undefined) {
    return metadata.toJson();
  }
  const written = {};
  for (const fields of [given, own]) {
    for (const key in fields) {
      const value = key in own ? own[key] : given[key];
      if (!isEmpty(value) && key !== 'apiObject' && key !== '_additionalAttributes') {
        setField(written, key, value);
      }
    }
  }
  return written;
}

/** Whether a value is an empty list or map. */
function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  for (const key in value) {
    if (Object.prototype.hasOwnProperty.call(value, key)) {
      return false;
    }
  }
  // a Map has no keys of its own, but is no data
  return classOf(value) === undefined;
}
