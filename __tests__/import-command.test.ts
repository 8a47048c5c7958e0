import * as fs from 'fs';
import * as path from 'path';
import { Workplace } from './command';

const place = new Workplace();
const root = path.dirname(__dirname);

beforeAll(() => {
  // the types of the package, without its build
  const types = path.join(path.dirname(place.main), '..', 'index.d.ts');
  fs.writeFileSync(types, `export * from '${path.join(root, 'index')}';\n`);
});
beforeEach(() => place.next());
afterAll(() => place.clear());

const object = (name: string, data = 'a: b') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  ${data}\n`;

/** Runs the command, and returns its status and the lines of its report. */
function run(...args: string[]): [number | null, ...string[]] {
  const { status, stderr } = place.run('import', ...args);
  return [status, ...stderr.trimEnd().split('\n')];
}

test('a folder becomes a chart for each file, and an app', () => {
  place.write({ 'in/a.yaml': object('a'), 'in/b/main.yaml': object('b'), 'in/settings.yaml': 'a: b\n' });
  expect(run('in', '-o', 'src')).toEqual([
    0,
    '2 objects: 2 equal',
    'src/a.ts: new',
    'src/b-main.ts: new',
    'src/main.ts: new',
  ]);
  const files = place.read('src');
  expect(Object.keys(files)).toEqual([
    '.cdk8s-pods/import/a.ts.base',
    '.cdk8s-pods/import/b-main.ts.base',
    '.cdk8s-pods/import/main.ts.base',
    'a.ts',
    'b-main.ts',
    'main.ts',
  ]);
  expect(files['main.ts']).toBe(`import { PodApp } from 'cdk8s-pod-patterns';
import { AChart } from './a';
import { BMainChart } from './b-main';

const app = new PodApp();
new AChart(app, 'a');
new BMainChart(app, 'b-main');
app.synth();
`);
  // a later import into the folder adds its charts
  place.write({ 'c.yaml': object('c') });
  expect(run('c.yaml', '-o', 'src')).toEqual([0, '1 object: 1 equal', 'src/c.ts: new', 'src/main.ts: updated']);
  expect(place.read('src')['main.ts']).toContain("new BMainChart(app, 'b-main');\nnew CChart(app, 'c');\n");
});

test('a second import keeps the changes of a person, and reports conflicts', () => {
  place.write({ 'a.yaml': object('a', 'one: "1"\n  two: |\n    a\n    b\n    c\n  three: "3"') });
  expect(run('a.yaml', '-o', 'src/a.ts')[0]).toBe(0);
  const edit = (from: string, to: string): void => {
    const code = place.read('src')['a.ts'];
    expect(code).toContain(from);
    place.write({ 'src/a.ts': code.replace(from, to) });
  };
  edit("one: '1'", "one: 'mine'");
  expect(run('a.yaml', '-o', 'src/a.ts')).toEqual([0, '1 object: 1 equal', 'src/a.ts: unchanged']);
  place.write({ 'a.yaml': object('a', 'one: "1"\n  two: |\n    a\n    b\n    c\n  three: "III"') });
  expect(run('a.yaml', '-o', 'src/a.ts')).toEqual([0, '1 object: 1 equal', 'src/a.ts: merged with your changes']);
  expect(place.read('src')['a.ts']).toMatch(/one: 'mine'[^]*three: 'III'/);

  const before = place.read('src')['a.ts'];
  place.write({ 'a.yaml': object('a', 'one: "I"\n  two: |\n    a\n    b\n    c\n  three: "III"') });
  const [status, ...lines] = run('a.yaml', '-o', 'src/a.ts');
  expect(status).toBe(1);
  expect(lines.slice(1, 4)).toEqual([
    'src/a.ts: not written.',
    '  You and the manifests changed line 14. The new code is:',
    "  |         one: 'I',",
  ]);
  expect(place.read('src')['a.ts']).toBe(before);
  expect(run('a.yaml', '-o', 'src/a.ts', '--mark-conflicts')[0]).toBe(1);
  expect(place.read('src')['a.ts']).toContain("        one: 'mine',\n=======\n        one: 'I',\n");
});

test('a file that no import wrote is never overwritten', () => {
  place.write({ 'a.yaml': object('a'), 'src/a.ts': '// mine\n' });
  const [status, ...lines] = run('a.yaml', '-o', 'src/a.ts');
  expect(status).toBe(1);
  expect(lines[1]).toContain('src/a.ts: not written, because no import wrote the file that exists.');
  expect(place.read('src')).toEqual({ 'a.ts': '// mine\n' });
});

test('the app of a person gets the lines that create the charts', () => {
  place.write({ 'a.yaml': object('a'), 'src/main.ts': '// mine\n' });
  expect(run('a.yaml', '-o', 'src')).toEqual([
    0,
    '1 object: 1 equal',
    'src/a.ts: new',
    'src/main.ts: not written, because no import wrote the file that exists. Add the charts to it:',
    "new AChart(app, 'a');",
  ]);
  place.write({ 'src/main.ts': "new AChart(app, 'a');\n" });
  expect(run('a.yaml', '-o', 'src')).toEqual([0, '1 object: 1 equal', 'src/a.ts: unchanged']);
});

test('without an output, the code goes to standard output; --check writes nothing', () => {
  place.write({ 'a.yaml': object('a') });
  expect(place.run('import', 'a.yaml').stdout).toContain('export class AChart extends Chart {');
  expect(place.run('import', 'a.yaml', '-o', 'src', '--check')).toEqual({
    status: 0,
    stdout: '',
    stderr: '1 object: 1 equal\n',
  });
  expect(fs.readdirSync(place.folder)).toEqual(['a.yaml']);
});

test('the name of the file main.ts makes an app of the chart', () => {
  place.write({ 'a.yaml': object('a') });
  expect(run('a.yaml', '-o', 'main.ts')).toEqual([0, '1 object: 1 equal', 'main.ts: new']);
  expect(fs.readFileSync(path.join(place.folder, 'main.ts'), 'utf8')).toContain(
    "const app = new PodApp();\nnew MainChart(app, 'main');\napp.synth();\n",
  );
  expect(fs.existsSync(path.join(place.folder, 'dist'))).toBe(false);
});

test('what is not in the code is listed with file and line', () => {
  place.write({
    'a.yaml': `${object('a', 'a: b\n  a: c')}---
