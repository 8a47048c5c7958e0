import * as fs from 'fs';
import * as path from 'path';

const root = path.dirname(__dirname);
const read = (name: string): string => fs.readFileSync(path.join(root, name), 'utf8');
const readme = read('README.md');
const blocks = (language: string): string[] =>
  [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, found]) => found === language)
    .map(([, , text]) => text);

test('the TypeScript of the README stands in main.ts, word for word', () => {
  expect(blocks('ts').length).toBeGreaterThan(1);
  expect(blocks('ts').filter((text) => !read('main.ts').includes(text))).toEqual([]);
});

test('the YAML of the README is what lands', () => {
  expect(blocks('yaml')).toEqual([read('dist/kubia-manual.k8s.yaml')]);
});

test.each(['README.md', 'CONTRIBUTING.md'])('every file that %s points to is there', (name) => {
  const links = [...read(name).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link);
  expect(links.filter((link) => !fs.existsSync(path.join(root, link)))).toEqual([]);
});

test('the scripts that CONTRIBUTING.md names are there', () => {
  const named = [...read('CONTRIBUTING.md').matchAll(/`npm (?:run )?(\w+)`/g)].map(([, script]) => script);
  expect(named.filter((script) => script !== 'ci' && !(script in JSON.parse(read('package.json')).scripts))).toEqual(
    [],
  );
});
