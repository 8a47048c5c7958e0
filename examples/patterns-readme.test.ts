import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';
import * as library from '../index';
import { filesOf } from './synthesize';

const root = path.dirname(__dirname);
const readme = fs.readFileSync(path.join(root, 'constructs', 'patterns', 'README.md'), 'utf8');
const blocks = (language: string): string[] =>
  [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, found]) => found === language)
    .map(([, , text]) => text);

/** The code of the README, as files of this folder, and which of them or of this repository its imports mean. */
const [pattern, main] = blocks('ts');
const code = new Map([
  [path.join(__dirname, 'tracing-pattern.ts'), pattern],
  [path.join(__dirname, 'orders.ts'), main],
]);
const paths = { 'cdk8s-pod-patterns': ['index.ts'], 'tracing-pattern': ['examples/tracing-pattern.ts'] };

test('the code in the README of the patterns compiles', () => {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (name) => code.has(name) || fileExists(name);
  host.readFile = (name) => code.get(name) ?? readFile(name);
  host.getSourceFile = (name, version) => {
    const text = host.readFile(name);
    return text === undefined ? undefined : ts.createSourceFile(name, text, version);
  };
  const program = ts.createProgram([...code.keys()], { ...options, types: [], baseUrl: root, paths }, host);
  const problems = [...code.keys()].flatMap((name) => ts.getPreEmitDiagnostics(program, program.getSourceFile(name)));
  expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
});

test('the app in it writes the YAML below it', () => {
  const known: Record<string, any> = { 'cdk8s-pod-patterns': library };
  known['tracing-pattern'] = run(pattern, known);
  expect(filesOf(() => run(main, known))).toEqual({ 'orders.k8s.yaml': blocks('yaml')[0] });
});

/** Runs a module, with what some of its imports are, and gives its exports. */
function run(text: string, known: Record<string, any>): any {
  const { outputText } = ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const exported = {};
  new Function('require', 'exports', outputText)((name: string) => known[name] ?? jest.requireActual(name), exported);
  return exported;
}
