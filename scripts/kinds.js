// Writes kubernetes/openapi/kinds.json: all kinds of all versions and their structs, from the OpenAPI documents of Kubernetes.
//
//   node scripts/kinds.js FOLDER
//
// FOLDER contains the sources of each version as the module cache of Go names them: kubernetes@v1.37.2/api/openapi-spec/swagger.json.
const fs = require('fs');
const path = require('path');

const [folder] = process.argv.slice(2);
const documents = fs
  .readdirSync(folder)
  .filter((name) => /^kubernetes@v\d/.test(name))
  .map((name) => ({
    minor: Number(name.split('.')[1]),
    ...JSON.parse(fs.readFileSync(path.join(folder, name, 'api', 'openapi-spec', 'swagger.json'), 'utf8')),
  }))
  .sort((a, b) => a.minor - b.minor);
const [oldest, newest] = [documents[0].minor, documents[documents.length - 1].minor];

const SCALARS = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'Quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'IntOrString',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'Time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'MicroTime',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'object',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'object',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON': 'object',
};
const SCHEMA_PROPS = 'apiextensions.v1.JSONSchemaProps';
/** The document has no fields for them: they are the struct or another type. */
const UNIONS = {
  [`${SCHEMA_PROPS}OrArray`]: `${SCHEMA_PROPS}|${SCHEMA_PROPS}[]`,
  [`${SCHEMA_PROPS}OrBool`]: `${SCHEMA_PROPS}|boolean`,
  [`${SCHEMA_PROPS}OrStringArray`]: `${SCHEMA_PROPS}|string[]`,
};

const fullName = (property) => property.$ref.replace('#/definitions/', '');
/** `networking.v1.Ingress` of `io.k8s.api.networking.v1.Ingress`. */
const shortName = (name) => name.split('.').slice(-3).join('.');

function typeOf(property) {
  if (property.$ref !== undefined) {
    const name = fullName(property);
    return SCALARS[name] ?? UNIONS[shortName(name)] ?? shortName(name);
  }
  if (property.type === 'array') {
    return `${typeOf(property.items)}[]`;
  }
  if (property.additionalProperties !== undefined) {
    return `map<${typeOf(property.additionalProperties)}>`;
  }
  const { type, format } = property;
  return type === 'string' && format === 'byte' ? 'bytes' : type === 'string' ? type : (format ?? type);
}

/** The kinds that a client can create, by API version and kind: their definitions. */
function kindsOf({ paths, definitions }) {
  const kinds = new Map();
  for (const [address, { post, parameters = [] }] of Object.entries(paths)) {
    const gvk = post?.['x-kubernetes-group-version-kind'];
    // a resource of its own, not a part of another one
    if (gvk === undefined || address.replace('/namespaces/{namespace}', '').includes('{')) {
      continue;
    }
    const body = [...post.parameters, ...parameters].find(({ name }) => name === 'body');
    const apiVersion = [gvk.group, gvk.version].filter(Boolean).join('/');
    kinds.set(`${apiVersion} ${gvk.kind}`, fullName(body.schema));
  }
  if (kinds.size === 0 || definitions === undefined) {
    throw new Error('The document has no kinds.');
  }
  return kinds;
}

/** Adds what a version has: rows keep the first and the last version. */
function add(rows, name, type, minor) {
  const { since = minor, type: before = type, former } = rows.get(name) ?? {};
  const changed = before === type ? former : `${before} in 1.${minor - 1}`;
  rows.set(name, { type, since, until: minor, former: changed });
}

const [kinds, structs] = [new Map(), new Map()];
for (const document of documents) {
  const { definitions, minor } = document;
  const visit = (name) => {
    const short = shortName(name);
    if (name in SCALARS) {
      return;
    }
    if (short in UNIONS) {
      visit(name.replace(/Or\w+$/, ''));
      return;
    }
    const rows = structs.get(short) ?? new Map();
    if (rows.minor === minor) {
      return;
    }
    rows.minor = minor;
    structs.set(short, rows);
    for (const [field, property] of Object.entries(definitions[name].properties ?? {})) {
      add(rows, field, typeOf(property), minor);
      const innermost = property.items ?? property.additionalProperties?.items ?? property.additionalProperties;
      const { $ref } = innermost ?? property;
      if ($ref !== undefined) {
        visit(fullName({ $ref }));
      }
    }
  };
  for (const [kind, name] of kindsOf(document)) {
    add(kinds, kind, shortName(name), minor);
    visit(name);
  }
}

/** A row as `type`, `type since` or `type since until`. */
function text({ type, since, until }) {
  const life = until < newest ? [since, until] : since > oldest ? [since] : [];
  return [type, ...life.map((minor) => `1.${minor}`)].join(' ');
}

function lines(rows) {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `  ${JSON.stringify(name)}: ${value}`);
}

const textOf = (rows) => lines([...rows].map(([name, row]) => [name, JSON.stringify(text(row))]));
const fieldsOf = (rows) =>
  `{${textOf(rows)
    .map((line) => line.trim())
    .join(', ')}}`;
const ofStructs = lines([...structs].map(([name, rows]) => [name, fieldsOf(rows)]));
fs.writeFileSync(
  path.join(path.dirname(__dirname), 'kubernetes', 'openapi', 'kinds.json'),
  `{"versions": ${JSON.stringify(documents.map(({ minor }) => `1.${minor}`))},
"kinds": {
${textOf(kinds).join(',\n')}
},
"structs": {
${ofStructs.join(',\n')}
}}
`,
);

for (const [struct, rows] of structs) {
  for (const [field, { former }] of rows) {
    if (former !== undefined) {
      console.log(`${struct}.${field} was ${former}: see FORMER_TYPES in rules/decode/schema.ts.`);
    }
  }
}
