import { KubernetesObject } from '../../kubernetes/kinds';
import { PathStep } from '../../manifest/yaml/json-path';
import { addTo } from '../../util/multimap';
import { safe } from '../../util/safe-text';
import { Constants } from './constants';
import { Constant, Expression, Source } from './expression';
import { commentLines, format, formatAssignment } from './format';
import { layoutOf, LayoutOptions } from './layout-of';
import { camelCase, kebabCase, pascalCase, UniqueNames } from './names';
import { Notes } from './notes';
import { patchCode } from './patches';
import { InputFile, InputObject } from './read-objects';
import { Statement, VERBATIM } from './statement';

/** An object of the input, and its code. */
export interface ImportedObject extends Statement {
  readonly input: InputObject;
  /** The object without what a cluster added. */
  readonly object: KubernetesObject;
  /** The paths of what a cluster added. */
  readonly removed: readonly (readonly PathStep[])[];
  /** The paths of the fields that were removed because they have the default of the API server. */
  readonly defaults: readonly (readonly PathStep[])[];
}

/** A file of code: a chart with the objects of a file of the input. */
export interface ChartFile {
  /** The name of the file, without its ending, and the id of the chart. */
  readonly stem: string;
  readonly className: string;
  readonly text: string;
  readonly objects: readonly ImportedObject[];
  /** The offset of the code of each object. */
  readonly starts: readonly number[];
}

/** What the code of a chart depends on, beside its objects. */
export interface ChartOptions {
  readonly stem: string;
  readonly className: string;
  /** The files of the input, for the comment. */
  readonly source: string;
  /** How the code imports this package. */
  readonly library: string;
  /** Whether the file is an app with one chart. */
  readonly isApp: boolean;
}

/** The id of a construct: the kind, the name, and the namespace if another object has both. */
export class ConstructIds {
  private readonly unique = new UniqueNames('-');

  public next({ object: { kind, metadata } }: InputObject): string {
    const { name, generateName } = Object(metadata) as { readonly name?: unknown; readonly generateName?: unknown };
    const parts = [kind, name ?? generateName ?? ''].map((part) => kebabCase(String(part)));
    return this.unique.next(parts.filter((part) => part !== '').join('-') || 'object');
  }
}

/** The name of the class of a chart. */
export function classNameOf(stem: string): string {
  return `${pascalCase(stem) || 'Imported'}Chart`;
}

const INDENT = 4;

/** The code before the first statement. */
const START = 'super(scope, id);\n\n';

/** The code of a chart. */
export function chartFile(objects: readonly ImportedObject[], options: ChartOptions): ChartFile {
  const { stem, className, source, library, isApp } = options;
  const taken = UniqueNames.ofVariables([...LIBRARY_NAMES, className, 'app', VERBATIM]);
  const constants = new Constants(
    objects.flatMap((object) => [...object.constants.map(({ value }) => value), object.creation]),
    taken,
  );
  const parts = [
    constants.all.map((constant) => constantCode(constant, { notes: Notes.NONE })).join(''),
    ...objects.map((object) => objectCode(object, constants, taken)),
  ];
  const used = new Set(objects.flatMap(namesUsed));
  const body = parts.filter((part) => part !== '').join('\n');
  const text = [
    imports(used, library, isApp, typesOf(objects)),
    used.has(VERBATIM) ? VERBATIM_CLASS : '',
    `/** The objects of ${safe(source).replace(/\*\//g, '*\\/')}. */
export class ${className} extends Chart {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
${body === '' ? '' : `\n${body}`}  }
}
`,
    isApp ? `const app = new PodApp();\nnew ${className}(app, '${stem}');\napp.synth();\n` : '',
  ];
  const whole = text.filter((part) => part !== '').join('\n');
  return { stem, className, objects, text: whole, starts: startsOf(whole, parts) };
}

/** The offsets of parts in a text that follow each other. */
function startsOf(text: string, [constants, ...parts]: readonly string[]): number[] {
  let from = text.indexOf(START) + START.length + (constants === '' ? 0 : constants.length + 1);
  return parts.map((part) => {
    const start = from;
    from += part.length + 1;
    return start;
  });
}

function constantCode({ name, type, value }: Constant, options: LayoutOptions): string {
  const { source } = value as { readonly source?: Source };
  const comments = [...options.notes.at('beside', source), ...options.notes.at('before', source)];
  const start = `const ${name}${type === undefined ? '' : `: ${type}`}`;
  const code = formatAssignment(start, ' =', layoutOf(value, options), INDENT);
  return `${commentLines(comments, INDENT)}${' '.repeat(INDENT)}${code};\n`;
}

