/**
 * Writes types.ts (the typed API), schema.ts (its fields as data) and decoded.ts (the structs of the rules) from the OpenAPI documents in
 * openapi/, and all-kinds.ts (the other kinds) from openapi/kinds.json. `npm run generate` runs it; with `-- --check` it only checks that
 * the files are up to date.
 */
import * as fs from 'fs';
import * as path from 'path';
import { ENUMS } from './enums';
import { KINDS } from './kinds';

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

/** These definitions and their references become the structs of types.ts. */
const TYPED = [
  'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta',
  'io.k8s.api.core.v1.PodSpec',
  ...['Deployment', 'StatefulSet', 'DaemonSet'].map((kind) => `io.k8s.api.apps.v1.${kind}Spec`),
  ...['Job', 'CronJob'].map((kind) => `io.k8s.api.batch.v1.${kind}Spec`),
];

/** The documents lack them: their structs are in kinds.json. */
const OF_KINDS_FILE = ['ReplicationController', 'PodTemplate'];

/** These definitions and their references become the structs of schema.ts: pods, and the kinds that create pods. */
const ROOTS = [...KINDS.values()]
  .filter(({ struct }) => !OF_KINDS_FILE.includes(struct))
  .map(
    ({ apiVersion, struct }) =>
      `io.k8s.api.${apiVersion === 'v1' ? 'core.v1' : apiVersion.replace('/', '.')}.${struct}`,
  );

/** Rules also check these kinds: decoded.ts has their structs. */
const OTHERS = [
  ...[
    'v1 ConfigMap',
    'v1 LimitRange',
    'v1 Namespace',
    'v1 PersistentVolume',
    'v1 ResourceQuota',
    'v1 Secret',
    'v1 Service',
  ],
  ...['v1 ServiceAccount', 'discovery.k8s.io/v1 EndpointSlice'],
  ...[
    'autoscaling/v1 HorizontalPodAutoscaler',
    'autoscaling/v2 HorizontalPodAutoscaler',
    'policy/v1 PodDisruptionBudget',
  ],
  ...['Ingress', 'IngressClass', 'NetworkPolicy'].map((kind) => `networking.k8s.io/v1 ${kind}`),
  ...['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'].map((kind) => `rbac.authorization.k8s.io/v1 ${kind}`),
  ...['node.k8s.io/v1 RuntimeClass', 'scheduling.k8s.io/v1 PriorityClass', 'storage.k8s.io/v1 StorageClass'],
  'apiextensions.k8s.io/v1 CustomResourceDefinition',
];

/** Only the cluster writes it. */
const STATUS = 'PersistentVolumeClaim.status';

/** To jsii, `I` before a capital letter means an interface with methods. */
const NAMES: Record<string, string> = { ISCSIVolumeSource: 'IscsiVolumeSource' };

/** Fields that differ from the OpenAPI document in whether they are required. */
const REQUIRED: Record<string, boolean> = {
  'Container.image': true, // the API server rejects a pod without it
  'PodSpec.containers': false, // the app's container has its own prop
  // the library derives these from the app, or from each other
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
    'Container image name. Required here, because the API server rejects a pod without it. More info: https://kubernetes.io/docs/concepts/containers/images',
  'PodSpec.containers':
    'Containers beside `app`. They follow it in this order; the containers of patterns follow them.',
  'PodSpec.initContainers':
    'Init containers, in the order in which they run. The init steps of patterns run after them.',
};

const SCALARS: Record<string, string> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'Quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'IntOrString',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'Time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'object',
};

/** The TypeScript of the types in the schema that are not structs. */
const TYPESCRIPT: Record<string, string> = {
  string: 'string',
  int32: 'number',
  int64: 'number',
  boolean: 'boolean',
  Quantity: 'string | number',
  IntOrString: 'string | number',
  Time: 'string',
  object: 'Record<string, any>',
  double: 'number',
  bytes: 'string | readonly number[]',
  MicroTime: 'string',
};

/**
 * To the API server, a field that is null is absent, and null in a map or a list is the empty value of its type. People write it: see the
 * `creationTimestamp: null` of `kubectl create --dry-run=client -o yaml`.
 */
const OR_NULL = ' | null';

