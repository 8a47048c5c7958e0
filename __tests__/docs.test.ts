import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

const root = path.dirname(__dirname);
const read = (name: string): string => fs.readFileSync(path.join(root, name), 'utf8');
const markdown = ['docs', 'examples'].flatMap((folder) =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name)),
);
const blocks = (name: string, language: string): string[] =>
  [...read(name).matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, found]) => found === language)
    .map(([, , text]) => text);

test.each(markdown)('every file that %s points to is there', (name) => {
  const links = [...read(name).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link);
  expect(links.filter((link) => !fs.existsSync(path.join(root, path.dirname(name), link)))).toEqual([]);
});

test('the TypeScript of examples/environments/README.md stands in its main.ts, word for word', () => {
  expect(blocks('examples/environments/README.md', 'ts')).toHaveLength(1);
  expect(read('examples/environments/main.ts')).toContain(blocks('examples/environments/README.md', 'ts')[0]);
});

test('the TypeScript of docs/environments.md compiles', () => {
  const file = path.join(__dirname, 'docs-environments.ts');
  const [code] = blocks('docs/environments.md', 'ts');
  const text = `import { PodApp } from 'cdk8s-pod-patterns';\n${code}\ndeclare function web(app: PodApp, values: Settings): void;\n`;
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const paths = { 'cdk8s-pod-patterns': ['./index'] };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, version, ...rest) =>
    name === file ? ts.createSourceFile(name, text, version) : getSourceFile(name, version, ...rest);
  const program = ts.createProgram([file], { ...options, baseUrl: root, paths }, host);
  const problems = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
  expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
});
