/**
 * Writes kubernetes.ts (the typed API) and schema.ts (its fields as data) from the OpenAPI documents in openapi/.
 *
 * `npm run generate` runs it; `npm run generate -- --check` only says whether the two files are what it would write.
 */
import * as fs from 'fs';
import * as path from 'path';
import { ENUMS } from './enums';

interface Property {
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly $ref?: string;
  readonly items?: Property;
  readonly additionalProperties?: Property;
}

interface Definition {
  readonly description?: string;
  readonly properties?: Record<string, Property>;
  readonly required?: readonly string[];
}

type Definitions = Record<string, Definition>;

/** Each of these, and all that they refer to, becomes a struct of kubernetes.ts. */
const TYPED = [
  'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta',
  'io.k8s.api.core.v1.PodSpec',
  'io.k8s.api.apps.v1.DeploymentSpec',
  'io.k8s.api.apps.v1.StatefulSetSpec',
  'io.k8s.api.apps.v1.DaemonSetSpec',
  'io.k8s.api.batch.v1.JobSpec',
  'io.k8s.api.batch.v1.CronJobSpec',
];

/** Each of these, and all that they refer to, becomes a struct of schema.ts: the kinds that are, or make, pods. */
const KINDS = [
  'io.k8s.api.core.v1.Pod',
  'io.k8s.api.apps.v1.Deployment',
  'io.k8s.api.apps.v1.StatefulSet',
  'io.k8s.api.apps.v1.DaemonSet',
  'io.k8s.api.apps.v1.ReplicaSet',
  'io.k8s.api.batch.v1.Job',
  'io.k8s.api.batch.v1.CronJob',
];

/** What the cluster writes, and nobody else. */
const STATUS = 'PersistentVolumeClaim.status';

/** jsii takes a name of I and a capital for an interface with methods. */
const NAMES: Record<string, string> = { ISCSIVolumeSource: 'IscsiVolumeSource' };

/** Where these types ask for more, or for less, than the OpenAPI document. */
const REQUIRED: Record<string, boolean> = {
  'Container.image': true, // the API server refuses a pod without it
  'PodSpec.containers': false, // the app's container is a prop of its own
  // these follow from the app, or from each other
  'CronJobSpec.jobTemplate': false,
  'DaemonSetSpec.selector': false,
  'DaemonSetSpec.template': false,
  'DeploymentSpec.selector': false,
  'DeploymentSpec.template': false,
  'JobSpec.template': false,
  'StatefulSetSpec.selector': false,
  'StatefulSetSpec.template': false,
};

const DESCRIPTIONS: Record<string, string> = {
  'Container.image':
    'Container image name. Required here: the API server refuses a pod without it. More info: https://kubernetes.io/docs/concepts/containers/images',
  'PodSpec.containers':
    'More containers, beside the one of `app`. They land after it, in this order; what patterns add comes last.',
  'PodSpec.initContainers':
    'Init containers, in the order in which they run. The init steps that patterns add run after them.',
};

const SCALARS: Record<string, string> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'Quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'IntOrString',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'Time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'object',
};

/** What a type of the schema is in TypeScript; any other is a struct's name. */
const TYPESCRIPT: Record<string, string> = {
  string: 'string',
  int32: 'number',
  int64: 'number',
  boolean: 'boolean',
  Quantity: 'string | number',
  IntOrString: 'string | number',
  Time: 'string',
  object: 'Record<string, any>',
};

const WIDTH = 120;