/** Required fields that accept the empty value of their type, and so null. */
const NULLABLE = ['HTTPHeader.value', 'Sysctl.value'];

const WIDTH = 120;

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** All kinds and structs of all versions, as scripts/kinds.js writes them: `type`, `type since` or `type since until`. */
interface AllKinds {
  readonly versions: readonly string[];
  /** The struct of each kind, by API version and kind: `apps/v1 Deployment`. */
  readonly kinds: Record<string, string>;
  readonly structs: Record<string, Record<string, string>>;
}

const folder = path.join(__dirname, 'openapi');
const allKinds: AllKinds = JSON.parse(fs.readFileSync(path.join(folder, 'kinds.json'), 'utf8'));
const documents = fs
  .readdirSync(folder)
  .filter((file) => file.startsWith('v'))
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

/** The type of a property as schema.ts writes it: `Probe`, `Container[]`, `map<Quantity>`. */
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

/** A type of the schema in TypeScript. The field decides which values it accepts. In decoded.ts (`isDecoded`), data is read-only. */
function typeScript(type: string, field: string, isDecoded = false): string {
  if (!type.startsWith('map<') && type.includes('|')) {
    const types = type.split('|').map((one) => typeScript(one, field, isDecoded));
    return types.join(' | ');
  }
  // the items of lists and maps
  const orNull = (item: string): string => (isDecoded || ENUMS[field] || !TYPESCRIPT[item] ? '' : OR_NULL);
  if (type.endsWith('[]')) {
    const itemType = type.slice(0, -2);
    const item = `${typeScript(itemType, field, isDecoded)}${orNull(itemType)}`;
    return `${isDecoded ? 'readonly ' : ''}${item.includes('|') ? `(${item})` : item}[]`;
  }
  const map = /^map<(.*)>$/.exec(type);
  if (map !== null) {
    const record = `Record<string, ${typeScript(map[1], field, isDecoded)}${orNull(map[1])}>`;
    return isDecoded ? `Readonly<${record}>` : record;
  }
  if (isDecoded) {
    return type === 'object' ? 'unknown' : (TYPESCRIPT[type] ?? type);
  }
  return ENUMS[field]?.map((value) => `'${value}'`).join(' | ') ?? TYPESCRIPT[type] ?? type;
}

/** The full names of the roots and their references in a document. References of the omitted field do not count. */
function reachable(definitions: Definitions, roots: string[], omitted?: string): string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name) || name in SCALARS) {
      return;
    }
    found.add(name);
    for (const [field, property] of Object.entries(definitions[name].properties ?? {})) {
      const reference = property.$ref ?? property.items?.$ref ?? property.additionalProperties?.$ref;
      if (reference !== undefined && `${shortName(name)}.${field}` !== omitted) {
        visit(reference.replace('#/definitions/', ''));
      }
    }
  };
  roots.forEach(visit);
  return [...found].sort((a, b) => (shortName(a) < shortName(b) ? -1 : 1));
}

interface Field {
  readonly type: string;
  /** The first version here that has the field. */
  readonly since: string;
  /** The last version that has the field, if the newest version lacks it. */
  readonly until?: string;
}

type Structs = Map<string, Map<string, Field>>;

/** The fields of all versions, by struct and name. */
function readStructs(): Structs {
  const structs: Structs = new Map();
  for (const { minor, definitions } of documents) {
    const add = (struct: string, definition: Definition): void => {
      const fields = structs.get(struct) ?? new Map<string, Field>();
      structs.set(struct, fields);
      for (const [name, property] of Object.entries(definition.properties ?? {})) {
        const until = minor === newest.minor ? undefined : `1.${minor}`;
        const since = fields.get(name)?.since ?? `1.${minor}`;
        fields.set(name, { since, until, type: schemaType(property) });
      }
    };
    for (const name of reachable(definitions, ROOTS)) {
      add(shortName(name), definitions[name]);
      for (const { before, after } of renamed(name, definitions)) {
        add(shortName(after), definitions[before]);
      }
    }
  }
  for (const kind of OF_KINDS_FILE) {
    for (const [name, fields] of otherStructs([`v1 ${kind}`], structs, 'with status')) {
      structs.set(
        name,
        new Map(fields.map(([field, type, since = versions[0], until]) => [field, { type, since, until }])),
      );
    }
  }
  return new Map([...structs].sort(byName).map(([name, fields]) => [name, new Map([...fields].sort(byName))]));
}

