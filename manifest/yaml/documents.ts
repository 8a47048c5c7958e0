import { Composer, Document, isAlias, isMap, isPair, isScalar, isSeq, Lexer, Parser, Schema, Tags } from 'yaml';
import { isList } from './k8s-list';
import { longListIn } from './long-list';
import { PlaceStep } from './json-path';
import { Span, Text } from './source-text';

/** More than the API server takes in one request, which is 3 MB. The library for YAML takes a hundred times that as memory. */
const LARGEST = 4 * 1024 * 1024;
/** More than any manifest nests, and less than what overflows a stack. */
const DEEPEST = 250;
/** How many values aliases may stand for, all together: a few lines of them can stand for billions. */
const MOST_BY_ALIAS = 100_000;

/** A document that cannot be read: where, and why. */
export class Unreadable {
  /**
   * @param offset where in the text
   * @param reason as a sentence without its full stop
   */
  public constructor(
    public readonly offset: number,
    public readonly reason: string,
  ) {}
}

/** A key that a map has twice. The last one counts, as it does for kubectl. */
export interface Twice {
  /** The map and the key in it. */
  readonly steps: readonly PlaceStep[];
  readonly span: Span;
}

/** A document of a YAML text. */
export class YamlDocument {
  /** What it holds, as plain data; aliases to one thing hold the same object. */
  public readonly value: any;
  public readonly twice: readonly Twice[];
  /** Where what it holds begins. */
  public readonly start: number;
  private anchors: Map<string, any> | undefined;
  /** The pairs of the maps that somebody asked of, by their keys. */
  private readonly pairs = new Map<any, Map<string | undefined, any>>();

  /**
   * @param source the text from one `---` to the next
   * @param base where that begins
   * @param from where it begins but for a head that was put before it
   * @throws Unreadable where it is more, or something else, than plain data can be
   */
  public constructor(
    private readonly contents: any,
    private readonly source: string,
    private readonly base: number,
    from: number,
  ) {
    const conversion = new Conversion(base);
    this.value = conversion.plain(contents);
    this.twice = conversion.twice;
    this.start = Math.max(from, base + (contents?.range?.[0] ?? 0));
  }

  /**
   * Where a place stands in the text: what is there, from the outside in. The last one is the value, where that is a text, a number or
   * the like, and otherwise the key that leads to it.
   *
   * @param isOfKey whether the last one is the key in any case
   */
  public way(steps: readonly PlaceStep[], isOfKey = false): Span[] {
    const resolved = (node: any): any => (isAlias(node) ? this.anchored(node.source) : node);
    const spans = [this.span(this.contents)];
    let node = resolved(this.contents);
    steps.forEach((step, i) => {
      const pair = isSeq(node) ? node.items[step as number] : this.pairOf(node, String(step), resolved);
      const value = isPair(pair) ? pair.value : pair;
      const isValue = i === steps.length - 1 && !isOfKey && isScalar(value) && !isEmpty(value);
      const shown = isPair(pair) && !isValue ? pair.key : value;
      if (shown !== undefined && shown !== null) {
        spans.push(this.span(shown));
      }
      node = resolved(value);
    });
    return spans;
  }

  /** The last pair of a key, or that of a map that is merged in. */
  private pairOf(map: any, key: string, resolved: (node: any) => any): any {
    if (!isMap(map)) {
      return undefined;
    }
    const own = this.pairsOf(map).get(key);
    if (own !== undefined) {
      return own;
    }
    for (const { value } of map.items.filter((pair) => isMerge(pair.key))) {
      const merged = resolved(value);
      for (const source of isSeq(merged) ? merged.items : [merged]) {
        const found = this.pairOf(resolved(source), key, resolved);
        if (found !== undefined) {
          return found;
        }
      }
    }
    return undefined;
  }

  private pairsOf(map: any): Map<string | undefined, any> {
    let pairs = this.pairs.get(map);
    if (pairs === undefined) {
      const own = map.items.filter((pair: any) => !isMerge(pair.key));
      pairs = new Map(own.map((pair: any) => [keyText(pair.key), pair]));
      this.pairs.set(map, pairs);
    }
    return pairs;
  }

