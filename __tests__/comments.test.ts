import { Testing } from 'cdk8s';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as ts from 'typescript';
import * as library from '../index';

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
  .join(', ')} } from '../index';
export const chart = new Chart(new App(), 'chart');
export const used = [ApiObject, plus];
${text}`;

test('there are examples', () => {
  expect(all.length).toBeGreaterThan(6);
});

test('the examples of the doc comments compile', () => {
  const files = new Map(all.map(({ text }, i) => [path.join(__dirname, `example-${i}.ts`), app(text)]));
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile;
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.fileExists = (name) => files.has(name) || ts.sys.fileExists(name);
  host.getSourceFile = (name, version) => {
    const text = host.readFile(name);
    return text === undefined ? undefined : ts.createSourceFile(name, text, version);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const problems = [...files.keys()].flatMap((name) => ts.getPreEmitDiagnostics(program, program.getSourceFile(name)));
  expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
});

test.each(all)('the example in $name synthesizes', ({ text }) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'comments-'));
  const stdout = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  process.env.CDK8S_OUTDIR = folder;
  const { outputText } = ts.transpileModule(app(text), { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const module = { exports: {} as any };
  try {
    new Function('require', 'module', 'exports', outputText)(require, module, module.exports);
    expect(() => Testing.synth(module.exports.chart)).not.toThrow();
  } finally {
    delete process.env.CDK8S_OUTDIR;
    stdout.mockRestore();
    fs.rmSync(folder, { recursive: true });
  }
});