/** The name of a struct in kinds.json. */
const STRUCT = /\w+\.v\w+\.\w+/g;

/** Structs that get the short name, although another group has a struct of the same name in a stable version. */
const PREFERRED = /^(core\.v1\.\w+|rbac\.v1\.Subject)$/;

/**
 * The name of each struct in kinds.json: `Ingress` for `networking.v1.Ingress`. If several have the same last part, the most stable one gets
 * it, and others get a longer name: `ResourceV1beta1DeviceClass`. A struct of schema.ts has its name there.
 */
function structNames(): ReadonlyMap<string, string> {
  const lastParts = (name: string): string => name.split('.').slice(-3).join('.');
  const ofSchema = documents.flatMap(({ definitions }) =>
    reachable(definitions, ROOTS).map((name): [string, string] => [lastParts(name), shortName(name)]),
  );
  const names = new Map(ofSchema);
  const taken = new Set(names.values());
  const isBeta = (name: string): boolean => /\.v\d+(alpha|beta)\d+\./.test(name);
  const rank = (name: string): number => (PREFERRED.test(name) ? 0 : isBeta(name) ? 2 : 1);
  const others = Object.keys(allKinds.structs).filter((name) => !names.has(name));
  // the newest version first: v2 before v1, v1beta2 before v1beta1
  for (const name of others
    .sort()
    .reverse()
    .sort((a, b) => rank(a) - rank(b))) {
    const [group, version, last] = name.split('.');
    const prefix = [group, version].map((word) => `${word[0].toUpperCase()}${word.slice(1)}`).join('');
    const unique = taken.has(last) ? `${prefix}${last}` : last;
    taken.add(unique);
    names.set(name, unique);
  }
  return names;
}

/** The structs of a struct's fields that have another name in the newest version. */
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

/** Moves the links of a description to `@see` tags. */
function pages(description: string): { text: string; see: string[] } {
  const see: string[] = [];
  const text = description
    .replace(
      /(?<!\s)\s*(?:More info|More information|See|Read more):? (https?:\/\/[^\s)]+?)\.?(?=\s|$)/g,
      (_, url: string) => {
        see.push(`@see ${url}`);
        return '';
      },
    )
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return { text, see: [...new Set(see)] };
}

/** The default value that the description names. */
function clusterDefault(description: string): string | undefined {
  const end = '(?=\\)?\\.(?:\\s|$)|\\n|\\s+More info|\\)?$)';
  const found = new RegExp(`\\b[Dd]efault(?:s? to| value is| is|(?= false)) ?(.+?(?: \\(.+?\\))?)${end}`).exec(
    description,
  );
  return found?.[1].replace(/^"([^"]+)"$/, '$1').replace(/^'([^']+)'$/, '$1');
}

function fieldComment(field: string, description: string, since: string, required: boolean): string {
  const { text, see } = pages(DESCRIPTIONS[field] ?? description);
  const version = since === versions[0] ? `${since} or earlier` : since;
  const value = clusterDefault(description);
  const fallback = value === undefined ? '- none' : `- none; the cluster uses ${value}`;
  return comment([text, `Since Kubernetes ${version}.`, required ? '' : `@default ${fallback}`, ...see], '  ');
}

function union(type: string): string {
  return type.includes(" | '") && type.length > 80
    ? type
        .split(' | ')
        .map((value) => `\n    | ${value}`)
        .join('')
    : ` ${type}`;
}

