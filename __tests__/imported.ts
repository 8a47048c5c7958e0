import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as ts from 'typescript';
import { ChartFile } from '../cli/import/chart-file';
import { chartsOf } from '../cli/import/charts';
import { Proof, prove } from '../cli/import/prove';
import { objectsOf } from '../cli/import/read-objects';

/** The code that `import` makes of YAML. */
export function chartOf(yaml: string, stem = 'web'): ChartFile {
  const { objects, broken } = objectsOf(yaml, `${stem}.yaml`);
  expect(broken).toEqual([]);
  const [chart] = chartsOf([{ name: `${stem}.yaml`, objects }], { library: 'cdk8s-pod-patterns', stem });
  return chart;
}

/** The same code, without what is around the statements. */
export function statementsOf(yaml: string): string {
  const [, body] = /super\(scope, id\);\n\n([\s\S]*?) {2}\}\n\}\n/.exec(chartOf(yaml).text)!;
  return body.replace(/^ {4}/gm, '');
}

/** The proof of charts. */
export function proofOf(...charts: ChartFile[]): Proof {
  return prove(ts, charts, path.join(os.tmpdir(), 'app'), 'cdk8s-pod-patterns');
}

const root = path.dirname(__dirname);

/** The names of the files that prettier would change. */
export function unformatted(files: Record<string, string>): string[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'format-'));
  try {
    fs.copyFileSync(path.join(root, '.prettierrc.json'), path.join(folder, '.prettierrc.json'));
    Object.entries(files).forEach(([name, text]) => fs.writeFileSync(path.join(folder, name), text));
    const prettier = path.join(root, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
    const { stdout, stderr } = spawnSync(process.execPath, [prettier, '--list-different', ...Object.keys(files)], {
      cwd: folder,
      encoding: 'utf8',
    });
    return (stdout + stderr).split('\n').filter((line) => line !== '');
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
