import * as fs from 'fs';
import * as path from 'path';

/** The output of a cluster for a manifest that a rule reports. The page of the rule shows it. */
export interface Answer {
  readonly manifest: string;
  /** The version of the cluster. */
  readonly version: string;
  /** The Pod Security level that the namespace enforces. */
  readonly level?: string;
  /** Whether it was applied by a server-side apply. */
  readonly serverSide?: true;
  /** The command that printed the words, if it was not the server. */
  readonly by?: string;
  /** The reaction of the cluster. */
  readonly outcome: 'refused' | 'warned' | 'forgotten' | 'broken';
  /** The text of the cluster; for dropped fields, their paths. */
  readonly words: string[];
}

/** By rule. */
export type Answers = Record<string, Answer>;

/** With this variable, the tests write the output of the cluster: `npm run answers`. */
export const isRecording = process.env.RECORD_ANSWERS !== undefined;

const file = (name: string): string => path.join(__dirname, 'answers', `${name}.json`);

/** Recorded answers: `api` of an API server alone, `runtime` of running pods. */
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
