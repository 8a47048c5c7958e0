import { spawnSync } from 'child_process';
import * as path from 'path';

const root = path.dirname(__dirname);

/** The messages of the linter for a file with one import. */
function lint(file: string, from: string): string {
  const { stdout } = spawnSync(
    process.execPath,
    [path.join(root, 'node_modules', 'eslint', 'bin', 'eslint.js'), '--stdin', '--stdin-filename', file],
    { cwd: root, encoding: 'utf8', input: `import * as other from '${from}';\nexport const it = other;\n` },
  );
  return stdout;
}

test.each([
  ['constructs/a.ts', '../rules'],
  ['constructs/patterns/a.ts', '../../kubernetes/types'],
  ['rules/a.ts', '../manifest/yaml/read'],
])('%s may import %s, which is below', (file, from) => {
  expect(lint(file, from)).toBe('');
});

test.each([
  ['kubernetes/a.ts', '../rules/finding'],
  ['manifest/a.ts', '../constructs/app-pod'],
  ['rules/a.ts', '../index'],
  ['constructs/patterns/a.ts', '../../examples/app/main'],
  ['constructs/a.ts', '../cli/main'],
])('%s may not import %s, which is above or outside', (file, from) => {
  expect(lint(file, from)).toContain('Imports run down the floors only');
});
