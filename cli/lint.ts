import * as fs from 'fs';
import { Linter, LintOptions, SEVERITIES } from '../rules/check/lint';
import { getRule } from '../rules/check/registry';
import { override, readSettings, Settings } from '../rules/check/settings';
import { Severity } from '../rules/finding';
import { safe } from '../util/safe-text';
import { countObjects, KindCount, kindsOf, kindsText, objectsIn } from './lint/coverage';
import { examineFiles, Examination, RenderFlags } from './lint/examine-files';
import { STANDARD_INPUT } from './lint/inputs';
import { countSeverities, Pieces, problemText, Report } from './lint/report';
import { writeReport } from './lint/write-report';
import { readProject } from './project';

/** Options of `lint`. */
export interface LintFlags extends RenderFlags {
  readonly target?: string;
  readonly 'pod-security'?: string;
  readonly severity?: string;
  readonly waive?: readonly string[];
  readonly format?: readonly string[];
  readonly images?: boolean;
  readonly config?: string;
  readonly baseline?: string;
  readonly 'update-baseline'?: boolean;
  readonly strict?: boolean;
  readonly schemas?: readonly string[];
  readonly verbose?: boolean;
  readonly explain?: string;
}

/** Checks files, and prints the findings. */
export async function lint(flags: LintFlags, paths: readonly string[]): Promise<number> {
  if (flags.explain !== undefined) {
    const { pageText } = await import('./lint/pages');
    process.stdout.write(pageText(getRule(flags.explain)));
    return 0;
  }
  const settings = readSettings(flags.config);
  const linter = linterOf(flags, settings);
  const reporters = reportersOf(flags.format ?? ['text']);
  const baseline = baselineOf(flags, settings);
  if (flags.values !== undefined && flags.render === undefined) {
    throw new Error('--values requires --render, with the folder of a Helm chart.');
  }
  if (flags.render?.includes(STANDARD_INPUT) === true) {
    throw new Error('--render requires a folder. "-" is standard input.');
  }
  const isDefault = paths.length === 0 && flags.render === undefined;
  const all = await examineFiles(isDefault ? [outputFolder()] : paths, linter, flags);
  const report = (await baseline?.(all, linter)) ?? all;
  for (const { load, file } of reporters) {
    const format = await load();
    writeReport(format(report, file), file);
  }
  report.problems.forEach((problem) => process.stderr.write(`${problemText(problem)}\n`));
  for (const rule of linter.unusedWaivers()) {
    process.stderr.write(`warning: the waiver of ${rule} ignores no finding. Remove it.\n`);
  }
  const gone = report.baseline?.gone ?? 0;
  if (gone > 0) {
    const occur = gone === 1 ? 'occurs' : 'occur';
    process.stderr.write(
      `${plural(gone, 'finding')} of the baseline no longer ${occur}. Update the baseline with --update-baseline.\n`,
    );
  }
  const counts = countSeverities(report);
  const kinds = kindsOf(objectsIn(report), report);
  if (flags.verbose === true) {
    process.stderr.write(details(kinds, all.ignored));
  }
  process.stderr.write(`${safe(summary(report, counts, kinds))}\n`);
  return report.problems.length > 0 ? 2 : SEVERITIES.some((severity) => counts[severity] > 0) ? 1 : 0;
}

function linterOf(flags: LintFlags, file: Settings): Linter {
  const options = override(file, {
    ...{ target: flags.target, podSecurity: flags['pod-security'], waive: flags.waive?.slice() },
    severity: flags.severity as LintOptions['severity'],
    strict: flags.strict,
    schemas: flags.schemas?.slice(),
    // the flag keeps the options of the file
    images: flags.images === true && typeof file.images !== 'object' ? true : undefined,
  });
  return new Linter(options);
}

