import * as fs from 'fs';
import * as path from 'path';
import { filesOf } from '../examples/synthesize';
import { blocks, compilerProblems, runModule } from './code';

const root = path.dirname(__dirname);
const read = (name: string): string => fs.readFileSync(path.join(root, name), 'utf8');
const markdown = ['docs', 'examples'].flatMap((folder) =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name)),
);
test.each(markdown)('every file that %s points to is there', (name) => {
  const text = read(name).replace(/^```[\s\S]*?^```$/gm, '');
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link);
  expect(links.filter((link) => !fs.existsSync(path.join(root, path.dirname(name), link)))).toEqual([]);
});

test('the TypeScript of examples/environments/README.md stands in its main.ts, word for word', () => {
  expect(blocks('examples/environments/README.md', 'ts')).toHaveLength(1);
  expect(read('examples/environments/main.ts')).toContain(blocks('examples/environments/README.md', 'ts')[0]);
});

test('the TypeScript of docs/environments.md compiles', () => {
  const [code] = blocks('docs/environments.md', 'ts');
  const text = `import { PodApp } from 'cdk8s-pod-patterns';\n${code}\ndeclare function web(app: PodApp, values: Settings): void;\n`;
  expect(compilerProblems({ app: text })).toEqual([]);
});

describe('docs/workloads.md', () => {
  const code = blocks('docs/workloads.md', 'ts').join('');

  test('has TypeScript that compiles', () => {
    expect(compilerProblems({ app: code })).toEqual([]);
  });

  test('shows the YAML that it writes', () => {
    const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const written = Object.values(filesOf(() => runModule(code))).join('\n');
    expect(blocks('docs/workloads.md', 'yaml').filter((yaml) => !written.includes(yaml))).toEqual([]);
    expect(stderr.mock.calls).toEqual([]);
    stderr.mockRestore();
  });

  test('names all that is found in the way in which patterns are put into a pod', () => {
    const folder = path.join(root, 'constructs', 'compose');
    const code = fs.readdirSync(folder).map((name) => read(path.join('constructs', 'compose', name)));
    const rules = code.flatMap((text) => [...text.matchAll(/'(runtime\/[a-z-]+)',/g)].map(([, rule]) => rule));
    const rows = [...read('docs/workloads.md').matchAll(/^\| `(runtime\/.*)` /gm)].map(([, rule]) => rule);
    expect(rows.sort()).toEqual([...new Set(rules)].sort());
  });
});
