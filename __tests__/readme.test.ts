import * as fs from 'fs';
import * as path from 'path';
import { filesOf } from '../examples/synthesize';
import { blocks, compilerProblems, runModule } from './code';

// With WRITE_PAGES=1, this test writes the YAML and the error message of README.md.

const root = path.dirname(__dirname);
const file = path.join(root, 'README.md');
const readme = fs.readFileSync(file, 'utf8');
const [statement, app] = blocks('README.md', 'ts');

/** The YAML that the app of the README writes. */
const yaml = (): string => filesOf(() => runModule(app))['web.k8s.yaml'];

/** The error that synth reports after the change that the README describes. */
function message(): string {
  const [, probe] = /add `(readinessProbe: .*?)` to\s+the\s+app/.exec(readme)!;
  const mistake = app.replace("name: 'web', image", `name: 'web', ${probe}, image`);
  try {
    filesOf(() => runModule(mistake));
  } catch (error) {
    // the test runs the text of the app, which is in no file
    const before = mistake.slice(0, mistake.indexOf('new SidecarPod')).split('\n');
    const place = `main.ts:${before.length}:${before[before.length - 1].length + 1}`;
    return `${(error as Error).message.replace(/(?<= at )__tests__\S+$/m, place)}\n`;
  }
  throw new Error('Synth reports no error.');
}

if (process.env.WRITE_PAGES !== undefined) {
  beforeAll(() => {
    const parts = { yaml: yaml(), text: message() };
    const written = Object.entries(parts).reduce(
      (text, [language, part]) =>
        text.replace(
          new RegExp(`^\`\`\`${language}\\n[\\s\\S]*?^\`\`\`$`, 'm'),
          () => `\`\`\`${language}\n${part}\`\`\``,
        ),
      readme,
    );
    fs.writeFileSync(file, written);
  });
}

test('the first screen shows a statement of the app, its YAML, and the error for a mistake', () => {
  expect(app).toContain(statement);
  expect(blocks('README.md', 'yaml')[0]).toBe(yaml());
  expect(blocks('README.md', 'text')).toEqual([message()]);
});

test('the app compiles', () => expect(compilerProblems({ app })).toEqual([]));

test('the app installs the tarball of this version', () => {
  const { name, version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  expect(JSON.parse(blocks('README.md', 'json')[0]).dependencies[name]).toBe(`file:${name}-${version}.tgz`);
});

describe('CONTRIBUTING.md', () => {
  const text = fs.readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8');

  test('lists all scripts, except those that npm runs itself', () => {
    const { scripts } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
    const listed = [...text.matchAll(/^\| `npm (?:run )?([\w-]+)` /gm)].map(([, script]) => script);
    expect(['prepack', 'prepare', ...listed].sort()).toEqual(Object.keys(scripts).sort());
  });

  test('shows a rule as it is in its file', () => {
    const [, file] = /This is `(rules\/\S+)`:/.exec(text)!;
    expect(blocks('CONTRIBUTING.md', 'ts')).toEqual([fs.readFileSync(path.join(root, file), 'utf8')]);
  });

  test('names files that exist', () => {
    const floors = 'cli|constructs|rules|manifest|kubernetes|__tests__|conformance|e2e|examples|docs';
    const named = [...text.matchAll(new RegExp(`[(\`]((?:${floors})/[\\w./-]+)[)\`]`, 'g'))].map(([, name]) => name);
    const missing = named.filter((name) => !name.includes('NAME') && !fs.existsSync(path.join(root, name)));
    expect({ named: named.length > 30, missing }).toEqual({ named: true, missing: [] });
  });
});
