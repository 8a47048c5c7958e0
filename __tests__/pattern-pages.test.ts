import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import { diagramsOf } from '../cli/diagram/pod-diagram';
import { blocks, compilerProblems } from './code';
import { pageOf, PAGES, yamlOf } from './pattern-pages';

const root = path.dirname(__dirname);
const read = (name: string): string => fs.readFileSync(path.join(root, name), 'utf8');

/** With this variable, the tests write the YAML and the diagrams: `npm run pictures`. */
const isWriting = process.env.WRITE_PAGES !== undefined;

describe.each(Object.entries(PAGES))('the page of %s', (pattern, forms) => {
  const page = pageOf(pattern);

  if (isWriting) {
    beforeAll(() => {
      const yamls = forms.map((form) => yamlOf(pattern, form));
      let [text, i] = [read(page), 0];
      text = text.replace(/^```yaml\n[\s\S]*?^```$/gm, () => `\`\`\`yaml\n${yamls[i++]}\`\`\``);
      i = 0;
      text = text.replace(/^```mermaid\n[\s\S]*?^```$/gm, () => {
        return `\`\`\`mermaid\n${diagramsOf([parse(yamls[i++])])[0].mermaid}\`\`\``;
      });
      fs.writeFileSync(path.join(root, page), text);
    });
  }

  test('has TypeScript that compiles', () => {
    const code = blocks(page, 'ts');
    expect(code).toHaveLength(1);
    expect(compilerProblems({ app: code[0] })).toEqual([]);
  });

  test('shows the YAML that it writes, in each form', () => {
    expect(blocks(page, 'yaml')).toEqual(forms.map((form) => yamlOf(pattern, form)));
  });

  test('has the diagrams that `cdk8s-pods diagram` draws of the YAML', () => {
    expect(blocks(page, 'mermaid')).toEqual(blocks(page, 'yaml').map((yaml) => diagramsOf([parse(yaml)])[0].mermaid));
  });

  test('asks whether the containers must run on one machine and scale together, as the comment of the class does', () => {
    for (const text of [read(page), read(`constructs/patterns/${pattern}.ts`)]) {
      expect(text).toMatch(/Must (they|it) run on one machine( with the app)?\?/);
      expect(text).toMatch(/Must (they|it) scale (together|with the app)\?/);
    }
  });

  test('lists the tests of e2e/faults.test.ts, all of them', () => {
    const [, seen] = /^## Seen on clusters\n([\s\S]*?)^## /m.exec(read(page))!;
    const tests = read('e2e/faults.test.ts').split(/^describe\('/m);
    const found = tests.find((part) => part.startsWith(`${page}'`)) ?? '';
    const named = [...found.matchAll(/^ {2}seen\(\s*(['"])(.*)\1,/gm)].map(([, , name]) => name);
    expect([...seen.matchAll(/^- (.*)$/gm)].map(([, line]) => line)).toEqual(named);
  });
});