const folder = path.join(__dirname, 'openapi');
const documents = fs
  .readdirSync(folder)
  .map((file) => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')))
  .map((document) => ({
    minor: Number(document.version.split('.')[1]),
    version: document.version.slice(1) as string,
    definitions: document.definitions as Definitions,
  }))
  .sort((a, b) => a.minor - b.minor);
const newest = documents[documents.length - 1];
const versions = documents.map((document) => `1.${document.minor}`);

function shortName(reference: string): string {
  const name = reference.slice(reference.lastIndexOf('.') + 1);
  return NAMES[name] ?? name;
}

/** `Probe`, `Container[]`, `map<Quantity>`: the type of a property, in the words of schema.ts. */
function schemaType(property: Property): string {
  if (property.$ref !== undefined) {
    const name = property.$ref.replace('#/definitions/', '');
    return SCALARS[name] ?? shortName(name);
  }
  if (property.type === 'array') {
    return `${schemaType(property.items!)}[]`;
  }
  if (property.additionalProperties !== undefined) {
    return `map<${schemaType(property.additionalProperties)}>`;
  }
  return property.type === 'integer' ? property.format! : property.type!;
}

function typeScript(type: string, place: string): string {
  if (type.endsWith('[]')) {
    const item = typeScript(type.slice(0, -2), place);
    return item.includes('|') ? `(${item})[]` : `${item}[]`;
  }
  const map = /^map<(.*)>$/.exec(type);
  if (map !== null) {
    return `Record<string, ${typeScript(map[1], place)}>`;
  }
  const values = ENUMS[place];
  if (values !== undefined) {
    return values.map((value) => `'${value}'`).join(' | ');
  }
  return TYPESCRIPT[type] ?? type;
}

/** The roots and all that they refer to, but by the field that is left out, in one document, by full name. */
function reachable(definitions: Definitions, roots: string[], left?: string): string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name) || name in SCALARS) {
      return;
    }
    found.add(name);
    for (const [field, property] of Object.entries(definitions[name].properties ?? {})) {
      const reference = property.$ref ?? property.items?.$ref ?? property.additionalProperties?.$ref;
      if (reference !== undefined && `${shortName(name)}.${field}` !== left) {
        visit(reference.replace('#/definitions/', ''));
      }
    }
  };
  roots.forEach(visit);
  return [...found].sort((a, b) => (shortName(a) < shortName(b) ? -1 : 1));
}

interface Life {
  /** The first version of ours that has the field. */
  readonly since: string;
  /** The last one, where the newest has it no longer. */
  readonly until?: string;
  readonly type: string;
}

/** Every field of any version: struct, field, life. */
function lives(): Map<string, Map<string, Life>> {
  const structs = new Map<string, Map<string, Life>>();
  for (const { minor, definitions } of documents) {
    const see = (struct: string, of: Definition): void => {
      const fields = structs.get(struct) ?? new Map<string, Life>();
      structs.set(struct, fields);
      for (const [field, property] of Object.entries(of.properties ?? {})) {
        const until = minor === newest.minor ? undefined : `1.${minor}`;
        const since = fields.get(field)?.since ?? `1.${minor}`;
        fields.set(field, { since, until, type: schemaType(property) });
      }
    };
    for (const name of reachable(definitions, KINDS)) {
      see(shortName(name), definitions[name]);
      for (const { before, after } of renamed(name, definitions)) {
        see(shortName(after), definitions[before]);
      }
    }
  }
  return structs;
}

/** The structs that a struct's fields have in a document, where the newest has another one there. */
function renamed(name: string, definitions: Definitions): { before: string; after: string }[] {
  const structOf = (property: Property | undefined): string | undefined =>
    property?.$ref?.replace('#/definitions/', '');
  return Object.entries(definitions[name].properties ?? {}).flatMap(([field, property]) => {
    const [before, after] = [structOf(property), structOf(newest.definitions[name]?.properties?.[field])];
    return before === undefined || after === undefined || before === after || after in SCALARS
      ? []
      : [{ before, after }];
  });
}

function wrap(text: string, indent: string): string[] {
  if (text.startsWith('@see')) {
    return [text];
  }
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.trim().split(/\s+/)) {
      if (line !== '' && indent.length + 3 + line.length + 1 + word.length > WIDTH) {
        lines.push(line);
        line = '';
      }
      line = line === '' ? word : `${line} ${word}`;
    }
    lines.push(line);
  }
  return lines;
}

function comment(paragraphs: string[], indent: string): string {
  const lines = paragraphs
    .filter((paragraph) => paragraph !== '')
    .flatMap((paragraph, i) => [...(i > 0 && !paragraph.startsWith('@see') ? [''] : []), ...wrap(paragraph, indent)])
    .map((line) => `${indent} * ${line}`.trimEnd().replace(/\*\//g, '*\\/'));
  return [`${indent}/**`, ...lines, `${indent} */`].join('\n');
}

/** Takes the pages that a description points to out of its text. */
function pages(description: string): { text: string; see: string[] } {
  const see: string[] = [];
  const text = description
    .replace(
      /\s*(?:More info|More information|See|Read more):? (https?:\/\/[^\s)]+?)\.?(?=\s|$)/g,
      (_, url: string) => {
        see.push(`@see ${url}`);
        return '';
      },
    )
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return { text, see: [...new Set(see)] };
}

/** What the description says that Kubernetes takes where nothing is said. */
function clusterDefault(description: string): string | undefined {
  const end = '(?=\\)?\\.(?:\\s|$)|\\n|\\s+More info|\\)?$)';
  const found = new RegExp(`\\b[Dd]efault(?:s? to| value is| is|(?= false)) ?(.+?(?: \\(.+?\\))?)${end}`).exec(
    description,
  );
  return found?.[1].replace(/^"([^"]+)"$/, '$1').replace(/^'([^']+)'$/, '$1');
}