function struct(fullName: string, fields: ReadonlyMap<string, Field>): string {
  const name = shortName(fullName);
  const definition = newest.definitions[fullName];
  const { text, see } = pages(definition.description ?? '');
  const members = Object.entries(definition.properties ?? {})
    .filter(([field]) => `${name}.${field}` !== STATUS)
    .sort(byName)
    .map(([field, property]) => {
      const key = `${name}.${field}`;
      const required = REQUIRED[key] ?? definition.required?.includes(field) ?? false;
      const doc = fieldComment(key, property.description ?? '', fields.get(field)!.since, required);
      const isNullable = !required || NULLABLE.includes(key);
      const type = union(`${typeScript(schemaType(property), key)}${isNullable ? OR_NULL : ''}`);
      return `${doc}\n  readonly ${field}${required ? '' : '?'}:${type};`;
    });
  const raw = comment(
    [
      'Fields that this struct lacks, merged into it. It is an error to set a field both here and by its own prop.',
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

/**
 * A type for the values of each field with a list of values: `ContainerPortProtocol`. The fields have the values themselves as their type,
 * because the compiler then lists them in its errors.
 */
function unions(fullNames: readonly string[]): string[] {
  return fullNames.flatMap((fullName) => {
    const name = shortName(fullName);
    return Object.keys(newest.definitions[fullName].properties ?? {})
      .filter((field) => `${name}.${field}` in ENUMS)
      .sort()
      .map((field) => {
        const values = union(typeScript('string', `${name}.${field}`));
        const type = `${name}${field[0].toUpperCase()}${field.slice(1)}`;
        return `/** A value of \`${field}\` in \`${name}\`. */\nexport type ${type} =${values};`;
      });
  });
}

const HEADER = `// Generated by kubernetes/generate.ts from the OpenAPI documents in kubernetes/openapi. Do not edit; \`npm run generate\` writes it.`;

function typesFile(structs: Structs): string {
  const names = reachable(newest.definitions, TYPED, STATUS);
  return [
    HEADER,
    `// The descriptions are from Kubernetes v${newest.version}, Apache-2.0, Copyright The Kubernetes Authors.`,
    '/* eslint-disable */',
    '',
    [...names.map((name) => struct(name, structs.get(shortName(name))!)), ...unions(names)].join('\n\n'),
    '',
  ].join('\n');
}

const property = (name: string): string => (/^\w+$/.test(name) ? name : `'${name}'`);

function rows(fields: readonly (readonly [name: string, words: readonly string[]])[], indent: string): string {
  return fields
    .map(([name, words]) => `${indent}${property(name)}: [${words.map((word) => `'${word}'`).join(', ')}],\n`)
    .join('');
}

function schemaFile(structs: Structs): string {
  const tables = [...structs].map(([name, fields]) => {
    const members = [...fields].map(([field, { type, since, until }]): [string, string[]] => {
      const life = until !== undefined ? [since, until] : since !== versions[0] ? [since] : [];
      return [field, [type, ...life]];
    });
    return `  ${name}: {\n${rows(members, '    ')}  },\n`;
  });
  return `${HEADER}

/** The Kubernetes versions that have a schema, oldest first. */
export const VERSIONS = [${versions.map((version) => `'${version}'`).join(', ')}] as const;

/**
 * A field: its type, the version that adds it (if the oldest version above lacks it), and the last version that has it (if the newest
 * lacks it). A type is a struct of this schema, \`string\`, \`int32\`, \`int64\`, \`boolean\`, \`Quantity\`, \`IntOrString\`, \`Time\` or
 * \`object\` (free form); a list of them (\`Container[]\`); or a map to them with free keys (\`map<Quantity>\`).
 */
export type Field = readonly [type: string, since?: string, until?: string];

export const SCHEMA: Record<string, Record<string, Field>> = {
${tables.join('')}};
`;
}

function allKindsFile(structs: Structs): string {
  if (String(allKinds.versions) !== String(versions)) {
    throw new Error('kinds.json and the documents have different versions: run scripts/kinds.js.');
  }
  const names = structNames();
  const wordsOf = (row: string): string[] => row.replace(STRUCT, (name) => names.get(name)!).split(' ');
  const ofVersion = new Map<string, [string, string[]][]>();
  for (const [key, row] of Object.entries(allKinds.kinds)) {
    const [apiVersion, kind] = key.split(' ');
    ofVersion.set(apiVersion, [...(ofVersion.get(apiVersion) ?? []), [kind, wordsOf(row)]]);
  }
  const kinds = [...ofVersion].map(([apiVersion, all]) => `  '${apiVersion}': {\n${rows(all, '    ')}  },\n`);
  const tables = Object.entries(allKinds.structs)
    .map(([name, fields]): [string, [string, string[]][]] => [
      names.get(name)!,
      Object.entries(fields).map(([field, row]) => [field, wordsOf(row)]),
    ])
    .filter(([name]) => !structs.has(name))
    .sort(byName)
    .map(([name, fields]) => `  ${name}: {\n${rows(fields, '    ')}  },\n`);
  return `${HEADER}
import type { Field } from './schema';

/** All kinds that Kubernetes has in some version, by API version and kind. The type of a kind is a struct below, or of the schema. */
export const ALL_KINDS: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
${kinds.join('')}};

/**
 * The structs that the schema lacks. They have these types as well: \`double\`, \`bytes\` (in base64), \`MicroTime\`, and types that accept
 * a struct or another type (\`JSONSchemaProps|boolean\`).
 */
export const OTHER_STRUCTS: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
${tables.join('')}};
`;
}

/** The structs in kinds.json of kinds, except for some: their fields, with their types and lives. */
function otherStructs(
  kinds: readonly string[],
  known: ReadonlyMap<string, unknown>,
  status: 'with status' | 'without status',
): Map<string, [field: string, type: string, ...life: string[]][]> {
  const names = structNames();
  const found = new Map<string, [field: string, type: string, ...life: string[]][]>();
  const visit = (fullName: string): void => {
    const name = names.get(fullName)!;
    if (found.has(name) || known.has(name)) {
      return;
    }
    const fields = Object.entries(allKinds.structs[fullName]).filter(
      ([field]) => status === 'with status' || field !== 'status',
    );
    found.set(
      name,
      fields.map(([field, row]) => {
        const [type, ...life] = row.split(' ');
        return [field, type.replace(STRUCT, (reference) => names.get(reference)!), ...life];
      }),
    );
    fields.flatMap(([, row]) => row.match(STRUCT) ?? []).forEach(visit);
  };
  kinds.forEach((kind) => visit(allKinds.kinds[kind].split(' ')[0]));
  return new Map([...found].sort(byName));
}

function decodedFile(structs: Structs): string {
  const ofPods = [...structs].map(([name, fields]): [string, (readonly [string, string])[]] => [
    name,
    [...fields].map(([field, { type }]) => [field, type]),
  ]);
  const all: [string, (readonly [string, string, ...unknown[]])[]][] = [
    ...ofPods,
    ...otherStructs(OTHERS, structs, 'without status'),
  ].sort(byName);
  const interfaces = all.map(([name, fields]) => {
    const members = fields.map(
      ([field, type]): string => `  readonly ${property(field)}?: ${typeScript(type, '', true)};\n`,
    );
    return `export interface ${name} {\n${members.join('')}}\n`;
  });
  return `${HEADER}

/** The structs after decoding. A field has its type or is missing: rules report what is missing, so nothing is required. */
export interface Structs {
${all.map(([name]) => `  readonly ${name}: ${name};\n`).join('')}}

${interfaces.join('\n')}`;
}

function requiredPropsFile(): string {
  const tables = reachable(newest.definitions, TYPED, STATUS).flatMap((fullName) => {
    const name = shortName(fullName);
    const { properties = {}, required = [] } = newest.definitions[fullName];
    const members = Object.keys(properties)
      .sort()
      .filter((field) => REQUIRED[`${name}.${field}`] ?? required.includes(field))
      .map((field) => `${field}: ${NULLABLE.includes(`${name}.${field}`)}`);
    return members.length === 0 ? [] : [`  ${name}: { ${members.join(', ')} },\n`];
  });
  return `${HEADER}

/** The props that the types in types.ts require, by struct, and whether they also accept null. */
export const REQUIRED_PROPS: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
${tables.join('')}};
`;
}

function main(): void {
  const structs = readStructs();
  const isCheck = process.argv.includes('--check');
  const files = {
    'types.ts': typesFile(structs),
    'schema.ts': schemaFile(structs),
    'decoded.ts': decodedFile(structs),
    'all-kinds.ts': allKindsFile(structs),
    'required-props.ts': requiredPropsFile(),
  };
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(__dirname, name);
    if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) {
      continue;
    }
    if (isCheck) {
      console.error(`kubernetes/${name} is not up to date. Run \`npm run generate\`.`);
      process.exitCode = 1;
    } else {
      fs.writeFileSync(file, text);
    }
  }
}

main();
