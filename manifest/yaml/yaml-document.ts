import { Alias, isAlias, isMap, isPair, isScalar, isSeq, Lexer, Pair, YAMLMap } from 'yaml';
import { PathStep } from './json-path';
import { Conversion, Duplicate, isMerge, keyText, spanOf } from './plain-value';
import { Span } from './source-text';

/** A key or an item, its path in the document, and its offset. */
export interface DocumentNode {
  readonly steps: readonly PathStep[];
  readonly from: number;
}

/** A document of a YAML text. */
export class YamlDocument {
  /** The document as plain data. Aliases of an anchor have the same object. */
  public readonly value: unknown;
  public readonly duplicates: readonly Duplicate[];
  /** The offset of the content. */
  public readonly start: number;
  private readonly targets: ReadonlyMap<Alias, unknown>;
  /** Keeps the search for a key from growing with the size of its map. */
  private readonly pairs = new Map<YAMLMap, ReadonlyMap<string | undefined, Pair>>();

  /**
   * @param contents the node of the yaml library
   * @param source the text from one `---` to the next
   * @param base the offset of `source`
   * @param from the offset of the part that is in the file, if `source` has more before it
   * @throws Unreadable
   */
  public constructor(
    private readonly contents: unknown,
    private readonly source: string,
    private readonly base: number,
    from: number,
  ) {
    const conversion = new Conversion(base);
    this.value = conversion.plain(contents);
    this.duplicates = conversion.duplicates;
    this.targets = conversion.targets;
    this.start = Math.max(from, spanOf(contents, base).from);
  }

  /**
   * The spans of the document and of each step of a path, as far as they exist. The last span is that of the value, if it is a scalar;
   * otherwise, that of its key.
   * @param isKey whether the last span is that of the key in any case
   */
  public spansTo(path: readonly PathStep[], isKey = false): Span[] {
    const spans = [this.span(this.contents)];
    let node = this.resolved(this.contents);
    path.forEach((step, i) => {
      const item = isSeq(node) ? node.items[step as number] : this.pairOf(node, String(step));
      const value = isPair(item) ? item.value : item;
      const isValue = i === path.length - 1 && !isKey && isScalar(value) && value.range?.[0] !== value.range?.[1];
      const shown = isPair(item) && !isValue ? item.key : value;
      if (shown !== undefined && shown !== null) {
        spans.push(this.span(shown));
      }
      node = this.resolved(value);
    });
    return spans;
  }

  private resolved(node: unknown): unknown {
    return isAlias(node) ? this.targets.get(node) : node;
  }

  /** The last pair of a key, also in a merged map. */
  private pairOf(map: unknown, key: string): Pair | undefined {
    if (!isMap(map)) {
      return undefined;
    }
    const pairs = this.pairs.get(map) ?? new Map(map.items.map((pair) => [keyText(pair.key), pair]));
    this.pairs.set(map, pairs);
    const own = pairs.get(key);
    const hasMerge = pairs.has(undefined);
    return (hasMerge ? this.mergedPairOf(map, key, own) : undefined) ?? own;
  }

  /** The pair of a key in the maps that are merged after the map's own pair. */
  private mergedPairOf(map: YAMLMap, key: string, own: Pair | undefined): Pair | undefined {
    const after = map.items.slice(own === undefined ? 0 : map.items.indexOf(own) + 1);
    const merged = after.filter((pair) => isMerge(pair.key)).map(({ value }) => this.resolved(value));
    const sources = merged.reverse().flatMap((value) => (isSeq(value) ? value.items : [value]));
    return sources.map((source) => this.pairOf(this.resolved(source), key)).find((pair) => pair !== undefined);
  }

  /** The keys of maps and the items of lists, from the start of the document to its end, without merged maps. */
  public *nodes(): Generator<DocumentNode> {
    yield { steps: [], from: spanOf(this.contents, this.base).from };
    yield* this.nodesIn(this.contents, []);
  }

  private *nodesIn(node: unknown, steps: readonly PathStep[]): Generator<DocumentNode> {
    const items = isMap(node) || isSeq(node) ? node.items : [];
    for (const [i, item] of items.entries()) {
      const step = isPair(item) ? keyText(item.key) : i;
      if (step !== undefined) {
        const path = [...steps, step];
        yield { steps: path, from: spanOf(isPair(item) ? item.key : item, this.base).from };
        yield* this.nodesIn(isPair(item) ? item.value : item, path);
      }
    }
  }

  /** The offset of the text of this document, with the comments before it. */
  public get offset(): number {
    return this.base;
  }

  /** The offset after the text of this document. */
  public get end(): number {
    return this.base + this.source.length;
  }

  /** The text from an offset to another. */
  public slice(from: number, to: number): string {
    return this.source.slice(from - this.base, to - this.base);
  }

  /** The comments that contain a text. */
  public *comments(text: string): Generator<Span & { readonly text: string }> {
    if (!this.source.includes(text)) {
      return;
    }
    let from = this.base;
    let isScalarNext = false;
    for (const lexeme of new Lexer().lex(this.source)) {
      // the lexer adds marks before a document, an error and a scalar
      if (lexeme === '\x02' || lexeme === '\x18' || lexeme === '\x1f') {
        isScalarNext = lexeme === '\x1f';
        continue;
      }
      if (!isScalarNext && lexeme.startsWith('#') && lexeme.includes(text)) {
        yield { from, to: from + lexeme.length, text: lexeme };
      }
      isScalarNext = false;
      from += lexeme.length;
    }
  }

  /** The span of a node; of a collection, only its first line. */
  private span(node: unknown): Span {
    const { from, to } = spanOf(node, this.base);
    const [first] = isMap(node) || isSeq(node) ? node.items : [];
    const start = isPair(first) ? first.key : first;
    return { from, to: Math.max(from + 1, isScalar(start) ? spanOf(start, this.base).to : to) };
  }
}
