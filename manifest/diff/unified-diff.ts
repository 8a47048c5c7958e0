import { align } from './align';

/** The number of unchanged lines around a change. */
const CONTEXT = 3;

/** A line of the diff, and the number of lines before it in both texts. */
interface Line {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
  readonly before: number;
  readonly after: number;
}

/** The hunks of `diff -u`, without the names of the files. Empty if the texts are equal. */
export function unifiedDiff(before: string, after: string): string {
  const lines = linesOf(split(before), split(after));
  return hunks(lines)
    .map((hunk) => {
      const range = (start: number, other: string) => {
        const count = hunk.filter(({ mark }) => mark !== other).length;
        return `${count === 0 ? start : start + 1}${count === 1 ? '' : `,${count}`}`;
      };
      const header = `@@ -${range(hunk[0].before, '+')} +${range(hunk[0].after, '-')} @@\n`;
      const ended = (text: string) => (text.endsWith('\n') ? text : `${text}\n\\ No newline at end of file\n`);
      return header + hunk.map(({ mark, text }) => mark + ended(text)).join('');
    })
    .join('');
}

/** The lines of a text with their line breaks. */
function split(text: string): string[] {
  return text.match(/[^\n]+\n?|\n/g) ?? [];
}

function linesOf(before: string[], after: string[]): Line[] {
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  for (const [a, b] of [...align(before, after), [before.length, after.length]]) {
    while (i < a) {
      lines.push({ mark: '-', text: before[i], before: i++, after: j });
    }
    while (j < b) {
      lines.push({ mark: '+', text: after[j], before: i, after: j++ });
    }
    if (i < before.length && j < after.length) {
      lines.push({ mark: ' ', text: before[i], before: i++, after: j++ });
    }
  }
  return lines;
}

/** Changes with the lines around them. Changes that are close to each other share a hunk. */
function hunks(lines: Line[]): Line[][] {
  const ranges: { from: number; to: number }[] = [];
  for (const i of [...lines.keys()].filter((index) => lines[index].mark !== ' ')) {
    const last = ranges[ranges.length - 1];
    if (last !== undefined && i - CONTEXT <= last.to) {
      last.to = i + CONTEXT + 1;
    } else {
      ranges.push({ from: Math.max(0, i - CONTEXT), to: i + CONTEXT + 1 });
    }
  }
  return ranges.map(({ from, to }) => lines.slice(from, to));
}