  /** What an alias stands for. */
  private anchored(name: string): any {
    if (this.anchors === undefined) {
      this.anchors = new Map();
      collectAnchors(this.contents, this.anchors);
    }
    return this.anchors.get(name);
  }

  /** The comments that hold some words, each with its place. */
  public *comments(words: string): Generator<Span & { readonly text: string }> {
    if (!this.source.includes(words)) {
      return;
    }
    let from = this.base;
    let isScalar = false;
    for (const lexeme of new Lexer().lex(this.source)) {
      // marks of the library's own
      if (lexeme === '\x02' || lexeme === '\x18' || lexeme === '\x1f') {
        isScalar = lexeme === '\x1f';
        continue;
      }
      if (!isScalar && lexeme.startsWith('#') && lexeme.includes(words)) {
        yield { from, to: from + lexeme.length, text: lexeme };
      }
      isScalar = false;
      from += lexeme.length;
    }
  }

  /** Of a collection, its first line alone. */
  private span(node: any): Span {
    const [from, to] = node?.range ?? [0, 0];
    const first = isMap(node) || isSeq(node) ? firstOf(node) : undefined;
    return { from: this.base + from, to: this.base + Math.max(from + 1, first ?? to) };
  }
}

function firstOf(node: any): number | undefined {
  const [item] = node.items;
  const inner = isPair(item) ? (item.key as any) : item;
  return isScalar(inner) ? (inner as any).range?.[1] : undefined;
}

function isEmpty(node: any): boolean {
  return node.range !== undefined && node.range[0] === node.range[1];
}

function collectAnchors(node: any, anchors: Map<string, any>): void {
  if (isPair(node)) {
    collectAnchors(node.key, anchors);
    collectAnchors(node.value, anchors);
  } else if (isMap(node) || isSeq(node)) {
    node.items.forEach((item) => collectAnchors(item, anchors));
  }
  if (node?.anchor !== undefined && !isAlias(node)) {
    anchors.set(node.anchor, node);
  }
}

/** `<<`, which takes over the fields of another map. */
function isMerge(key: any): boolean {
  return isScalar(key) && typeof key.value === 'symbol';
}

function keyText(key: any): string | undefined {
  if (key === null || key === undefined || !isScalar(key)) {
    return undefined;
  }
  const { value } = key as any;
  return value === null || typeof value === 'symbol' ? undefined : String(value);
}

/** What an anchor stands for. */
interface Anchored {
  value?: any;
  /** How many values are in it; none while it is not read to its end. */
  size?: number;
}

/** Makes plain data of the nodes of a document. */
class Conversion {
  public readonly twice: Twice[] = [];
  private readonly anchors = new Map<string, Anchored>();
  private readonly steps: PlaceStep[] = [];
  private values = 0;
  private byAlias = 0;

  public constructor(private readonly base: number) {}

  public plain(node: any): any {
    if (node === null || node === undefined) {
      return null;
    }
    if (isAlias(node)) {
      return this.alias(node);
    }
    const before = this.values++;
    const anchored: Anchored | undefined = node.anchor === undefined ? undefined : {};
    if (anchored !== undefined) {
      this.anchors.set(node.anchor, anchored);
    }
    const value = isMap(node) ? this.map(node) : isSeq(node) ? this.list(node) : scalar(node.value);
    if (anchored !== undefined) {
      anchored.value = value;
      anchored.size = this.values - before;
    }
    return value;
  }

  private alias(node: any): any {
    const anchored = this.anchors.get(node.source);
    if (anchored === undefined) {
      throw this.unreadable(node, `there is no anchor "&${node.source}" before this alias`);
    }
    if (anchored.size === undefined) {
      throw this.unreadable(node, `the alias "*${node.source}" stands within what it stands for, which has no end`);
    }
    this.values += anchored.size;
    this.byAlias += anchored.size;
    if (this.byAlias > MOST_BY_ALIAS) {
      throw this.unreadable(node, `the aliases stand for more than ${MOST_BY_ALIAS} values, which is a trap`);
    }
    return anchored.value;
  }

