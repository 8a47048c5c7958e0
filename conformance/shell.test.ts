import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import { parseShell } from '../manifest/shell/parse';
import { Dialect } from '../manifest/shell/tree';
import { Random } from './random';
import { SHARED } from './shared';
import { PIECES, SCRIPTS } from './shell-scripts';

const SEED = 20_260_103;
const COUNT = 10_000;

/** A known difference: if a `for ((` has no end, bash prints no error, and runs nothing. */
const UNFINISHED = /for\s*\(\(/;

/** Writes what both shells print for each script of a folder to a file beside it. */
const ASK = `
for script in *.sh; do
  IFS= read -r -d '' text <"$script"
  dash -n -c -- "$text" 2>"$script.dash"
  bash -n -c -- "$text" 2>"$script.bash"
done
true`;

/** Texts in manifests that may be scripts: they have several words. */
function scriptsOf(value: unknown): string[] {
  if (typeof value === 'string') {
    return /\s/.test(value) ? [value] : [];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(scriptsOf) : [];
}

function scriptsOfManifests(): string[] {
  const folder = path.join(SHARED, 'cases');
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ya?ml$/.test(file));
  return files.flatMap((file) => {
    const documents = parseAllDocuments(fs.readFileSync(path.join(folder, file), 'utf8'), { logLevel: 'silent' });
    return documents.flatMap((document) =>
      'errors' in document && document.errors.length === 0 ? scriptsOf(document.toJS()) : [],
    );
  });
}

/** A script in which some tokens are removed, added, replaced or exchanged. */
function changed(random: Random, script: string): string {
  let tokens = tokensOf(script);
  for (let changes = 1 + random.below(3); changes > 0; changes--) {
    const at = random.below(tokens.length + 1);
    const other = random.below(tokens.length + 1);
    const more = tokensOf(random.of(SCRIPTS));
    const start = random.below(more.length);
    const part = more.slice(start, start + 1 + random.below(6));
    switch (random.below(6)) {
      case 0:
        tokens.splice(at, 1 + random.below(2));
        break;
      case 1:
        tokens.splice(at, 0, random.of(PIECES));
        break;
      case 2:
        tokens.splice(at, 1, random.of(PIECES));
        break;
      case 3:
        tokens.splice(at, 0, ...part);
        break;
      case 4:
        tokens = tokens.slice(0, at);
        break;
      default:
        [tokens[at], tokens[other]] = [tokens[other] ?? '', tokens[at] ?? ''];
    }
  }
  return tokens.join('');
}

function tokensOf(script: string): string[] {
  return script.match(/\w+|\s+|[^\w\s]/g) ?? [];
}

function scripts(): string[] {
  const random = new Random(SEED);
  const all = new Set([...SCRIPTS, ...scriptsOfManifests()]);
  while (all.size < COUNT) {
    const pieces = Array.from({ length: 1 + random.below(12) }, () => random.of(PIECES) + random.of(['', ' ', ' ']));
    all.add(random.below(4) > 0 ? changed(random, random.of(SCRIPTS)) : pieces.join(''));
  }
  return [...all];
}

/** Whether a shell prints an error. Its status does not show all errors: that of `[[ a b ]]` is 0. */
function isRefused(output: string, dialect: Dialect): boolean {
  const errors = output.split('\n').filter((line) => !line.includes(': warning: '));
  return dialect === 'dash' ? errors.join('') !== '' : errors.some((line) => /^bash: (?:-c: )?line \d+: /.test(line));
}

test('the parser and the shells agree on the syntax of 10,000 scripts', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'shell-scripts-'));
  const all = scripts();
  all.forEach((script, i) => fs.writeFileSync(path.join(folder, `${i}.sh`), script));
  execFileSync('bash', ['-c', ASK], { cwd: folder, stdio: 'ignore' });
  const refused = { dash: 0, bash: 0 };
  const differences = all.flatMap((script, i) =>
    (['dash', 'bash'] as const).flatMap((dialect) => {
      const output = fs.readFileSync(path.join(folder, `${i}.sh.${dialect}`), 'latin1');
      const { error } = parseShell(script, dialect);
      refused[dialect] += error === undefined ? 0 : 1;
      const isKnown = dialect === 'bash' && error !== undefined && UNFINISHED.test(script);
      const isEqual = isKnown || isRefused(output, dialect) === (error !== undefined);
      return isEqual ? [] : [{ dialect, script, output, error }];
    }),
  );
  fs.rmSync(folder, { recursive: true });
  expect(differences).toEqual([]);
  // the test means something only if both answers are frequent
  expect(Math.min(refused.dash, refused.bash)).toBeGreaterThan(COUNT / 3);
  expect(Math.max(refused.dash, refused.bash)).toBeLessThan(COUNT * 0.8);
});
