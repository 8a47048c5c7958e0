/**
 * Writes __tests__/fixtures/verdicts.jsonl: grown pods with the verdict of the API server of each version, so that `npm test` can check
 * the rules without a server. A verdict is that of a version and of all versions up to the next one that is listed. Of many pods, it selects those that reach the most rules for their length.
 *
 *     npx ts-node --transpile-only conformance/fuzz/record.ts
 */
import * as fs from 'fs';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import { Case, podcheck, SERVERS, Verdict } from '../shared';
import { pattern } from './compare';
import { Dice } from './dice';
import { Gardener } from './pods';

const COUNT = 30_000;
const SEED = 20;
const LARGEST = 280_000;

const root = path.join(__dirname, '..', '..');

/** The pods that this project synthesizes. */
function ownPods(): Case[] {
  const folders = ['dist', ...fs.readdirSync(path.join(root, 'examples')).map((name) => `examples/${name}/dist`)];
  return folders
    .map((folder) => path.join(root, folder))
    .filter((folder) => fs.existsSync(folder))
    .flatMap((folder) => fs.readdirSync(folder).map((file) => path.join(folder, file)))
    .filter((file) => file.endsWith('.k8s.yaml'))
    .flatMap((file) => parseAllDocuments(fs.readFileSync(file, 'utf8')).map((document) => (document as any).toJS()))
    .filter((manifest) => manifest?.kind === 'Pod')
    .map((manifest) => ({ name: manifest.metadata.name, manifest }));
}

type ShortVerdict = string | string[];

/** A verdict in short: that it cannot be read, or its errors. */
function short({ decode, errors = [] }: Verdict): ShortVerdict {
  return decode !== undefined ? 'unreadable' : [...new Set(errors.map(({ field, type }) => `${field} ${type}`))].sort();
}

const gardener = new Gardener(ownPods(), '1.37', new Dice(SEED));
const pods = Array.from({ length: COUNT }, () => gardener.object());

/** The verdicts by version, without those that equal the verdict of the version before. */
function changes(verdicts: ShortVerdict[]): Record<string, ShortVerdict> {
  const texts = verdicts.map((one) => JSON.stringify(one));
  const changed = SERVERS.map((version, i) => [version, verdicts[i]] as const);
  return Object.fromEntries(changed.filter((_, i) => texts[i] !== texts[i - 1]));
}

const verdicts = SERVERS.map((version) => podcheck(version, pods));
const reached = new Set<string>();
const lines: string[] = [];
let size = 0;
for (const most of [60, 120, 250, 500, 1000]) {
  pods.forEach((pod, i) => {
    const sites = SERVERS.flatMap((version, j) => {
      const { decode, errors = [] } = verdicts[j][i];
      return decode === undefined
        ? errors.map(({ field, detail }) => pattern(`${version} ${field}: ${detail}`))
        : [pattern(`${version} ${decode}`)];
    }).filter((site) => !reached.has(site));
    const line = JSON.stringify([pod, changes(verdicts.map((some) => short(some[i])))]);
    if (line.length <= most * new Set(sites).size && size + line.length < LARGEST) {
      sites.forEach((site) => reached.add(site));
      lines.push(line);
      size += line.length + 1;
    }
  });
}
fs.writeFileSync(path.join(root, '__tests__', 'fixtures', 'verdicts.jsonl'), `${lines.join('\n')}\n`);
console.log(`${lines.length} pods, ${size} bytes, ${reached.size} sites`);
