import { Atom, Call, Collection, CommentText, Layout, LayoutItem } from './layout';
import { widthOf } from './literal';

/** The settings of prettier: `printWidth`, and the indent of a level. */
const WIDTH = 120;
const STEP = 2;

/** A key that is shorter keeps a long string on its line. */
const SHORT_KEY = STEP + 3;

/**
 * Breaks code into lines as prettier does.
 * @param indent the indent of the line
 * @param column the column at which the code starts
 * @param tail the number of characters that follow it on its last line
 * @see https://prettier.io/docs/rationale
 */
export function format(code: Layout, indent: number, column: number, tail: number): string {
  if (code.type === 'atom') {
    return code.text;
  }
  const line = flat(code, WIDTH - column - tail);
  if (line !== undefined) {
    return line;
  }
  if (code.type === 'call') {
    return brokenCall(code, indent, column);
  }
  return isEmpty(code) ? (code.type === 'object' ? '{}' : '[]') : brokenCollection(code, indent);
}

/** `NAME = VALUE;` or `key: value`, from the name on. */
export function formatAssignment(name: string, operator: ':' | ' =', value: Layout, indent: number): string {
  const column = indent + widthOf(name) + operator.length + 1;
  const start = `${name}${operator}`;
  if (breaksBefore(value, operator === ':' && widthOf(name) < SHORT_KEY, column)) {
    const inner = indent + STEP;
    return `${start}\n${' '.repeat(inner)}${format(value, inner, inner, 1)}`;
  }
  return `${start} ${format(value, indent, column, 1)}`;
}

/** The lines of comments. */
export function commentLines(comments: readonly CommentText[], indent: number): string {
  return comments.map((text) => `${' '.repeat(indent)}//${text === '' ? '' : ` ${text}`}\n`).join('');
}

/** Whether the value starts on a line of its own. */
function breaksBefore(value: Layout, isShortKey: boolean, column: number): boolean {
  if (value.type === 'atom') {
    const isNumber = value.kind === 'number' && !value.text.startsWith('-');
    const isKept = value.kind === 'template' || value.kind === 'boolean' || isNumber;
    return !isKept && !(value.kind === 'string' && isShortKey) && column + widthOf(value.text) + 1 > WIDTH;
  }
  if (flat(value, WIDTH - column - 1) !== undefined) {
    return false;
  }
  const first = value.type === 'call' ? `${value.head}(` : '{';
  return column + widthOf(first) > WIDTH || (value.type !== 'call' && isEmpty(value) && column + 3 > WIDTH);
}

/** The code in one line, if it fits. */
function flat(code: Layout, width: number): string | undefined {
  if (code.type === 'atom') {
    return code.kind === 'template' || widthOf(code.text) > width ? undefined : code.text;
  }
  if (code.type === 'call') {
    return flatList(`${code.head}(`, code.args, `)${code.tail}`, width);
  }
  if (mustBreak(code)) {
    return undefined;
  }
  const isObject = code.type === 'object';
  const [open, close] = isEmpty(code) ? (isObject ? ['{', '}'] : ['[', ']']) : isObject ? ['{ ', ' }'] : ['[', ']'];
  return flatList(open, code.items, close, width);
}

function flatList(
  open: string,
  items: readonly (Layout | LayoutItem)[],
  close: string,
  width: number,
): string | undefined {
  const parts: string[] = [];
  let left = width - widthOf(open) - close.length;
  for (const [i, item] of items.entries()) {
    const { key, value } = 'type' in item ? { key: undefined, value: item } : item;
    const start = `${i === 0 ? '' : ', '}${key === undefined ? '' : `${key}: `}`;
    left -= widthOf(start);
    const text = left < 0 ? undefined : flat(value, left);
    if (text === undefined) {
      return undefined;
    }
    left -= widthOf(text);
    parts.push(start, text);
  }
  return left < 0 ? undefined : open + parts.join('') + close;
}

function isEmpty({ items, after }: Collection): boolean {
  return items.length + after.length === 0;
}

/** Whether it needs several lines, also if it is short: because of a comment, or as a list of objects or lists with several items. */
function mustBreak({ type, items, after }: Collection): boolean {
  if (after.length > 0 || items.some(({ before, beside }) => before.length > 0 || beside !== undefined)) {
    return true;
  }
  const [first] = items;
  return (
    type === 'array' &&
    items.length > 1 &&
    items.every(({ value }) => value.type === first.value.type && isCollection(value) && value.items.length > 1)
  );
}

function isCollection(code: Layout): code is Collection {
  return code.type === 'object' || code.type === 'array';
}

function brokenCollection(code: Collection, indent: number): string {
  const [open, close] = code.type === 'object' ? ['{', '}'] : ['[', ']'];
  const inner = indent + STEP;
  const rows = isNumbers(code) ? [numberRows(code, inner)] : code.items.map((item) => row(item, inner));
  return `${open}\n${rows.join('')}${commentLines(code.after, inner)}${' '.repeat(indent)}${close}`;
}

function row({ key, value, before, beside }: LayoutItem, indent: number): string {
  const code = key === undefined ? format(value, indent, indent, 1) : formatAssignment(key, ':', value, indent);
  const isOneLine = !code.includes('\n');
  const above = beside === undefined || isOneLine ? before : [...before, beside];
  const end = beside !== undefined && isOneLine ? ` // ${beside}` : '';
  return `${commentLines(above, indent)}${' '.repeat(indent)}${code},${end}\n`;
}

function isNumbers({ type, items }: Collection): boolean {
  return (
    type === 'array' &&
    items.every(
      ({ value, before, beside }) =>
        value.type === 'atom' && value.kind === 'number' && before.length === 0 && beside === undefined,
    )
  );
}

/** Numbers fill the lines. */
function numberRows({ items }: Collection, indent: number): string {
  const rows: string[] = [];
  let line = '';
  for (const { value } of items) {
    const text = `${(value as Atom).text},`;
    if (line !== '' && indent + line.length + 1 + text.length > WIDTH) {
      rows.push(line);
      line = '';
    }
    line += line === '' ? text : ` ${text}`;
  }
  return [...rows, line].map((one) => `${' '.repeat(indent)}${one}\n`).join('');
}

function brokenCall({ head, args, tail }: Call, indent: number, column: number): string {
  const last = args[args.length - 1];
  if (args.length === 1 && last.type === 'atom' && last.kind === 'template') {
    return `${head}(${last.text})${tail}`;
  }
  if (last !== undefined && isCollection(last) && !isEmpty(last) && args[args.length - 2]?.type !== last.type) {
    // the last argument starts on the line of the call
    const start = flatList(`${head}(`, args.slice(0, -1), args.length > 1 ? ', ' : '', WIDTH - column - 1);
    if (start !== undefined) {
      return `${start}${brokenCollection(last, indent)})${tail}`;
    }
  }
  const inner = indent + STEP;
  const rows = args.map((arg) => `${' '.repeat(inner)}${format(arg, inner, inner, 1)},\n`);
  return `${head}(\n${rows.join('')}${' '.repeat(indent)})${tail}`;
}
