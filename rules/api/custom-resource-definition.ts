import {
  CustomResourceDefinitionNames,
  CustomResourceDefinitionSpec,
  CustomResourceDefinitionVersion,
} from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notDnsLabel, notDnsSubdomain } from '../model/names';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { choice, need, needForm } from '../validation/fields';

const SCOPES = ['Cluster', 'Namespaced'];

export const customResourceDefinition = rule({
  id: 'api/custom-resource-definition',
  severity: 'error',
  summary: 'A CustomResourceDefinition must have valid names, and one version that is stored.',
  details: 'Its name is `PLURAL.GROUP`. Each version has a schema. The rule does not check the schemas themselves.',
  see: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/',
  checks: {
    CustomResourceDefinition({ metadata = {}, spec = {} }, objectAt, context) {
      const at = objectAt.field('spec');
      const { group = '', names = {} } = spec;
      const { plural = '' } = names;
      checkGroup(group, at, context);
      needChoice(spec, at, context);
      checkVersions(spec, at, context);
      checkNames(names, at.field('names'), context);
      if (spec.preserveUnknownFields === true) {
        const why = 'Only versions of the API before v1 had it.';
        const fix = 'Remove it, and set `x-kubernetes-preserve-unknown-fields: true` in the schema.';
        context.invalid(at.field('preserveUnknownFields'), 'it cannot be true.', why, fix);
      }
      const expected = `${plural}.${group}`;
      const name = metadata.name ?? '';
      if (name !== '' && name !== expected) {
        const place = objectAt.field('metadata').field('name');
        const what = `"${name}" is not "${expected}".`;
        const why = 'The name of a CustomResourceDefinition is its plural, a dot and its group.';
        context.invalid(
          place,
          what,
          why,
          plural === '' || group === '' ? 'Correct the names.' : `Write "${expected}".`,
        );
      }
    },
  },
});

function checkGroup(group: string, at: FieldPath, context: ValidationContext): void {
  needForm({ group }, at, context, 'group', notDnsSubdomain);
  if (group !== '' && notDnsSubdomain(group) === undefined && !group.includes('.')) {
    const why = 'The group of custom resources is a domain with at least one dot.';
    context.invalid(at.field('group'), `"${group}" has no dot.`, why, 'Write "example.com", for example.');
  }
}

function needChoice(spec: CustomResourceDefinitionSpec, at: FieldPath, context: ValidationContext): void {
  need(spec, at, context, 'scope');
  if (spec.scope) {
    choice(spec, at, context, 'scope', SCOPES);
  }
}

function checkVersions(
  { versions = [] }: CustomResourceDefinitionSpec,
  at: FieldPath,
  context: ValidationContext,
): void {
  const place = at.field('versions');
  versions.forEach((version, i) => checkVersion(version, place.item(i), context));
  const names = versions.map(({ name = '' }) => name);
  if (new Set(names).size < names.length) {
    context.invalid(
      place,
      'two versions have the same name.',
      'A version is found by its name.',
      'Rename one of them.',
    );
  }
  const stored = versions.filter(({ storage }) => storage === true).length;
  if (stored !== 1) {
    const why = 'The API server stores the objects in exactly one version.';
    context.invalid(
      place,
      `${stored} versions have \`storage: true\`.`,
      why,
      'Set `storage: true` for exactly one version.',
    );
  }
}

function checkVersion(version: CustomResourceDefinitionVersion, at: FieldPath, context: ValidationContext): void {
  const { name = '', schema, deprecated = false, deprecationWarning } = version;
  const reason = notDnsName(name);
  if (reason !== undefined) {
    context.invalid(at.field('name'), `"${name}" is not the name of a version.`, reason, 'Write "v1", for example.');
  }
  if (schema?.openAPIV3Schema === undefined) {
    const place = at.field('schema').field('openAPIV3Schema');
    const why = 'The API server drops all fields that no schema has.';
    context.required(place, 'the version has no schema.', why, 'Write the schema of the objects.');
  }
  if (deprecationWarning !== undefined && !deprecated) {
    const why = 'Only a deprecated version can have a warning.';
    context.invalid(at.field('deprecationWarning'), 'the version is not deprecated.', why, 'Set `deprecated: true`.');
  }
}

function checkNames(names: CustomResourceDefinitionNames, at: FieldPath, context: ValidationContext): void {
  const { plural = '', kind = '', shortNames = [], categories = [] } = names;
  // the server derives the other names from the kind
  const singular = names.singular || kind.toLowerCase();
  const listKind = names.listKind || (kind === '' ? '' : `${kind}List`);
  const lower = (text: string): string | undefined => notDnsName(text.toLowerCase());
  needForm({ plural }, at, context, 'plural', notDnsName);
  needForm({ singular }, at, context, 'singular', notDnsName);
  needForm({ kind }, at, context, 'kind', lower);
  needForm({ listKind }, at, context, 'listKind', lower);
  if (kind !== '' && kind === listKind) {
    context.invalid(
      at.field('listKind'),
      'it equals the kind.',
      'A list has a kind of its own.',
      `Write "${kind}List".`,
    );
  }
  const lists = [
    ['shortNames', shortNames],
    ['categories', categories],
  ] as const;
  for (const [field, texts] of lists) {
    texts.forEach((text, i) => {
      const reason = notDnsName(text);
      if (reason !== undefined) {
        context.invalid(
          at.field(field).item(i),
          `"${text}" is not a valid name.`,
          reason,
          'Write a short name in lower case.',
        );
      }
    });
  }
}

/** A DNS label that starts with a letter. */
function notDnsName(text: string): string | undefined {
  return notDnsLabel(text) ?? (/^[a-z]/.test(text) ? undefined : 'It must start with a letter.');
}