  private list(node: any): any[] {
    return node.items.map((item: any, i: number) => {
      this.steps.push(i);
      // `!!omap` has pairs
      const value = isPair(item) ? this.fill({}, item) : this.plain(item);
      this.steps.pop();
      return value;
    });
  }

  private map(node: any): any {
    const map = {};
    for (const pair of node.items) {
      this.fill(map, pair);
    }
    // own fields win over those that are taken over, wherever they stand
    for (const pair of node.items) {
      if (isMerge(pair.key)) {
        this.merge(map, pair.value, pair.value);
      }
    }
    return map;
  }

  private fill(map: any, { key, value }: any): any {
    if (isMerge(key)) {
      return map;
    }
    const name = keyText(key) ?? this.aliasKey(key);
    if (key.anchor !== undefined) {
      this.anchors.set(key.anchor, { value: name, size: 1 });
    }
    this.steps.push(name);
    const isTwice = Object.prototype.hasOwnProperty.call(map, name);
    if (isTwice) {
      this.twice.push({ steps: [...this.steps], span: this.span(key) });
    }
    set(map, name, this.plain(value));
    this.steps.pop();
    return map;
  }

  private aliasKey(key: any): string {
    const value = isAlias(key) ? this.alias(key) : undefined;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      return String(value);
    }
    throw this.unreadable(key, 'a key has to be a text');
  }

  private merge(map: any, node: any, place: any): void {
    const source = this.plain(node);
    for (const from of Array.isArray(source) ? source : [source]) {
      if (typeof from !== 'object' || from === null || Array.isArray(from)) {
        throw this.unreadable(place, '"<<" takes a map, or a list of maps');
      }
      for (const name of Object.keys(from)) {
        if (!Object.prototype.hasOwnProperty.call(map, name)) {
          set(map, name, from[name]);
        }
      }
    }
  }

  private span(node: any): Span {
    const [from, to] = node?.range ?? [0, 0];
    return { from: this.base + from, to: this.base + to };
  }

  private unreadable(node: any, reason: string): Unreadable {
    return new Unreadable(this.span(node).from, reason);
  }
}

/** A field of its own, whatever its name: `__proto__` as well. */
function set(map: any, name: string, value: any): void {
  if (name === '__proto__') {
    Object.defineProperty(map, name, { value, writable: true, enumerable: true, configurable: true });
  } else {
    map[name] = value;
  }
}

