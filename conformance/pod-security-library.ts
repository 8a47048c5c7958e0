import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parse } from 'yaml';
import { asWritten } from '../rules/decode/as-written';
import { PodModel } from '../rules/model/pod-model';
import { violations } from '../rules/pod-security-standard/violations';
import { answers } from './shared';

/** The violations of the standard by a pod, from a minor version on: a reason and a detail for each check. */
export interface Change {
  readonly since: number;
  readonly violations: { readonly reason: string; readonly detail: string }[];
}

/** Per level, how the verdict on a pod changes from version to version. */
export interface History {
  readonly baseline: Change[];
  readonly restricted: Change[];
}

/** The version after the last that changed a check. As in a cluster, it has the checks of that last version. */
const NEWEST = 38;

const FOLDER = path.join(__dirname, 'podsecurity');
const go = (...args: string[]) =>
  execFileSync('go', args, { cwd: FOLDER, encoding: 'utf8', env: { ...process.env, CGO_ENABLED: '0' } }).trim();

let program: string | undefined;

/** The histories of pods, as the library of the admission plugin has them. */
export function libraryHistories(pods: any[]): History[] {
  if (program === undefined) {
    program = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'podsecurity-')), 'podsecurity');
    go('build', '-trimpath', '-o', program, '.');
    process.once('exit', () => fs.rmSync(path.dirname(program!), { recursive: true }));
  }
  return answers(program, [], pods.map((pod) => JSON.stringify(pod)).join('\n'));
}

/** The model of a pod, as the rules read it. */
export function modelOf(pod: unknown): PodModel {
  return new PodModel(asWritten(pod, 'Pod'), '1.37');
}

/** The history of a pod, as the rules have it. */
export function ourHistory(pod: PodModel): History {
  return { baseline: changes(pod, 'baseline'), restricted: changes(pod, 'restricted') };
}

function changes(pod: PodModel, level: 'baseline' | 'restricted'): Change[] {
  const all: Change[] = [];
  let last: string | undefined;
  for (let since = 0; since <= NEWEST; since++) {
    const found = violations(pod, level, `v1.${since}`);
    const words = found.map(({ reason, detail }) => `${reason} (${detail})`).join();
    if (words !== last) {
      all.push({ since, violations: found.map(({ reason, detail }) => ({ reason, detail })) });
      last = words;
    }
  }
  return all;
}

/** A pod that a level admits, or refuses by a check, in some version. */
export interface Fixture {
  readonly file: string;
  readonly level: 'baseline' | 'restricted';
  readonly version: string;
  readonly passes: boolean;
  readonly pod: any;
}

/** The fixtures of a folder: `LEVEL/VERSION/pass|fail/*.yaml`. */
export function fixtures(folder: string): Fixture[] {
  return (['baseline', 'restricted'] as const).flatMap((level) =>
    fs.readdirSync(path.join(folder, level)).flatMap((version) =>
      fs.readdirSync(path.join(folder, level, version)).flatMap((verdict) =>
        fs.readdirSync(path.join(folder, level, version, verdict)).map((name) => {
          const file = path.join(level, version, verdict, name);
          const pod = parse(fs.readFileSync(path.join(folder, file), 'utf8'));
          return { file, level, version, passes: verdict === 'pass', pod };
        }),
      ),
    ),
  );
}

/** The library's own fixtures, of each version. */
export function libraryFixtures(): Fixture[] {
  const library = go('list', '-m', '-f', '{{.Dir}}', 'k8s.io/pod-security-admission');
  return fixtures(path.join(library, 'test', 'testdata'));
}