function objectCode(object: ImportedObject, constants: Constants, taken: UniqueNames): string {
  const notes = new Notes(object.input.comments, object.creation, object.constants);
  const names = new Map([['chart', 'this']]);
  for (const { name } of object.constants) {
    names.set(name, taken.next(name));
  }
  const options: LayoutOptions = { notes, names, constantOf: (key, value) => constants.nameOf(key, value) };
  const own = object.constants.map((constant) =>
    constantCode({ ...constant, name: names.get(constant.name)! }, options),
  );
  const creation = layoutOf(object.creation, options);
  const { before, after } = notes.around;
  const start = commentLines(before, INDENT) + own.join('');
  const end = commentLines(after, INDENT);
  const indent = ' '.repeat(INDENT);
  if (object.patches.length === 0) {
    return `${start}${indent}${format(creation, INDENT, INDENT, 1)};\n${end}`;
  }
  const { metadata } = object.input.object as { readonly metadata?: { readonly name?: unknown } };
  const variable = taken.next(camelCase(`${String(metadata?.name ?? '')} ${object.input.object.kind}`) || 'object');
  const patches = object.patches.map((patch) => {
    const call: Expression = { type: 'call', name: `${variable}.addJsonPatch`, args: [patchCode(patch)] };
    return `${indent}${format(layoutOf(call, { notes: Notes.NONE }), INDENT, INDENT, 1)};\n`;
  });
  return `${start}${indent}${formatAssignment(`const ${variable}`, ' =', creation, INDENT)};\n${patches.join('')}${end}`;
}

/** The names of this package and of cdk8s that code can use. */
const LIBRARY_NAMES = ['ApiObject', 'Chart', 'JsonPatch', 'Construct', 'PodApp'];

/** The names that the code of an object imports. */
function namesUsed(object: ImportedObject): string[] {
  const names = object.constants.flatMap(({ type }) => type ?? []);
  if (object.patches.length > 0) {
    names.push('JsonPatch');
  }
  const visit = (expression: Expression): void => {
    switch (expression.type) {
      case 'new':
      case 'call':
        names.push(expression.name.split('.')[0]);
        expression.args.forEach(visit);
        break;
      case 'object':
        expression.entries.forEach(({ value }) => visit(value));
        break;
      case 'array':
        expression.items.forEach(visit);
        break;
      default:
    }
  };
  [...object.constants.map(({ value }) => value), object.creation].forEach(visit);
  return names;
}

const OF_CDK8S = ['ApiObject', 'Chart', 'JsonPatch'];

/** The classes of the app, by module. */
function typesOf(objects: readonly ImportedObject[]): Map<string, string[]> {
  const modules = new Map<string, string[]>();
  for (const { className, module } of new Set(objects.flatMap(({ type }) => type ?? []))) {
    addTo(modules, module, className);
  }
  return modules;
}

function imports(
  used: ReadonlySet<string>,
  library: string,
  isApp: boolean,
  types: ReadonlyMap<string, readonly string[]>,
): string {
  const ofApp = [...types.values()].flat();
  const needsObject = used.has(VERBATIM);
  const ofCdk8s = OF_CDK8S.filter(
    (name) => name === 'Chart' || used.has(name) || (needsObject && name === 'ApiObject'),
  );
  const ofLibrary = [...used].filter((name) => ![...OF_CDK8S, VERBATIM, ...ofApp].includes(name));
  return [
    importCode(ofCdk8s, 'cdk8s'),
    importCode(isApp ? [...ofLibrary, 'PodApp'] : ofLibrary, library),
    importCode(['Construct'], 'constructs'),
    ...[...types].map(([module, names]) => importCode(names, module)),
  ]
    .sort((a, b) => Number(a.includes(`'.`)) - Number(b.includes(`'.`)))
    .join('');
}

/** An import statement as prettier formats it. */
export function importCode(names: readonly string[], from: string): string {
  if (names.length === 0) {
    return '';
  }
  const sorted = [...names].sort();
  const line = `import { ${sorted.join(', ')} } from '${from}';\n`;
  return line.length <= 121 ? line : `import {\n${sorted.map((name) => `  ${name},\n`).join('')}} from '${from}';\n`;
}

const VERBATIM_CLASS = `/** An object with keys that cdk8s does not render. It is written as it is here. */
class ${VERBATIM} extends ApiObject {
  public constructor(
    scope: Construct,
    id: string,
    private readonly manifest: Record<string, unknown>,
  ) {
    super(scope, id, { apiVersion: 'v1', kind: '${VERBATIM}' });
  }

  public override toJson(): Record<string, unknown> {
    return this.manifest;
  }
}
`;

/**
 * The stems of the files of code, by the file of the input.
 * @param roots folders, with a separator at the end
 */
export function stemsOf(files: readonly InputFile[], roots: readonly string[]): Map<InputFile, string> {
  const unique = new UniqueNames('-', ['main', 'index']);
  return new Map(
    files.map((file) => {
      const root = roots.find((one) => file.name.startsWith(one)) ?? '';
      const name = root === '' ? file.name.slice(file.name.lastIndexOf('/') + 1) : file.name.slice(root.length);
      return [file, unique.next(kebabCase(name.replace(/\.(?:ya?ml|json)$/, '')) || 'manifests')];
    }),
  );
}