/** Numbers that a double cannot hold stay as they are. */
function scalar(value: any): any {
  return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** To kubectl, neither `1:20` is a number nor `2001-01-01` a time, and an object holds no bytes. */
function plainTags(tags: Tags): Tags {
  const isPlain = ({ tag, format }: { tag: string; format?: string }) =>
    !/:(timestamp|binary)$/.test(tag) && format !== 'TIME';
  return tags.filter((tag) => typeof tag === 'string' || isPlain(tag));
}

let options: any;
/** As kubectl reads: by YAML 1.1, but for times. */
function composerOptions(): any {
  // keys are compared here, since the library takes quadratic time for it; and it would make a schema for each document
  options ??= {
    version: '1.1',
    schema: new Schema({ schema: 'yaml-1.1', customTags: plainTags, merge: true, resolveKnownTags: false }),
    intAsBigInt: true,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  };
  return options;
}

/**
 * The documents of a YAML text that hold anything, one by one, so that no more than one of them is taken apart at a time. It ends after
 * any text, however it is made, with bounded memory.
 */
export function* documentsOf({ whole }: Text): Generator<YamlDocument | Unreadable> {
  for (const { from, to } of pieces(whole)) {
    const content = firstContent(whole, from, to);
    if (content === to) {
      continue;
    }
    if (to - from > LARGEST) {
      yield* ofLongList(whole, content, to);
      continue;
    }
    const text = whole.slice(from, to);
    for (const document of composed(text, from)) {
      yield document instanceof Unreadable && isTemplate(text) ? hinted(document) : document;
    }
  }
}

/** The items of a list that is too long to be read as a whole, each as a list of one. */
function* ofLongList(whole: string, from: number, to: number): Generator<YamlDocument | Unreadable> {
  const list = longListIn(whole, from, to);
  const [head] = list === undefined || list.head.length > LARGEST ? [] : composed(list.head, from);
  const { value } = head instanceof YamlDocument ? head : { value: undefined };
  if (!isList(value) || typeof value.apiVersion !== 'string') {
    yield new Unreadable(from, `a document of more than ${LARGEST >> 20} MB: no API server takes it`);
    return;
  }
  const before = list!.before(value.apiVersion, value.kind);
  for (const item of list!.items) {
    if (item.to - item.from > LARGEST) {
      yield new Unreadable(item.from, `an item of more than ${LARGEST >> 20} MB: no API server takes it`);
    } else {
      const text = before + whole.slice(item.from, item.to) + list!.after;
      yield* composed(text, item.from - before.length, item.from);
    }
  }
}

/** Whether it has what helm fills in. */
function isTemplate(text: string): boolean {
  return /\{\{-?\s*([.$"(]|(if|range|with|include|template|define|else|end|toYaml|tpl|printf|default)\b)/.test(text);
}

function hinted({ offset, reason }: Unreadable): Unreadable {
  return new Unreadable(
    offset,
    `${reason.replace(/\.$/, '')}. It looks like a template of Helm: look at what \`helm template\` makes of it`,
  );
}

function* composed(text: string, base: number, from = base): Generator<YamlDocument | Unreadable> {
  try {
    const composer = new Composer(composerOptions());
    for (const document of composer.compose(tokens(text, base))) {
      yield* read(document, text, base, from);
    }
  } catch (error) {
    yield error instanceof Unreadable ? error : new Unreadable(base, (error as Error).message);
  }
}

function* read(
  document: Document.Parsed,
  text: string,
  base: number,
  from: number,
): Generator<YamlDocument | Unreadable> {
  const [error] = document.errors;
  if (error !== undefined) {
    // what follows the first line is a piece of the file, which may be a secret
    yield new Unreadable(base + error.pos[0], error.message.split('\n')[0].slice(0, 200));
    return;
  }
  try {
    const found = new YamlDocument(document.contents, text, base, from);
    if (found.value !== null) {
      yield found;
    }
  } catch (problem) {
    if (!(problem instanceof Unreadable)) {
      throw problem;
    }
    yield problem;
  }
}

/** What the library makes of a text, as long as it does not nest too deep: it goes down by recursion. */
function* tokens(text: string, base: number) {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > DEEPEST) {
      throw new Unreadable(base + parser.offset, `this nests more than ${DEEPEST} levels deep`);
    }
  }
  yield* parser.end();
}

/** The text from one `---` to the next, which is where kubectl parts it, too. */
function* pieces(text: string): Generator<Span> {
  let from = 0;
  for (let at = nextMark(text, 0); at >= 0; at = nextMark(text, at + 3)) {
    // directives belong to the document after them, and so do comments at the top
    const content = firstContent(text, from, at);
    if (at > from && text[content] !== '%' && !(from === 0 && content === at && !text.startsWith('---'))) {
      yield { from, to: at };
      from = at;
    }
  }
  yield { from, to: text.length };
}

function nextMark(text: string, from: number): number {
  for (let at = text.indexOf('---', from); at >= 0; at = text.indexOf('---', at + 1)) {
    const after = text[at + 3];
    if (
      (at === 0 || text[at - 1] === '\n') &&
      (after === undefined || after === '\n' || after === '\r' || after === ' ' || after === '\t')
    ) {
      return at;
    }
  }
  return -1;
}

/** Where something stands that is neither blank nor a comment nor the mark of a document. */
function firstContent(text: string, from: number, to: number): number {
  let at = text.startsWith('---', from) ? from + 3 : from;
  while (at < to) {
    const char = text.charCodeAt(at);
    if (char === 0x23) {
      const end = text.indexOf('\n', at);
      at = end < 0 || end > to ? to : end;
    } else if (char === 0x20 || char === 0x0a || char === 0x0d || char === 0x09 || char === 0xfeff) {
      at++;
    } else {
      return at;
    }
  }
  return to;
}
