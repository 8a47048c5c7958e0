import * as fs from 'fs';
import * as path from 'path';
import { locked } from '../../manifest/output/lock';
import { makeFolder } from '../../manifest/output/make-folder';
import { refuseOther } from '../../manifest/output/refuse-other';
import { decode } from '../../manifest/yaml/read';
import { SEVERITIES } from '../../rules/check/lint';
import { Severity } from '../../rules/finding';
import { errorCode, errorText } from '../../util/errno';
import { parseJson } from '../../util/json-text';
import { isPlainObject } from '../../util/plain-object';
import { safeJson } from '../../util/safe-text';
import { checkHeader, HEADER } from './baseline-header';
import { Identity, identityKey } from './fingerprint';
import { MAX_SIZE } from './inputs';

/** A line of a baseline: findings with the same identity in one file. */
export interface Entry extends Identity {
  readonly severity: Severity;
  /** The path from the folder of the baseline, with slashes. It only matters for findings with the same identity. */
  readonly file: string;
  readonly count: number;
}

/** The entries of a baseline, which is a file of JSON lines. Throws if the file is missing, damaged, or not a baseline. */
export function readBaseline(file: string): Entry[] {
  const text = readText(file);
  if (text === undefined) {
    throw new Error(`There is no baseline ${file}. Write it with --update-baseline.`);
  }
  return parseBaseline(text, file);
}

/**
 * Writes a baseline. At any moment, the file has its old or its new content.
 * @param next returns the new entries for the old entries
 * @throws if the file cannot be written, or is not a baseline
 */
export function writeBaseline(file: string, next: (old: readonly Entry[]) => Entry[]): void {
  const hidden = (suffix: string): string => path.join(path.dirname(file), `.${path.basename(file)}.${suffix}`);
  const temporary = (id: string): string => hidden(`${id}.new`);
  try {
    makeFolder(path.dirname(file));
    locked(
      hidden('lock'),
      (id) => fs.rmSync(temporary(id), { force: true }),
      ({ id }) => {
        const status = fs.lstatSync(file, { throwIfNoEntry: false });
        if (status !== undefined) {
          refuseOther(file, status);
        }
        const before = readText(file) ?? '';
        const text = baselineText(next(before === '' ? [] : parseBaseline(before, file, true)));
        if (text !== before) {
          fs.writeFileSync(temporary(id), text);
          fs.renameSync(temporary(id), file);
        }
      },
    );
  } catch (error) {
    throw errorCode(error) === undefined ? error : new Error(`${file} cannot be written: ${errorText(error)}`);
  }
}

function readText(file: string): string | undefined {
  try {
    const status = fs.statSync(file, { throwIfNoEntry: false });
    if (status === undefined) {
      return undefined;
    }
    refuseOther(file, status);
    if (status.size > MAX_SIZE) {
      throw new Error(`${file} is larger than ${MAX_SIZE >> 20} MB, so it is not a baseline.`);
    }
    return decode(fs.readFileSync(file), file);
  } catch (error) {
    throw errorCode(error) === undefined ? error : new Error(`${file}: ${errorText(error)}`);
  }
}

/** @param skipsDamage whether to skip damaged lines, because the file is written again */
function parseBaseline(text: string, file: string, skipsDamage = false): Entry[] {
  checkHeader(text, file);
  const entries = new Map<string, Entry>();
  let number = 0;
  for (const line of text.split('\n')) {
    number++;
    if (number === 1 || line.trim() === '') {
      continue;
    }
    const entry = entryOf(parseJson(line));
    if (entry !== undefined) {
      const key = entryKey(entry);
      const same = entries.get(key);
      // a merge can repeat a line
      entries.set(key, same === undefined || same.count < entry.count ? entry : same);
    } else if (!skipsDamage) {
      const fix = 'Resolve the merge conflict, or write the file again with --update-baseline.';
      throw new Error(`${file}:${number}: the line is not a finding of a baseline. ${fix}`);
    }
  }
  return [...entries.values()];
}

const TEXTS = ['kind', 'rule', 'path', 'file', 'severity'] as const;
const OPTIONAL_TEXTS = ['group', 'namespace', 'name'] as const;

function entryOf(value: unknown): Entry | undefined {
  if (!isPlainObject(value)) {
    return undefined;
  }
  const { count = 1, severity } = value;
  const isEntry =
    TEXTS.every((field) => typeof value[field] === 'string') &&
    OPTIONAL_TEXTS.every((field) => ['undefined', 'string'].includes(typeof value[field])) &&
    SEVERITIES.includes(severity as Severity) &&
    Number.isSafeInteger(count) &&
    (count as number) > 0;
  return isEntry ? { ...(value as unknown as Entry), count: count as number } : undefined;
}

/** The identity of an entry, and its file. */
export function entryKey(entry: Entry): string {
  return `${identityKey(entry)}${entry.file}`;
}

/** Sorted lines, one for each entry, which read and merge well. */
function baselineText(entries: readonly Entry[]): string {
  const lines = entries.map(({ kind, group, namespace, name, rule, path: at, severity, file, count }) => {
    const fields = {
      kind,
      group,
      namespace,
      name,
      rule,
      path: at,
      severity,
      file,
      count: count > 1 ? count : undefined,
    };
    return safeJson(JSON.stringify(fields));
  });
  return `${[HEADER, ...lines.sort()].join('\n')}\n`;
}
