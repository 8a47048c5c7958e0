import { Comparison, folderOf, ObjectChange } from '../manifest/diff/compare';
import { formatSteps, omitsValues } from '../manifest/diff/describe-change';
import { unifiedDiff } from '../manifest/diff/unified-diff';
import { codeBlock, codeSpan } from '../util/markdown';
import { safe, safeJson, safeLines } from '../util/safe-text';
import { jsonText } from '../util/json-text';

/** The names of the two sides, and the amount of detail. */
export interface DiffReport {
  readonly before: string;
  readonly after: string;
  /** Whether to show values that are too long for a line. */
  readonly verbose: boolean;
}

/** The output formats of `diff`. */
export const FORMATS: ReadonlyMap<string, (comparison: Comparison, report: DiffReport) => string> = new Map([
  ['text', text],
  ['json', json],
  ['markdown', markdown],
]);

/** The longest line of the text format, in characters. */
const MAX_WIDTH = 120;

/** A line for each object; if it is too long, a line for each difference. */
function text({ changes }: Comparison, { verbose }: DiffReport): string {
  return changes
    .map((object) => {
      const differences = object.differences.map((one) => ({
        text: safe(one.text),
        more: verbose ? safeLines(details(one)) : '',
      }));
      const name = safe(title(object));
      const line = [name, differences.map((one) => one.text).join('; ')].filter(Boolean).join(': ');
      if (line.length <= MAX_WIDTH && differences.every(({ more }) => more === '')) {
        return `${line}\n`;
      }
      const rows = differences.map((one) => `  ${one.text}\n${indented(one.more, '    ')}`);
      return `${name}:\n${rows.join('')}`;
    })
    .join('');
}

/** An array for programs; docs/cli.md describes its fields. */
function json({ changes }: Comparison): string {
  const rows = changes.map(({ byFolder: _, differences, ...object }) => ({
    ...object,
    differences: differences.map(({ steps, change, before, after, text }) => ({
      change,
      path: formatSteps(steps),
      before,
      after,
      text,
    })),
  }));
  return `${safeJson(jsonText(rows, 2))}\n`;
}

/** A list for a comment on a pull request. */
function markdown({ changes }: Comparison, { before, after, verbose }: DiffReport): string {
  if (changes.length === 0) {
    return `No differences between ${codeSpan(before)} and ${codeSpan(after)}.\n`;
  }
  const rows = changes.map((object) => {
    const differences = object.differences.map((one) => {
      const more = verbose ? details(one) : '';
      return `  - ${codeSpan(one.text)}\n${more === '' ? '' : indented(codeBlock(more, 'diff'), '    ')}`;
    });
    return `- **${object.change}** ${codeSpan(title(object).replace(/^(new|removed) /, ''))}\n${differences.join('')}`;
  });
  return `Differences between ${codeSpan(before)} and ${codeSpan(after)}:\n\n${rows.join('')}`;
}

function title({ change, kind, namespace, name, file, byFolder }: ObjectChange): string {
  const word = change === 'added' ? 'new ' : change === 'removed' ? 'removed ' : '';
  const folder = byFolder ? ` (${folderOf(file) || './'})` : '';
  return `${word}${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}${folder}`;
}

/** The values of a difference line by line, if its text omits them. */
function details(difference: ObjectChange['differences'][number]): string {
  return omitsValues(difference, difference.text) ? unifiedDiff(lines(difference.before), lines(difference.after)) : '';
}

function lines(value: unknown): string {
  const text = typeof value === 'string' ? value : value === undefined ? '' : jsonText(value, 2);
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function indented(text: string, by: string): string {
  return text.replace(/^(?=.)/gm, by);
}
