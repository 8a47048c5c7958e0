import * as fs from 'fs';
import * as path from 'path';
import { Located, Problem } from '../../rules/check/examine';
import { Linter } from '../../rules/check/lint';
import { addTo } from '../../util/multimap';
import { Entry, entryKey, readBaseline, writeBaseline } from './baseline-file';
import type { Examination } from './examine-files';
import { identityKey, identityOf } from './fingerprint';
import { STANDARD_INPUT } from './inputs';
import { findingsOf, Report } from './report';

/** The findings of a run, compared with a baseline. */
interface Comparison {
  /** The findings that the baseline lists. */
  readonly known: ReadonlySet<Located>;
  /** What the baseline lists, and what the run did not find. */
  readonly left: readonly Entry[];
}

/** Removes the findings from a report that a baseline lists. Throws if the baseline cannot be read. */
export function applyBaseline(file: string, run: Examination, linter: Linter): Report {
  const folder = folderOf(file);
  const { known, left } = compare(readBaseline(file), run, folder);
  const gone = left.filter(isCheckedBy(run, linter, folder)).reduce((sum, { count }) => sum + count, 0);
  const files = run.files.map(({ file: name, objects }) => ({
    file: name,
    objects: objects.map(({ object, findings }) => ({ object, findings: findings.filter((one) => !known.has(one)) })),
  }));
  return { ...run, files, baseline: { known: known.size, gone } };
}

/**
 * Writes all findings of a report to a baseline. What the run did not check remains in it: files that the run could not read or did not
 * get, and rules that it did not run. Throws if the baseline cannot be written.
 */
export function updateBaseline(file: string, run: Examination, linter: Linter): void {
  const folder = folderOf(file);
  const isChecked = isCheckedBy(run, linter, folder);
  writeBaseline(file, (old) => {
    const { left } = compare(old, run, folder);
    return entriesOf(
      run,
      folder,
      left.filter((entry) => !isChecked(entry)),
    );
  });
}

function folderOf(file: string): string {
  return path.dirname(path.resolve(file));
}

/** The findings of a report as entries, and other entries. */
function entriesOf(report: Report, folder: string, others: readonly Entry[]): Entry[] {
  const entries = new Map(others.map((entry) => [entryKey(entry), entry]));
  const fileOf = relativeTo(folder);
  for (const finding of findingsOf(report)) {
    const { severity, file } = finding;
    const entry = { ...identityOf(finding), severity, file: fileOf(file), count: 1 };
    const same = entries.get(entryKey(entry));
    entries.set(entryKey(entry), same === undefined ? entry : { ...same, count: same.count + 1 });
  }
  return [...entries.values()];
}

/** A function that returns the path of a file from a folder. */
function relativeTo(folder: string): (file: string) => string {
  const cache = new Map([[STANDARD_INPUT, STANDARD_INPUT]]);
  return (file) => {
    const known = cache.get(file) ?? path.relative(folder, path.resolve(file)).split(path.sep).join('/');
    cache.set(file, known);
    return known;
  };
}

/** Finds the entry of each finding: first in the same file, then in any file, because files can move. */
function compare(entries: readonly Entry[], report: Report, folder: string): Comparison {
  const open = entries.map((entry) => ({ entry, count: entry.count }));
  const inFile = new Map(open.map((one) => [entryKey(one.entry), one]));
  const byIdentity = new Map<string, typeof open>();
  open.forEach((one) => addTo(byIdentity, identityKey(one.entry), one));
  const known = new Set<Located>();
  const moved: Located[] = [];
  const fileOf = relativeTo(folder);
  for (const finding of findingsOf(report)) {
    const same = inFile.get(`${identityKey(identityOf(finding))}${fileOf(finding.file)}`);
    if (same !== undefined && same.count > 0) {
      same.count--;
      known.add(finding);
    } else {
      moved.push(finding);
    }
  }
  for (const finding of moved) {
    const others = byIdentity.get(identityKey(identityOf(finding))) ?? [];
    while (others.length > 0 && others[others.length - 1].count === 0) {
      others.pop();
    }
    const other = others.pop();
    if (other !== undefined) {
      other.count--;
      others.push(other);
      known.add(finding);
    }
  }
  return { known, left: open.filter(({ count }) => count > 0).map(({ entry, count }) => ({ ...entry, count })) };
}

/** A function that tests whether a run checks for a finding: if the run does not report it, it no longer occurs. */
function isCheckedBy(run: Examination, linter: Linter, folder: string): (entry: Entry) => boolean {
  const fileOf = relativeTo(folder);
  const read = new Set(run.inputs.map(fileOf));
  const unread = new Set(run.problems.map(({ file }: Problem) => fileOf(file)));
  const isUnread = (file: string): boolean => {
    for (let at = file; ; at = path.posix.dirname(at)) {
      if (unread.has(at)) {
        return true;
      }
      if (at === path.posix.dirname(at)) {
        return unread.has('');
      }
    }
  };
  return ({ file, rule, severity }) =>
    linter.reports(rule, severity) &&
    !isUnread(file) &&
    (read.has(file) || (file !== STANDARD_INPUT && !fs.existsSync(path.join(folder, file))));
}
