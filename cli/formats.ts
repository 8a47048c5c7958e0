import { Comparison, folderOf, ObjectChange } from '../manifest/diff/compare';
import { unifiedDiff } from '../manifest/diff/unified-diff';
import { isCut, pathOf } from '../manifest/diff/describe-change';

/** What was compared, and how much of it is told. */
export interface Report {
  readonly before: string;
  readonly after: string;
  readonly verbose: boolean;
}

/** The forms in which a comparison is told, by name. */
export const FORMATS: Record<string, (comparison: Comparison, report: Report) => string> = { text, json, markdown };

/** How wide a line may be before it is told in several. */
const WIDTH = 120;

/** An object a line; one with more to tell has a line for each difference. */
function text({ changes }: Comparison, { verbose }: Report): string {
  return changes
    .map((object) => {
      const told = object.differences.map(({ text }) => text).join('; ');
      const line = told === '' ? title(object) : `${title(object)}: ${told}`;
      if (line.length <= WIDTH && !(verbose && object.differences.some((one) => details(one) !== ''))) {
        return `${line}\n`;
      }
      const rows = object.differences.map((one) => `  ${one.text}\n${verbose ? indented(details(one), '    ') : ''}`);
      return `${title(object)}:\n${rows.join('')}`;
    })
    .join('');
}

/** An array that programs read: docs/cli.md says what is in it. */
function json({ changes }: Comparison): string {
  const rows = changes.map(({ byFolder: _, differences, ...object }) => ({
    ...object,
    differences: differences.map(({ steps, change, before, after, text }) => ({
      change,
      path: pathOf(steps),
      before,
      after,
      text,
    })),
  }));
  // numbers that are too large for a double go as texts
  const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
  return `${JSON.stringify(rows, plain, 2)}\n`;
}

/** A list for the comment of a pull request. */
function markdown({ changes }: Comparison, { before, after, verbose }: Report): string {
  if (changes.length === 0) {
    return `No object differs between ${code(before)} and ${code(after)}.\n`;
  }
  const rows = changes.map((object) => {
    const differences = object.differences.map((one) => {
      const more = verbose ? details(one) : '';
      return `  - ${code(one.text)}\n${more === '' ? '' : indented(fenced(more), '    ')}`;
    });
    return `- **${object.change}** ${code(title(object).replace(/^(new|removed) /, ''))}\n${differences.join('')}`;
  });
  return `What differs between ${code(before)} and ${code(after)}:\n\n${rows.join('')}`;
}

function title(object: ObjectChange): string {
  const { change, kind, namespace, name, file, byFolder } = object;
  const word = change === 'added' ? 'new ' : change === 'removed' ? 'removed ' : '';
  const where = byFolder ? ` (${folderOf(file) || './'})` : '';
  return `${word}${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}${where}`;
}

type Difference = ObjectChange['differences'][number];

/** What the words leave out: the values, line by line. */
function details(difference: Difference): string {
  return isCut(difference, difference.text) ? unifiedDiff(lines(difference.before), lines(difference.after)) : '';
}

function lines(value: any): string {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value, null, 2);
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function indented(text: string, by: string): string {
  return text.replace(/^(?=.)/gm, by);
}

/** A text in a code span, whatever is in it. */
function code(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1);
  const pad = /^`|`$/.test(text) ? ' ' : '';
  return `${fence}${pad}${text.replace(/\s*\n\s*/g, ' ')}${pad}${fence}`;
}

function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}diff\n${text}${fence}\n`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
