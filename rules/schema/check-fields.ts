import { schema as schemaRule } from '../api/schema';
import { type as typeRule, unknownField } from '../decode/rules';
import { JSONSchemaProps } from '../../kubernetes/decoded';
import { minorOf } from '../../kubernetes/version';
import { excerpt } from '../../util/excerpt';
import { PlainObject } from '../../util/plain-object';
import { Finding } from '../finding';
import { FieldPath } from '../model/field-path';
import { complete } from './complete';
import { embeddedObjects } from './embedded';
import { duplicateItems } from './list-keys';
import { suggestField } from './suggest-field';
import { Validator } from './validate';

/**
 * The findings about the fields of a custom resource, as the API server decodes and validates it. The metadata has checks of its own.
 * @param kind the kind, for messages
 * @param version the version of Kubernetes
 */
export function checkFields(object: PlainObject, kind: string, schema: JSONSchemaProps, version: string): Finding[] {
  const findings: Finding[] = [];
  /** The places where a misspelt or misplaced field belongs: they are not missing. */
  const meant = new Set<string>();
  const completed = complete(object, schema, (key, at, ofParent) => {
    const place = new FieldPath(at, key, undefined);
    const suggestion = suggestField(key, ofParent, at.steps, schema);
    if (suggestion !== undefined) {
      meant.add(suggestion.path);
    }
    const { id, severity } = unknownField;
    const what = `there is no field ${excerpt(key)} here.`;
    const why = `The schema of ${excerpt(kind)} does not have it. The API server refuses unknown fields.`;
    const fix = suggestion?.fix ?? 'Remove it.';
    findings.push({ rule: id, severity, path: String(place), what, why, fix });
  });
  const at = new FieldPath(undefined, '', object);
  const known = new Set<string>();
  const refusals = [
    ...new Validator(kind, minorOf(version)).validate(completed, schema, at).refusals,
    ...embeddedObjects(completed, schema, at),
    ...duplicateItems(completed, schema, at),
  ];
  for (const { at: place, type, what, why, fix, isWrongType } of refusals) {
    const path = String(place);
    const key = JSON.stringify([path, type, what]);
    const isFollowUp = type === 'FieldValueRequired' && meant.has(path);
    if (!known.has(key) && !isFollowUp) {
      const { id, severity } = isWrongType ? typeRule : schemaRule;
      findings.push({ rule: id, severity, type, path, what, why, fix });
    }
    known.add(key);
  }
  return findings;
}