/** How to apply the baseline; undefined if there is none. */
function baselineOf({ baseline, 'update-baseline': isUpdate = false }: LintFlags, settings: Settings) {
  const file = baseline ?? settings.baseline;
  if (file === undefined) {
    if (isUpdate) {
      throw new Error('--update-baseline requires the name of the file: --baseline FILE.');
    }
    return undefined;
  }
  if (file === STANDARD_INPUT) {
    throw new Error('A baseline must be a file. "-" is standard input.');
  }
  return async (run: Examination, linter: Linter): Promise<Report> => {
    const { applyBaseline, updateBaseline } = await import('./lint/baseline');
    if (isUpdate) {
      updateBaseline(file, run, linter);
    }
    return applyBaseline(file, run, linter);
  };
}

function outputFolder(): string {
  const { folder } = readProject({});
  if (!fs.existsSync(folder)) {
    throw new Error(`There is no folder ${folder}. Synthesize first, or name the files to check.`);
  }
  return folder;
}

/** The output formats of `lint`. The code of a format is loaded only when it is used. */
const FORMATS = new Map<string, () => Promise<(report: Report, file?: string) => Pieces>>([
  ['text', async () => (await import('./lint/text')).text],
  ['json', async () => (await import('./lint/json')).json],
  ['jsonl', async () => (await import('./lint/jsonl')).jsonl],
  ['sarif', async () => (await import('./lint/sarif')).sarif],
  ['junit', async () => (await import('./lint/junit')).junit],
  ['tap', async () => (await import('./lint/tap')).tap],
]);

function reportersOf(values: readonly string[]) {
  const reporters = values.map((value) => {
    const [name] = value.split('=', 1);
    const file = name === value ? undefined : value.slice(name.length + 1);
    const load = FORMATS.get(name);
    if (load === undefined || file === '') {
      throw new Error(`"${value}" is not a format. Use ${[...FORMATS.keys()].join(', ')}, with or without =FILE.`);
    }
    return { load, file };
  });
  const files = reporters.map(({ file }) => file ?? 'standard output');
  const duplicate = files.find((file, i) => files.indexOf(file) !== i);
  if (duplicate !== undefined) {
    throw new Error(`Two reports cannot both go to ${duplicate}. Write one to another file: --format FORMAT=FILE.`);
  }
  return reporters;
}

/** What was checked, and what was ignored. */
function details(kinds: readonly KindCount[], ignored: Examination['ignored']): string {
  const lines = kinds.map(({ apiVersion, kind, objects, schema, celRules }) => {
    const checked = celRules ? 'checked, except for the rules in CEL of its schema' : 'checked';
    const how = schema ? checked : 'fields not checked, because no schema is known';
    return `${objects} ${kind} of ${apiVersion}: ${how}.`;
  });
  const files = ignored.map(({ file, reason }) => `${file}: ignored: ${reason}`).sort();
  return [...lines, ...files].map((line) => `${safe(line)}\n`).join('');
}

function summary(
  { files, problems, patches, baseline }: Report,
  counts: Record<Severity, number>,
  kinds: readonly KindCount[],
): string {
  const parts = SEVERITIES.flatMap((severity) => {
    const count = counts[severity];
    return count === 0 ? [] : [severity === 'advice' ? `${count} advice` : plural(count, severity)];
  });
  const findings = parts.length === 0 ? 'no findings' : parts.join(', ');
  const unread = problems.length === 0 ? '' : `; ${plural(problems.length, 'problem')} with the input`;
  const ignored =
    patches === 0 ? '' : `; ${plural(patches, 'file')} ignored: kustomize ${patches === 1 ? 'patch' : 'patches'}`;
  const known = baseline?.known ?? 0;
  const accepted = known === 0 ? '' : `; ${plural(known, 'finding')} in the baseline`;
  const withRules = kinds.filter(({ celRules }) => celRules);
  const rules = withRules.length === 0 ? '' : `; CEL rules not evaluated: ${kindsText(withRules)}`;
  const unchecked = kinds.filter(({ schema }) => !schema);
  const schemas =
    unchecked.length === 0
      ? ''
      : `; ${plural(countObjects(unchecked), 'object')} without a known schema: ${kindsText(unchecked)}`;
  return `${plural(countObjects(kinds), 'object')} in ${plural(files.length, 'file')}: ${findings}${accepted}${schemas}${rules}${unread}${ignored}`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