${object('b').replace('\ndata:', '\nstatus: {}\ndata:')}---
apiVersion: v1
kind: Secret
metadata: { name: db }
data: { key: aHVudGVy }
---
a: [
`,
  });
  const [status, ...lines] = run('a.yaml', '-o', 'src/a.ts');
  expect(status).toBe(2);
  expect(lines).toEqual([
    'a.yaml:23:1: Flow sequence in block collection must be sufficiently indented and end with a ].',
    'a.yaml:7: data.a: duplicate key. The code has the last value, as kubectl does.',
    'a.yaml:17: the data of the Secret is not in the code. Replace SECRET_DB_KEY.',
    'removed what the cluster sets: status (1)',
    '3 objects: 3 equal',
    'src/a.ts: new',
  ]);
});

test('without objects, import fails', () => {
  expect(run()).toEqual([2, 'import requires the files to import, or - for standard input.']);
  place.write({ 'a.yaml': 'a: b\n' });
  expect(run('a.yaml')[0]).toBe(2);
  expect(run('missing.yaml')[0]).toBe(2);
});

test('objects of other kinds have the types of `cdk8s import`, if these accept them', () => {
  const thing = (name: string, spec: string) =>
    `apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: ${name} }\nspec: { ${spec} }\n`;
  place.write({
    'things.yaml': `${thing('a', 'size: 1')}---\n${thing('b', "size: 'two'")}---\n${thing('c', 'size: 1, other: 2')}`,
    'src/imports/example.com.ts': `// generated by cdk8s
import { ApiObject, ApiObjectMetadata, GroupVersionKind } from 'cdk8s';
import { Construct } from 'constructs';

export class Thing extends ApiObject {
  public static readonly GVK: GroupVersionKind = {
    apiVersion: 'example.com/v1',
    kind: 'Thing',
  }

  public constructor(scope: Construct, id: string, props: ThingProps = {}) {
    super(scope, id, { ...Thing.GVK, ...props });
  }
}

export interface ThingProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec?: { readonly size: number };
}
`,
  });
  expect(run('things.yaml', '-o', 'src')).toEqual([0, '3 objects: 3 equal', 'src/things.ts: new', 'src/main.ts: new']);
  const code = place.read('src')['things.ts'];
  expect(code).toContain("import { Thing } from './imports/example.com';");
  expect(code).toContain("new Thing(this, 'thing-a', { metadata: { name: 'a' }, spec: { size: 1 } });");
  expect(code.match(/new ApiObject\(/g)).toHaveLength(2);
});