function fieldComment(place: string, description: string, life: Life, required: boolean): string {
  const { text, see } = pages(DESCRIPTIONS[place] ?? description);
  const since = life.since === versions[0] ? `${life.since} or earlier` : life.since;
  const stated = clusterDefault(description);
  const fallback = stated === undefined ? '- none' : `- none; the cluster takes ${stated}`;
  return comment([text, `Since Kubernetes ${since}.`, required ? '' : `@default ${fallback}`, ...see], '  ');
}

function union(type: string): string {
  return type.includes(" | '") && type.length > 80
    ? type
        .split(' | ')
        .map((value) => `\n    | ${value}`)
        .join('')
    : ` ${type}`;
}

function struct(fullName: string, fields: Map<string, Life>): string {
  const name = shortName(fullName);
  const definition = newest.definitions[fullName];
  const { text, see } = pages(definition.description ?? '');
  const members = Object.entries(definition.properties ?? {})
    .filter(([field]) => `${name}.${field}` !== STATUS)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, property]) => {
      const place = `${name}.${field}`;
      const required = REQUIRED[place] ?? definition.required?.includes(field) ?? false;
      const doc = fieldComment(place, property.description ?? '', fields.get(field)!, required);
      const type = union(typeScript(schemaType(property), place));
      return `${doc}\n  readonly ${field}${required ? '' : '?'}:${type};`;
    });
  const raw = comment(
    [
      'Fields that this struct does not know, merged in at this place. One that is also said by its own prop is refused.',
      '@default - none',
    ],
    '  ',
  );
  return [
    comment([text, ...see], ''),
    `export interface ${name} {`,
    [...members, `${raw}\n  readonly raw?: Record<string, any>;`].join('\n\n'),
    '}',
  ].join('\n');
}

const HEADER = `// Generated by kubernetes/generate.ts from the OpenAPI documents in kubernetes/openapi. Do not edit; \`npm run generate\` writes it.`;

function kubernetes(structs: Map<string, Map<string, Life>>): string {
  return [
    HEADER,
    `// The descriptions are those of Kubernetes v${newest.version}, Apache-2.0, Copyright The Kubernetes Authors.`,
    '/* eslint-disable */',
    '',
    reachable(newest.definitions, TYPED, STATUS)
      .map((name) => struct(name, structs.get(shortName(name))!))
      .join('\n\n'),
    '',
  ].join('\n');
}

function schema(structs: Map<string, Map<string, Life>>): string {
  const rows = [...structs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, fields]) => {
      const members = [...fields]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([field, { type, since, until }]) => {
          const life = until !== undefined ? [since, until] : since !== versions[0] ? [since] : [];
          return `    ${field}: [${[type, ...life].map((word) => `'${word}'`).join(', ')}],`;
        });
      return [`  ${name}: {`, ...members, '  },'].join('\n');
    });
  return [
    HEADER,
    '',
    `/** The Kubernetes versions whose API is known here, oldest first. */`,
    `export const VERSIONS = [${versions.map((version) => `'${version}'`).join(', ')}] as const;`,
    '',
    '/**',
    ' * A field: its type, the version that brought it (where the oldest one above lacks it), and the last that has it (where the',
    ' * newest lacks it). A type is a struct of this schema, `string`, `int32`, `int64`, `boolean`, `Quantity`, `IntOrString`, `Time`',
    ' * or `object` (free form), a list of one (`Container[]`) or a free map to one (`map<Quantity>`).',
    ' */',
    'export type Field = readonly [type: string, since?: string, until?: string];',
    '',
    'export const SCHEMA: Record<string, Record<string, Field>> = {',
    ...rows,
    '};',
    '',
  ].join('\n');
}

function main(): void {
  const structs = lives();
  const stale = Object.entries({ 'types.ts': kubernetes(structs), 'schema.ts': schema(structs) }).filter(
    ([name, text]) => {
      const file = path.join(__dirname, name);
      if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) {
        return false;
      }
      if (!process.argv.includes('--check')) {
        fs.writeFileSync(file, text);
      }
      return true;
    },
  );
  if (stale.length > 0 && process.argv.includes('--check')) {
    console.error(`not what kubernetes/generate.ts writes: ${stale.map(([name]) => `kubernetes/${name}`).join(', ')}`);
    process.exitCode = 1;
  }
}

main();
