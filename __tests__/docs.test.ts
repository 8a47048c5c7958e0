import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { filesOf } from '../examples/synthesize';
import * as composition from '../rules/composition';
import { Rule } from '../rules/rule';
import * as runtime from '../rules/runtime';
import { Manifests, Match } from '../testing';
import { blocks, compilerProblems, runModule } from './code';

const root = path.dirname(__dirname);
const ruleExports = { ...composition, ...runtime };
const read = (name: string): string => fs.readFileSync(path.join(root, name), 'utf8');

/** The Markdown files of the repository, except those of packages. */
const markdown = ['.', 'bench', 'docs', 'examples', 'rules'].flatMap((folder) =>
  fs
    .readdirSync(path.join(root, folder), { recursive: folder !== '.', encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name)),
);

/** The files of the npm package, as npm lists them. */
const packed = new Set(
  JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' }))
    .flatMap(({ files }: { files: { path: string }[] }) => files)
    .map((file: { path: string }) => file.path),
);

/** The anchors that code hosts give to the headings of a Markdown file. */
function anchors(name: string): string[] {
  const headings = [...withoutCode(name).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replace(/ /g, '-'),
  );
}

const withoutCode = (name: string): string => read(name).replace(/^```[\s\S]*?^```$/gm, '');

/** The relative links of a Markdown file to a missing file or heading. */
function brokenLinks(name: string, exists: (target: string) => boolean): string[] {
  const links = [...withoutCode(name).matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link]) => link);
  return links
    .filter((link) => {
      const [file, anchor] = link.split('#');
      const target = file === '' ? name : path.join(path.dirname(name), file);
      return !exists(target) || (anchor !== undefined && !anchors(target).includes(anchor));
    })
    .map((link) => `${name}: ${link}`);
}

test('every link of a page in the npm package leads to a file of the package', () => {
  const pages = markdown.filter((name) => packed.has(name));
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'CHANGELOG.md', 'docs/lint.md', 'docs/rules/README.md']));
  expect(pages.flatMap((name) => brokenLinks(name, (target) => packed.has(target)))).toEqual([]);
});

test('every link of another page leads to a file of the repository', () => {
  const pages = markdown.filter((name) => !packed.has(name));
  const exists = (target: string): boolean => fs.existsSync(path.join(root, target));
  expect(pages.flatMap((name) => brokenLinks(name, exists))).toEqual([]);
});

test('examples/environments/main.ts contains the TypeScript of its README', () => {
  expect(blocks('examples/environments/README.md', 'ts')).toHaveLength(1);
  expect(read('examples/environments/main.ts')).toContain(blocks('examples/environments/README.md', 'ts')[0]);
});

test('the TypeScript of docs/environments.md compiles', () => {
  const [code] = blocks('docs/environments.md', 'ts');
  const text = `import { PodApp } from 'cdk8s-pod-patterns';\n${code}\ndeclare function web(app: PodApp, values: Settings): void;\n`;
  expect(compilerProblems({ app: text })).toEqual([]);
});

describe('docs/testing.md', () => {
  const PAGE = 'docs/testing.md';
  const [first, second] = blocks(PAGE, 'ts');
  const deployment = (name: string, replicas: number, image: string): string =>
    `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      initContainers: [{ name: logs, image: busybox:1.37, restartPolicy: Always }]
      containers: [{ name: web, image: '${image}' }]
`;
  const failure = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      return `${(error as Error).message}\n`;
    }
    return '';
  };

  test('has TypeScript that compiles and runs', () => {
    expect(compilerProblems({ first, second })).toEqual([]);
    [first, second].forEach((code) => runModule(code));
  });

  test('shows the messages of failures', () => {
    const one = deployment('web', 2, 'nginx:1.29');
    const both = Manifests.of(`${one}---\n${deployment('db', 1, 'postgres:18')}`);
    const containers = [{ image: 'nginx:1.30' }];
    expect(blocks(PAGE, 'text')).toEqual([
      failure(() => Manifests.of(one).getPod('web').getContainer('log')),
      failure(() => both.hasResource('Deployment', { spec: { replicas: 3, template: { spec: { containers } } } })),
    ]);
  });

  test('lists all matchers', () => {
    const matchers = Object.getOwnPropertyNames(Match).filter(
      (name) => typeof (Match as any)[name] === 'function' && name !== 'prototype',
    );
    const listed = [...read(PAGE).matchAll(/^\| `Match\.(\w+)\(/gm)].map(([, name]) => name);
    expect(listed.sort()).toEqual(matchers.sort());
  });
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

  test('lists all rules of constructs/compose', () => {
    const folder = path.join(root, 'constructs', 'compose');
    const code = fs.readdirSync(folder).map((name) => read(path.join('constructs', 'compose', name)));
    const imports = code.flatMap((text) => [
      ...text.matchAll(/import \{ (.*) \} from '.*\/rules\/(?:composition|runtime)'/g),
    ]);
    const names = imports.flatMap(([, list]) => list.split(', ').map((name) => name.split(' ')[0]));
    const rules = names.map((name) => (ruleExports as Record<string, unknown>)[name] as Rule).map(({ id }) => id);
    const rows = [...read('docs/workloads.md').matchAll(/^\| `(runtime\/.*)` /gm)].map(([, id]) => id);
    expect(rows.sort()).toEqual([...new Set(rules)].filter((id) => id.startsWith('runtime/')).sort());
  });
});
