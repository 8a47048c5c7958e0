import { Span } from './source-text';

/**
 * A list that is too long to be taken apart as a whole, as `kubectl get --all-namespaces -o yaml` prints it. kubectl sends its items one
 * by one, so that there is no limit to all of them together.
 */
export interface LongList {
  /** The list without its items. */
  readonly head: string;
  /** Where its items are; of YAML, each from its dash to the next one. */
  readonly items: readonly Span[];
  /** What has to stand before an item, and after it, to make it a list of one. */
  before(apiVersion: string, kind: string): string;
  readonly after: string;
}

/** The items of a list in a part of a text, where that is one: in YAML in lines, with `items` at the left, or in JSON. */
export function longListIn(text: string, from: number, to: number): LongList | undefined {
  return text[from] === '{' ? jsonList(text, from, to) : yamlList(text, from, to);
}

const ITEMS = /^items:[ \t]*(#.*)?\r?$/gm;
const DASH = /( *)-(?=[ \t\r\n])/y;

function yamlList(text: string, from: number, to: number): LongList | undefined {
  ITEMS.lastIndex = from;
  const found = ITEMS.exec(text);
  const start = found === null ? to : nextLine(text, found.index);
  const indent = matched(DASH, text, start)?.[1];
  if (start >= to || indent === undefined) {
    return undefined;
  }
  const starts: number[] = [];
  let at = start;
  for (; at < to; at = nextLine(text, at)) {
    if (matched(DASH, text, at)?.[1] === indent) {
      starts.push(at);
    } else if (!isWithin(text, at, indent.length)) {
      break;
    }
  }
  const end = Math.min(at, to);
  return {
    head: text.slice(from, start) + text.slice(end, to),
    items: starts.map((one, i) => ({ from: one, to: starts[i + 1] ?? end })),
    before: (apiVersion, kind) => `apiVersion: ${quoted(apiVersion)}\nkind: ${quoted(kind)}\nitems:\n`,
    after: '',
  };
}

/** Whether a line belongs to an item: it is further in, or holds nothing. */
function isWithin(text: string, at: number, indent: number): boolean {
  const [, blanks, first] = matched(/( *)([^])?/y, text, at)!;
  return blanks.length > indent || first === undefined || first === '\n' || first === '\r' || first === '#';
}

function matched(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

const MARK = /["{}[\],]/g;

function jsonList(text: string, from: number, to: number): LongList | undefined {
  const items: Span[] = [];
  let depth = 0;
  let key = '';
  // where the items begin, and the one that is gone through
  let [start, item] = [-1, -1];
  MARK.lastIndex = from;
  for (let mark = MARK.exec(text); mark !== null && mark.index < to; mark = MARK.exec(text)) {
    const [what] = mark;
    const at = mark.index;
    if (what === '"') {
      MARK.lastIndex = endOfString(text, at);
      key = depth === 1 ? text.slice(at, Math.min(MARK.lastIndex, at + KEY.length + 1)) : key;
      continue;
    }
    if (item >= 0 && depth === 2 && (what === ',' || what === ']')) {
      items.push({ from: item + matched(/\s*/y, text, item)![0].length, to: at });
      item = at + 1;
    }
    if (what === '{' || what === '[') {
      depth++;
      if (what === '[' && depth === 2 && key === KEY) {
        start = item = at + 1;
      }
    } else if (what !== ',') {
      depth--;
      if (start >= 0 && depth === 1) {
        return {
          head: text.slice(from, start) + text.slice(at, to),
          items,
          before: (apiVersion, kind) => `{"apiVersion":${quoted(apiVersion)},"kind":${quoted(kind)},"items":[`,
          after: ']}',
        };
      }
    }
  }
  return undefined;
}

const KEY = '"items"';

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

function quoted(text: string): string {
  return JSON.stringify(text);
}
