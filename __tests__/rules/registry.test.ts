import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { recorded } from '../../e2e/answers';
import { getRule, RULES } from '../../rules/check/registry';
import { lint } from '../../index';

const root = path.join(__dirname, '..', '..');
const GROUPS = ['api', 'api-warning', 'pod-security', 'runtime', 'advice'];
const ids = RULES.map(({ id }) => id);

test('every id is unique', () => {
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test('a rule with a check of its own is in the file that its id names', () => {
  const hasCheck = RULES.filter(({ checks, check, checkOutput, podSecurity }) =>
    [checks, check, checkOutput, podSecurity].some((one) => one !== undefined),
  );
  expect(hasCheck.length).toBeGreaterThan(100);
  expect(hasCheck.filter(({ id }) => !fs.existsSync(path.join(root, 'rules', `${id}.ts`))).map(({ id }) => id)).toEqual(
    [],
  );
});

test.each(RULES.map((rule) => [rule.id, rule] as const))(
  '%s has a page that starts with a summary of one sentence',
  (id, { summary, see }) => {
    expect(summary).toMatch(/^[A-Z`].*[^.]\.$/);
    expect(see).toMatch(/^https:\/\//);
    const page = fs.readFileSync(path.join(root, 'docs', 'rules', `${id}.md`), 'utf8');
    expect(page.replace(/\s+/g, ' ')).toMatch(`# ${id} ${summary}`);
  },
);

/** The string literals of a file that look like the id of a rule, except those that declare a rule. */
function bareIds(file: string): string[] {
  const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.ES2020, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isDeclaration = ts.isPropertyAssignment(node.parent ?? node) && node.parent.getText().startsWith('id:');
    if (ts.isStringLiteral(node) && new RegExp(`^(${GROUPS.join('|')})/[a-z-]+$`).test(node.text) && !isDeclaration) {
      found.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('every id in the code is registered', () => {
  const files = ['cli', 'testing', 'constructs', 'rules', 'manifest', 'util'].flatMap((floor) =>
    fs
      .readdirSync(path.join(root, floor), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => path.join(root, floor, name)),
  );
  expect(files.length).toBeGreaterThan(200);
  // `runtime/default` is a seccomp profile
  expect(files.flatMap(bareIds).filter((id) => !ids.includes(id) && id !== 'runtime/default')).toEqual([]);
});

test('every finding of the recorded manifests has a registered id', () => {
  const manifests = Object.values({ ...recorded('api'), ...recorded('runtime') }).map(({ manifest }) => manifest);
  expect(manifests.length).toBeGreaterThan(100);
  const found = new Set(
    manifests.flatMap((text) =>
      lint(parseAll(text), { target: '1.37', severity: 'advice', podSecurity: 'restricted' }).map(({ rule }) => rule),
    ),
  );
  expect([...found].filter((id) => !ids.includes(id))).toEqual([]);
});

function parseAll(text: string): unknown[] {
  return parseAllDocuments(text).map((document) => document.toJS());
}

test('an unknown id is an error that names the id that is probably meant', () => {
  expect(() => getRule('runtime/port-clsh')).toThrow(
    'There is no rule "runtime/port-clsh". Did you mean "runtime/port-clash"?',
  );
  expect(() => getRule('port-clash')).toThrow('Did you mean "runtime/port-clash"?');
});
