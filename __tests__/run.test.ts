import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

const root = path.dirname(__dirname);

let folder: string;
beforeAll(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'run-')));
  fs.mkdirSync(path.join(folder, 'node_modules', 'other'), { recursive: true });
  for (const name of ['@types', 'cdk8s', 'cdk8s-plus-27', 'constructs', 'typescript']) {
    fs.symlinkSync(path.join(root, 'node_modules', name), path.join(folder, 'node_modules', name));
  }
  ['scripts', 'util'].forEach((name) => fs.cpSync(path.join(root, name), path.join(folder, name), { recursive: true }));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const LIBRARY = 'export const twice = (word: string): string => word + word;\n';
const PLUS = `import type { Volume as PlusVolume } from 'cdk8s-plus-27';
export const take = (volume: PlusVolume): string => typeof volume;
`;

/** An app on a library of a few lines, and what it depends on. */
const APP = {
  'index.ts': LIBRARY,
  'main.ts': "import { twice } from './index';\nimport { word } from './word';\ntwice(word);\n",
  'word.ts': "export const word: string = 'a';\n",
  'tsconfig.json': '{ "extends": "./base.json" }',
  'base.json':
    '{ "compilerOptions": { "strict": true, "module": "CommonJS", "lib": ["ES2020"], "skipLibCheck": true } }',
  'package-lock.json': '{}',
  'node_modules/other/package.json': '{ "name": "other", "types": "index.d.ts" }',
  'node_modules/other/index.d.ts': 'export declare const other: string;',
  'node_modules/other/index.js': "exports.other = 'b';",
};

beforeEach(() => change(APP));

function change(files: Record<string, string>): void {
  Object.entries(files).forEach(([name, text]) => fs.writeFileSync(path.join(folder, name), text));
}

/** Runs main.ts, and returns what is wrong. */
function run(env: NodeJS.ProcessEnv = {}): string {
  const options = {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, TS_NODE_TRANSPILE_ONLY: '', ...env },
  } as const;
  const { status, stderr } = spawnSync(process.execPath, ['scripts/run.js', 'main.ts'], options);
  expect(status).toBe(stderr === '' ? 0 : 1);
  return stderr;
}

describe('an app is checked again when there is a change', () => {
  beforeEach(() => expect(run()).toBe(''));

  test('in a file that it imports', () => {
    change({ 'word.ts': 'export const word: number = 1;\n' });
    expect(run()).toMatch(/^main\.ts\(3,7\): error TS2345: [^\n]*\n$/);
  });

  test('in what the library declares', () => {
    change({ 'index.ts': LIBRARY.replace('word: string', 'word: number').replace('word + word', "'a'") });
    expect(run()).toMatch(/^main\.ts\(3,7\): error TS2345: [^\n]*\n$/);
  });

  test('in the settings that tsconfig.json extends', () => {
    change({ 'base.json': APP['base.json'].replace('{ "strict"', '{ "noUnusedLocals": true, "strict"') });
    change({ 'word.ts': `${APP['word.ts']}const unused = 1;\n` });
    expect(run()).toMatch(/^word\.ts\(2,7\): error TS6133: [^\n]*\n$/);
  });

  test('in the types of a dependency', () => {
    change({ 'main.ts': "import { other } from 'other';\nexport const length: number = other.length;\n" });
    expect(run()).toBe('');
    change({ 'node_modules/other/index.d.ts': 'export declare const other: { length: string };' });
    expect(run()).toMatch(/^main\.ts\(2,14\): error TS2322: [^\n]*\n$/);
  });
});

test('reports all errors in all files of the app', () => {
  change({ 'main.ts': `${APP['main.ts']}twice(1);\n`, 'word.ts': 'export const word: string = 1;\n' });
  expect(run()).toMatch(/^main\.ts\(4,7\): error TS2345: .*\nword\.ts\(1,14\): error TS2322: .*\n$/);
});

test('an app that is not to be checked runs, and is checked the next time', () => {
  change({ 'main.ts': `${APP['main.ts']}export const wrong: number = 'a';\n` });
  expect(run({ TS_NODE_TRANSPILE_ONLY: 'true' })).toBe('');
  expect(run()).toMatch(/^main\.ts\(4,14\): error TS2322: /);
});

test('an app may use all of Node, by its types', () => {
  change({ 'main.ts': "new URL('http://a/').host.length;\n" });
  expect(run()).toBe('');
  change({ 'main.ts': "new URL('http://a/').hots.length;\n" });
  expect(run()).toMatch(/^main\.ts\(1,22\): error TS2339: Property 'hots' does not exist on type 'URL'\.\n$/);
});

test('the library accepts objects of cdk8s-plus, and rejects other objects there', () => {
  const app = (value: string) =>
    `import type { Volume } from 'cdk8s-plus-27';\nimport { take } from './index';\ntake(${value});\n`;
  change({ 'index.ts': PLUS, 'main.ts': app("'a' as unknown as Volume") });
  expect(run()).toBe('');
  change({ 'main.ts': app("{ name: 'a' }").replace(/^.*\n/, '') });
  expect(run()).toMatch(/^main\.ts\(2,6\): error TS2345: .* is not assignable to parameter of type 'Volume'\./);
});

test('an error that is expected is an error', () => {
  change({ 'main.ts': "// @ts-expect-error not there\nconsole.log('a');\n" });
  expect(run()).toMatch(/^main\.ts\(1,1\): error TS2578: /);
});

test('an app in which nothing changed starts without the compiler', () => {
  expect(run()).toBe('');
  const compiler = path.join(folder, 'scripts', 'compiler.js');
  fs.renameSync(compiler, `${compiler}.away`);
  try {
    expect(run()).toBe('');
  } finally {
    fs.renameSync(`${compiler}.away`, compiler);
  }
});
