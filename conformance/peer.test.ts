/**
 * Compares `lint` with a schema validator, on pods with one mistake each: the table in docs/lint.md. With WRITE_PAGES=1, this test writes
 * the table.
 */
import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { PROOFS } from '../e2e/rules';
import { lint } from '../rules/check/lint';
import { ROWS } from './invalid-pods';
import { CACHE, podcheck, refused } from './shared';

const { kubeconform, schemaOfPods } = jest.requireActual('../bench/kubeconform');

const PEER = 'kubeconform-0.7.0';
const VERSION = '1.37';
const GUIDE = path.join(__dirname, '..', 'docs', 'lint.md');

let folder: string;
beforeAll(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'peer-'))));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** The program, built once from its Go module. */
function peer(): string {
  const bin = path.join(CACHE, PEER);
  const program = path.join(bin, 'kubeconform');
  if (!fs.existsSync(program)) {
    const module = 'github.com/yannh/kubeconform/cmd/kubeconform@v0.7.0';
    execFileSync('go', ['install', module], { env: { ...process.env, GOBIN: bin, GOFLAGS: '-mod=mod' } });
  }
  return program;
}

/** How many of some groups of objects the program finds something in. */
function foundByPeer(groups: readonly any[][]): number {
  const files = groups.map((objects, i) => {
    const file = path.join(folder, `${i}.yaml`);
    fs.writeFileSync(file, objects.map((object) => JSON.stringify(object)).join('\n---\n'));
    return file;
  });
  const args = kubeconform(schemaOfPods(folder, VERSION), '-ignore-missing-schemas', '-output', 'json', ...files);
  const { stdout } = spawnSync(peer(), args, { encoding: 'utf8' });
  const resources: any[] = JSON.parse(stdout).resources;
  return new Set(resources.map(({ filename }) => filename)).size;
}

const foundByLint = (groups: readonly any[][]): number =>
  groups.filter((objects) => lint(objects, { target: VERSION }).length > 0).length;

test('docs/lint.md lists the findings of lint and of a schema validator', () => {
  const pods = Object.entries(ROWS).map(([id, [pod]]) => ({ id, objects: [pod] }));
  const verdicts = podcheck(
    VERSION,
    pods.map(({ objects }) => objects[0]),
  );
  const isRefused = new Map(pods.map(({ id }, i) => [id, refused(verdicts[i])]));
  const groups = [
    ['rejected: an unknown field, or a wrong type', pods.filter(({ id }) => id.startsWith('J'))],
    ['rejected: an invalid value', pods.filter(({ id }) => isRefused.get(id) && !id.startsWith('J'))],
    ['accepted with a warning', pods.filter(({ id }) => !isRefused.get(id))],
    ['accepted, but fails at run time', PROOFS.map(({ bad }) => ({ objects: bad }))],
  ] as const;
  const rows = groups.map(([what, list]) => {
    const objects = list.map((one) => one.objects);
    return `| ${what} | ${objects.length} | ${foundByLint(objects)} | ${foundByPeer(objects)} |`;
  });
  const table = ['| by the API server | pods | `lint` | kubeconform |', '| --- | --- | --- | --- |', ...rows];
  const page = (text: string) =>
    text.replace(
      /(<!-- peer -->\n)[\s\S]*?(\n<!-- \/peer -->)/,
      (_, start, end) => `${start}\n${table.join('\n')}\n${end}`,
    );
  if (process.env.WRITE_PAGES !== undefined) {
    fs.writeFileSync(GUIDE, page(fs.readFileSync(GUIDE, 'utf8')));
    execFileSync('npx', ['prettier', '--write', '--log-level', 'warn', GUIDE]);
  }
  const cells = (text: string): string[] =>
    text.split('\n').map((line) => line.replace(/ *\| */g, '|').replace(/-+/g, '-'));
  const [, written] = /<!-- peer -->\n\n([\s\S]*?)\n\n<!-- \/peer -->/.exec(fs.readFileSync(GUIDE, 'utf8'))!;
  expect(cells(written)).toEqual(cells(table.join('\n')));
}, 600_000);
