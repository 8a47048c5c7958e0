import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';
import * as library from '../index';
import * as testing from '../testing';

const root = path.dirname(__dirname);

/** The blocks of a language in a Markdown file of this repository. */
export function blocks(markdown: string, language: string): string[] {
  const text = fs.readFileSync(path.join(root, markdown), 'utf8');
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, found]) => found === language)
    .map(([, , block]) => block);
}

/**
 * The errors of the compiler for modules that are in no file.
 *
 * @param modules their texts by name; the modules import each other by these names
 */
export function compilerProblems(modules: Record<string, string>): string[] {
  const fileOf = (name: string): string => path.join(__dirname, `${name}.ts`);
  const texts = new Map(Object.entries(modules).map(([name, text]) => [fileOf(name), text]));
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const paths = {
    'cdk8s-pod-patterns': ['index.ts'],
    'cdk8s-pod-patterns/testing': ['testing.ts'],
    ...Object.fromEntries(Object.keys(modules).map((name) => [name, [path.relative(root, fileOf(name))]])),
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  host.getSourceFile = (name, version) => {
    const text = host.readFile(name);
    return text === undefined ? undefined : ts.createSourceFile(name, text, version);
  };
  const program = ts.createProgram([...texts.keys()], { ...options, baseUrl: root, paths }, host);
  const problems = [...texts.keys()].flatMap((name) => ts.getPreEmitDiagnostics(program, program.getSourceFile(name)));
  return problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

/** Runs a module, and returns its exports. `known` replaces some of its imports. */
export function runModule(text: string, known: Record<string, any> = {}): any {
  const { outputText } = ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const modules: Record<string, any> = {
    'cdk8s-pod-patterns': library,
    'cdk8s-pod-patterns/testing': testing,
    ...known,
  };
  const exported = {};
  new Function('require', 'exports', outputText)((name: string) => modules[name] ?? jest.requireActual(name), exported);
  return exported;
}
