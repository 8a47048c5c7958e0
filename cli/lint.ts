import * as fs from 'fs';
import * as path from 'path';
import { decode } from '../manifest/yaml/read';
import { LintOptions, RuleSet } from '../rules/check/lint';
import { examine, ExaminedFile } from '../rules/check/examine';
import { inputsOf, readInput, reasonOf, STANDARD_INPUT } from './lint/inputs';
import { findingsOf, Pieces, problemText, Report } from './lint/report';
import { readSettings } from '../rules/check/settings';
import { writeReport } from './lint/write-report';

/** What `lint` takes. */
export interface LintFlags {
  readonly target?: string;
  readonly 'pod-security'?: string;
  readonly severity?: string;
  readonly waive?: string[];
  readonly format?: string[];
  readonly config?: string;
  readonly explain?: string;
}

/** Tells what is wrong with the objects in files. */
export async function lint(flags: LintFlags, paths: readonly string[]): Promise<number> {
  if (flags.explain !== undefined) {
    return explain(flags.explain);
  }
  const settings = readSettings(flags.config);
  const options: LintOptions = {
    target: flags.target ?? settings.target,
    podSecurity: flags['pod-security'] ?? settings.podSecurity,
    severity: (flags.severity ?? settings.severity) as LintOptions['severity'],
    waive: [...(flags.waive ?? []), ...(settings.waive ?? [])],
  };
  if (options.waive!.length > 0) {
    const { assertRule } = await import('./lint/pages');
    options.waive!.forEach(assertRule);
  }
  const rules = new RuleSet(options);
  const reporters = await reportersOf(flags.format ?? ['text']);
  const report = await examineAll(paths.length > 0 ? paths : [await manifestsOfApp()], rules);
  for (const { file, print } of reporters) {
    writeReport(print(report), file);
  }
  for (const problem of report.problems) {
    process.stderr.write(`${problemText(problem)}\n`);
  }
  for (const rule of rules.unusedWaivers()) {
    process.stderr.write(`${rule} is waived, and finds nothing: leave the waiver out.\n`);
  }
  const counts = countsOf(report);
  process.stderr.write(summary(report, counts));
  return report.problems.length > 0 ? 2 : counts.size > 0 ? 1 : 0;
}

async function explain(rule: string): Promise<number> {
  const { assertRule, pageOf } = await import('./lint/pages');
  assertRule(rule);
  process.stdout.write(pageOf(rule)!.text);
  return 0;
}

async function manifestsOfApp(): Promise<string> {
  const { readProject } = await import('./project');
  const { folder } = readProject({});
  if (!fs.existsSync(folder)) {
    throw new Error(`There is no folder ${folder}. Synthesize first, or say what is to be looked at.`);
  }
  return folder;
}

/** Files are read one after the other, and what is wrong with one keeps no other from being looked at. */
async function examineAll(paths: readonly string[], rules: RuleSet): Promise<Report> {
  const { inputs, problems } = inputsOf(paths);
  const read: ReadFile[] = [];
  let count = 0;
  for (const input of inputs) {
    try {
      const text = decode(await readInput(input), 'it');
      if (input.name === STANDARD_INPUT && text.trim() === '') {
        throw new Error('there is nothing in it.');
      }
      const examined = examine(text, input.name, rules, [], count);
      // other files lie in folders, too: settings, packages
      if (!input.found || !examined.isForeign) {
        read.push({ text, examined });
        count += examined.count;
      }
    } catch (error) {
      problems.push({ file: input.name, message: reasonOf(error) });
    }
  }
  if (read.length === 0 && problems.length === 0) {
    problems.push({ file: paths.join(' '), message: 'there is no object of Kubernetes in it.' });
  }
  const files = lookAtTogether(read, rules);
  return {
    // without the objects themselves: a report can be long enough
    files: files.map(({ file, objects }) => ({
      file,
      objects: objects.map(({ object, findings }) => ({ object, findings })),
    })),
    problems: [...problems, ...files.flatMap((file) => file.problems)],
  };
}

/** A file that was looked at by itself, and its text. */
interface ReadFile {
  readonly text: string;
  readonly examined: ExaminedFile;
}

/** The files of one folder count as what is applied together. Those in which more is found then are looked at again, for the places. */
function lookAtTogether(read: readonly ReadFile[], rules: RuleSet): ExaminedFile[] {
  const folders = new Map<string, any[]>();
  for (const { examined } of read) {
    const folder = path.dirname(examined.file);
    const objects = folders.get(folder) ?? [];
    examined.objects.forEach(({ value }) => objects.push(value));
    folders.set(folder, objects);
  }
  const found = new Map([...folders.values()].flatMap((objects) => [...rules.together(objects)]));
  let count = 0;
  return read.map(({ text, examined }) => {
    const together = examined.objects.map(({ value }) => found.get(value) ?? []);
    const isMore = together.some((one) => one.length > 0);
    const all = isMore ? examine(text, examined.file, rules, together, count) : examined;
    count += all.count;
    return all;
  });
}

interface Reporter {
  readonly file?: string;
  readonly print: (report: Report) => Pieces;
}

/** Reports are loaded when they are asked for. */
const FORMATS: Record<string, () => Promise<(report: Report, file?: string) => Pieces>> = {
  text: async () => {
    const { text } = await import('./lint/text');
    return (report, file) => text(report, file === undefined && isColoured());
  },
  json: async () => (await import('./lint/json')).json,
  sarif: async () => (await import('./lint/sarif')).sarif,
  junit: async () => (await import('./lint/junit')).junit,
};

async function reportersOf(given: readonly string[]): Promise<Reporter[]> {
  const reporters: Reporter[] = [];
  for (const one of given) {
    const [, name, file] = /^([^=]*)(?:=(.*))?$/s.exec(one)!;
    if (!Object.prototype.hasOwnProperty.call(FORMATS, name) || file === '') {
      throw new Error(`--format takes ${Object.keys(FORMATS).join(', ')}, with =FILE or without, not "${one}".`);
    }
    const print = await FORMATS[name]();
    reporters.push({ file, print: (report) => print(report, file) });
  }
  const files = reporters.map(({ file }) => file);
  const twice = files.find((file, i) => files.indexOf(file) !== i);
  if (new Set(files).size < files.length) {
    throw new Error(`Two reports cannot both go to ${twice ?? 'standard output'}: say --format FORMAT=FILE.`);
  }
  return reporters;
}

function isColoured(): boolean {
  return process.stdout.isTTY === true && (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb';
}

/** How much was found of each severity. */
function countsOf(report: Report): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { severity } of findingsOf(report)) {
    counts.set(severity, (counts.get(severity) ?? 0) + 1);
  }
  return counts;
}

function summary({ files, problems }: Report, counts: ReadonlyMap<string, number>): string {
  const told = ['error', 'warning', 'advice'].flatMap((severity) => {
    const count = counts.get(severity);
    return count === undefined ? [] : [severity === 'advice' ? `${count} advice` : plural(count, severity)];
  });
  const objects = files.reduce((sum, file) => sum + file.objects.length, 0);
  const found = told.length === 0 ? 'nothing found' : told.join(', ');
  const unread = problems.length === 0 ? '' : `; ${plural(problems.length, 'problem')} with what is read`;
  return `${plural(objects, 'object')} in ${plural(files.length, 'file')}: ${found}${unread}\n`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
