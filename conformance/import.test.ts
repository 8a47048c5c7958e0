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
import { KINDS } from '../kubernetes/kinds';
import { print } from '../manifest/yaml/print';
import { isPlainObject, setField } from '../util/plain-object';
import { CHARTS, renderedFile } from './charts';
import { Random } from './random';
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
  const names = fs.readdirSync(folder).filter((name) => /\.(?:ya?ml|json)$/.test(name));
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

/** Objects that no person writes: real objects with hostile changes, and random ones. */
class Grown {
  private readonly random: Random;
  private readonly real = realManifests().map(({ manifest }) => manifest);

  public constructor(seed: number) {
    this.random = new Random(seed);
  }

  public next(): any {
    if (this.random.below(3) === 0) {
      const kind = this.random.of(['ConfigMap', 'Service', 'Secret', 'Thing', ...KINDS.keys()]);
      return {
        ...this.withoutStatus(this.random.document()),
        apiVersion: this.random.of(['v1', 'apps/v1', 'a.b/v1']),
        kind,
      };
    }
    const object = structuredClone(this.random.of(this.real));
    for (let changes = this.random.below(4); changes >= 0; changes--) {
      this.change(object);
    }
    return object;
  }

  /** Changes a value anywhere in an object, except for its kind and its API version. */
  private change(object: any): void {
    const places: [any, string | number][] = [];
    const visit = (value: any): void => {
      for (const key of Array.isArray(value) ? value.keys() : isPlainObject(value) ? Object.keys(value) : []) {
        if (value !== object || (key !== 'kind' && key !== 'apiVersion')) {
          places.push([value, key]);
          visit(value[key]);
        }
      }
    };
    visit(object);
    if (places.length === 0) {
      return;
    }
    const [parent, key] = this.random.of(places);
    switch (this.random.below(6)) {
      case 0:
        parent[key] = this.random.number();
        break;
      case 1:
        parent[key] = this.random.of([null, [], {}, '', 0, -0.5, true, 2 ** 53, -(2 ** 63), 10n ** 19n, 1e300]);
        break;
      case 2:
        parent[key] = this.random.document();
        break;
      case 3:
        if (isPlainObject(parent)) {
          delete (parent as any)[key];
        }
        break;
      case 4:
        if (isPlainObject(parent)) {
          const names = [
            'raw',
            'app',
            'patterns',
            'podSecurity',
            '__proto__',
            'constructor',
            'toString',
            'status',
            'x y',
          ];
          setField(parent as any, this.random.of(names), this.random.document());
        }
        break;
      default:
        parent[key] = Object.values(this.random.document())[0];
    }
  }

  private withoutStatus({ status, ...object }: any): any {
    return object;
  }
}

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('a thousand objects that no person writes: %s', (seed) => {
  const grown = new Grown(seed);
  const yaml = print(Array.from({ length: 1000 }, () => grown.next()));
  expect(problemsOf(codeOf({ 'grown.yaml': yaml }))).toEqual([]);
});
