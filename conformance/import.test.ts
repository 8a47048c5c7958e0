/** `import` writes code that synthesizes to equal objects: for real manifests, examples, public charts, and objects that no person writes. */
import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as ts from 'typescript';
import { unformatted } from '../__tests__/imported';
import { ChartFile } from '../cli/import/chart-file';
import { chartsOf } from '../cli/import/charts';
import { prove } from '../cli/import/prove';
import { objectsOf } from '../cli/import/read-objects';
import { print } from '../manifest/yaml/print';
import { CHARTS, renderedFile } from './charts';
import { Grown } from './grown';
import { realManifests, SHARED } from './shared';

const root = path.dirname(__dirname);
const LIBRARY = 'cdk8s-pod-patterns';

/** The code of YAML files, by their names. */
function codeOf(files: Record<string, string>): ChartFile[] {
  const inputs = Object.entries(files).map(([name, text]) => {
    const { objects, broken } = objectsOf(text, name);
    expect(broken).toEqual([]);
    return { name, objects };
  });
  return chartsOf(
    inputs.filter(({ objects }) => objects.length > 0),
    { library: LIBRARY },
  );
}

/** The objects that are not equal, and the files that prettier would change. */
function problemsOf(charts: readonly ChartFile[]): string[] {
  const { objects, unequal } = prove(ts, charts, path.join(os.tmpdir(), 'app'), LIBRARY);
  expect(objects).toBeGreaterThan(0);
  return [
    ...unequal.map(({ chart, index, reason }) => `${chart.objects[index].input.placeOf([])}: ${reason}`),
    ...unformatted(Object.fromEntries(charts.map(({ stem, text }) => [`${stem}.ts`, text]))),
  ];
}

function filesIn(folder: string): Record<string, string> {
  const all = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const names = all.filter((name) => /\.(?:ya?ml|json)$/.test(name));
  return Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]));
}

test('real manifests', () => {
  const charts = codeOf(filesIn(path.join(SHARED, 'cases', 'manifests')));
  expect(charts.flatMap(({ objects }) => objects).length).toBe(realManifests().length);
  expect(problemsOf(charts)).toEqual([]);
});

test('the rules of eslint accept the code', () => {
  const charts = codeOf(filesIn(path.join(SHARED, 'cases', 'manifests')));
  const [largest] = [...charts].sort((a, b) => b.text.length - a.text.length);
  const eslint = path.join(root, 'node_modules', 'eslint', 'bin', 'eslint.js');
  const args = [eslint, '--stdin', '--stdin-filename', 'examples/imported/main.ts'];
  const { stdout, status } = spawnSync(process.execPath, args, { cwd: root, input: largest.text, encoding: 'utf8' });
  expect([stdout, status]).toEqual(['', 0]);
});

const examples = fs
  .readdirSync(path.join(root, 'examples'), { recursive: true, encoding: 'utf8' })
  .filter((name) => path.basename(name) === 'dist');

test.each(examples)('the manifests of examples/%s', (name) => {
  expect(problemsOf(codeOf(filesIn(path.join(root, 'examples', name))))).toEqual([]);
});

test.each(CHARTS)('the public chart $name', (chart) => {
  expect(problemsOf(codeOf({ 'chart.yaml': fs.readFileSync(renderedFile(chart), 'utf8') }))).toEqual([]);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('a thousand objects that no person writes: %s', (seed) => {
  const grown = new Grown(seed);
  const yaml = print(Array.from({ length: 1000 }, () => grown.next()));
  expect(problemsOf(codeOf({ 'grown.yaml': yaml }))).toEqual([]);
});
