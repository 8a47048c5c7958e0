import { align } from './align';

/** How many lines that stay are shown around those that change. */
const CONTEXT = 3;

/** A line of the difference: its mark, its text, and how many lines of either side are before it. */
interface Line {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
  readonly before: number;
  readonly after: number;
}

/** The difference of two texts as `diff -u` has it: hunks, without the names of the files. It is empty if they are the same. */
export function unifiedDiff(before: string, after: string): string {
  const lines = difference(split(before), split(after));
  return hunks(lines)
    .map((hunk) => {
      const size = (other: string) => hunk.filter(({ mark }) => mark !== other).length;
      const range = (from: number, count: number) =>
        `${count === 0 ? from : from + 1}${count === 1 ? '' : `,${count}`}`;
      const [old, new_] = [range(hunk[0].before, size('+')), range(hunk[0].after, size('-'))];
      return `@@ -${old} +${new_} @@\n${hunk.map(({ mark, text }) => `${mark}${ended(text)}`).join('')}`;
    })
    .join('');
}

/** The lines of a text, each with its end. */
function split(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function ended(line: string): string {
  return line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`;
}

function difference(before: string[], after: string[]): Line[] {
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

/** Changes that are close to each other, with the lines around them. */
function hunks(lines: Line[]): Line[][] {
  const ranges: { from: number; to: number }[] = [];
  lines.forEach(({ mark }, i) => {
    if (mark !== ' ') {
      const last = ranges[ranges.length - 1];
      if (last !== undefined && i - CONTEXT <= last.to) {
        last.to = i + CONTEXT + 1;
      } else {
        ranges.push({ from: Math.max(0, i - CONTEXT), to: i + CONTEXT + 1 });
      }
    }
  });
  return ranges.map(({ from, to }) => lines.slice(from, to));
}
