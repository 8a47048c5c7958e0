import * as fs from 'fs';
import * as path from 'path';

/** What a cluster has said of a manifest in which a rule finds something. The page of the rule shows it. */
export interface Answer {
  readonly manifest: string;
  /** The version of the cluster. */
  readonly version: string;
  /** The Pod Security level that the namespace enforces. */
  readonly level?: string;
  /** Whether it was put to a server-side apply. */
  readonly serverSide?: true;
  /** The command that it was given to, where that says the words. */
  readonly by?: string;
  /** What became of the manifest. */
  readonly outcome: 'refused' | 'warned' | 'forgotten' | 'broken';
  /** In the cluster's own words; of fields that it forgets, which. */
  readonly words: string[];
}

/** By rule. */
export type Answers = Record<string, Answer>;

/** With this variable, what the cluster says is written: `npm run answers`. */
export const isRecording = process.env.RECORD_ANSWERS !== undefined;

const file = (name: string): string => path.join(__dirname, 'answers', `${name}.json`);

/** Answers that were recorded: `api` has what an API server says by itself, `runtime` what comes of running. */
export function recorded(name: 'api' | 'runtime'): Answers {
  return JSON.parse(fs.readFileSync(file(name), 'utf8'));
}

/** Records answers, and forgets those to rules that are no longer asked about. */
export function record(name: 'api' | 'runtime', answers: Answers, rules: readonly string[]): void {
  const all = { ...(fs.existsSync(file(name)) ? recorded(name) : {}), ...answers };
  const kept = Object.entries(all)
    .filter(([rule]) => rules.includes(rule))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  fs.writeFileSync(file(name), `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
}
