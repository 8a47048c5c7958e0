import { Testing } from 'cdk8s';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as library from '../index';
import { compilerProblems, runModule } from './code';

const root = path.dirname(__dirname);
const sources = fs
  .readdirSync(path.join(root, 'constructs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'));

/** The example of a doc comment, as an app of its own. */
function examples(name: string): string[] {
  const text = fs.readFileSync(path.join(root, 'constructs', name), 'utf8');
  return [...text.matchAll(/^ *\* @example\n((?: *\*(?! @).*\n)+)/gm)].map(([, lines]) =>
    lines.replace(/^ *\* ?/gm, ''),
  );
}

const all = sources.flatMap((name) => examples(name).map((text) => ({ name, text })));
const app = (text: string) => `
import { ApiObject, App, Chart } from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import { ${Object.keys(library)
  .filter((name) => new RegExp(`\\b${name}\\b`).test(text))
  .join(', ')} } from 'cdk8s-pod-patterns';
export const chart = new Chart(new App(), 'chart');
export const used = [ApiObject, plus];
${text}`;

test('there are examples', () => {
  expect(all.length).toBeGreaterThan(6);
});

test('the examples of the doc comments compile', () => {
  const modules = all.map(({ text }, i) => [`example-${i}`, app(text)]);
  expect(compilerProblems(Object.fromEntries(modules))).toEqual([]);
});

test.each(all)('the example in $name synthesizes', ({ text }) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'comments-'));
  const stdout = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  process.env.CDK8S_OUTDIR = folder;
  try {
    const { chart } = runModule(app(text));
    expect(() => Testing.synth(chart)).not.toThrow();
  } finally {
    delete process.env.CDK8S_OUTDIR;
    stdout.mockRestore();
    fs.rmSync(folder, { recursive: true });
  }
});
