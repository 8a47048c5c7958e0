import { Span } from './source-text';

/**
 * A list that is too long to be parsed as a whole, such as the output of `kubectl get --all-namespaces -o yaml`. kubectl sends each item
 * by itself, so the list can be of any length.
 */
export interface LongList {
  /** The list without its items. */
  readonly head: string;
  /** The spans of the items; in YAML, each starts at its dash. */
  readonly items: readonly Span[];
  /** The text before an item that makes it a list with one item. */
  before(apiVersion: string, kind: string): string;
  /** The text after it. */
  readonly after: string;
}

/** The list in a part of a text: JSON, or YAML in block style with `items` at the start of a line. Undefined if there is none. */
export function longListIn(text: string, from: number, to: number): LongList | undefined {
  return text[from] === '{' ? jsonList(text, from, to) : yamlList(text, from, to);
}

function yamlList(text: string, from: number, to: number): LongList | undefined {
  const head = /^items:[ \t]*(?:#.*)?\r?\n/gm;
  head.lastIndex = from;
  const start = head.exec(text) === null ? to : head.lastIndex;
  const [, indent] = matchAt(/( *)-(?=[ \t\r\n])/y, text, start) ?? [];
  if (start >= to || indent === undefined) {
    return undefined;
  }
  const dash = new RegExp(`${indent}-(?=[ \\t\\r\\n])`, 'y');
  // lines with a larger indent, blank lines and comments
  const inner = new RegExp(`${indent} | *(?:[\\r\\n#]|$)`, 'y');
  const starts: number[] = [];
  let at = start;
  for (; at < to; at = nextLine(text, at)) {
    if (matchAt(dash, text, at) !== null) {
      starts.push(at);
    } else if (matchAt(inner, text, at) === null) {
      break;
    }
  }
  const end = Math.min(at, to);
  return {
    head: text.slice(from, start) + text.slice(end, to),
    items: starts.map((item, i) => ({ from: item, to: starts[i + 1] ?? end })),
    before: (apiVersion, kind) => `apiVersion: ${JSON.stringify(apiVersion)}\nkind: ${JSON.stringify(kind)}\nitems:\n`,
    after: '',
  };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

function jsonList(text: string, from: number, to: number): LongList | undefined {
  const items: Span[] = [];
  const mark = /["{}[\],]/g;
  mark.lastIndex = from;
  let depth = 0;
  let isItems = false;
  // the offsets of the items and of the current item
  let [start, item] = [-1, -1];
  for (let found = mark.exec(text); found !== null && found.index < to; found = mark.exec(text)) {
    const { 0: character, index } = found;
    if (character === '"') {
      isItems = depth === 1 ? text.startsWith('"items"', index) : isItems;
      mark.lastIndex = endOfString(text, index);
      continue;
    }
    if (item >= 0 && depth === 2 && (character === ',' || character === ']')) {
      items.push({ from: item + matchAt(/\s*/y, text, item)![0].length, to: index });
      item = index + 1;
    }
    if (character === '{' || character === '[') {
      depth++;
      if (character === '[' && depth === 2 && isItems) {
        start = item = index + 1;
      }
    } else if (character !== ',') {
      depth--;
    }
    if (start >= 0 && depth === 1) {
      return {
        head: text.slice(from, start) + text.slice(index, to),
        items,
        before: (apiVersion, kind) =>
          `{"apiVersion":${JSON.stringify(apiVersion)},"kind":${JSON.stringify(kind)},"items":[`,
        after: ']}',
      };
    }
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text[at - 1 - escapes] === '\\') {
      escapes++;
    }
    if (escapes % 2 === 0) {
      return at + 1;
    }
  }
  return text.length;
}
