import { safe, safeLines } from './safe-text';

/** A code span, also of text that contains backticks. Markdown and HTML have no meaning in it. */
export function codeSpan(text: string): string {
  const line = safe(text);
  const fence = fenceOf(line, 1);
  const pad = /^`|`$/.test(line) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** A block of code. The text ends with a line break. */
export function codeBlock(text: string, language: string): string {
  const lines = safeLines(text);
  const fence = fenceOf(lines, 3);
  return `${fence}${language}\n${lines}${fence}\n`;
}

/** Backticks that the text does not contain. */
function fenceOf(text: string, minLength: number): string {
  const lengths = (text.match(/`+/g) ?? []).map((run) => run.length + 1);
  return '`'.repeat(Math.max(minLength, ...lengths));
}
