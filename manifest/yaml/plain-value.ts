import { Alias, isAlias, isMap, isNode, isPair, isScalar, isSeq, Pair, YAMLMap, YAMLSeq } from 'yaml';
import { isPlainObject, setField } from '../../util/plain-object';
import { PathStep } from './json-path';
import { Span } from './source-text';

/** Limits memory: a few lines of aliases can expand to billions of values. */
const MAX_ALIASED_VALUES = 100_000;

/** A document that cannot be read. */
export class Unreadable {
  /** @param reason a sentence without its full stop */
  public constructor(
    public readonly offset: number,
    public readonly reason: string,
  ) {}
}

/** A duplicate key of a map. The last value counts, as for kubectl. */
export interface Duplicate {
  /** The path of the key. */
  readonly steps: readonly PathStep[];
  readonly span: Span;
}

/** The value of an anchor. */
interface Anchored {
  readonly node: unknown;
  value?: unknown;
  /** The number of values in it; missing until all of them are converted. */
  size?: number;
}

type MutableObject = { [key: string]: unknown };

/** Converts the nodes of a document to plain data. */
export class Conversion {
  public readonly duplicates: Duplicate[] = [];
  /** The nodes that the aliases refer to. */
  public readonly targets = new Map<Alias, unknown>();
  private readonly anchors = new Map<string, Anchored>();
  private readonly steps: PathStep[] = [];
  private values = 0;
  private aliasedValues = 0;

  /** @param base the offset of the document in the text */
  public constructor(private readonly base: number) {}

  /** @throws Unreadable */
  public plain(node: unknown): unknown {
    if (!isNode(node)) {
      return null;
    }
    if (isAlias(node)) {
      return this.alias(node);
    }
    const before = this.values++;
    const anchored: Anchored = { node };
    if (node.anchor !== undefined) {
      this.anchors.set(node.anchor, anchored);
    }
    anchored.value = isMap(node) ? this.map(node) : isSeq(node) ? this.list(node) : plainScalar(node.value);
    anchored.size = this.values - before;
    return anchored.value;
  }

  private alias(node: Alias): unknown {
    const anchored = this.anchors.get(node.source);
    if (anchored === undefined) {
      throw this.unreadable(node, `no anchor "&${node.source}" is before this alias`);
    }
    if (anchored.size === undefined) {
      throw this.unreadable(node, `the alias "*${node.source}" is inside the value that it refers to`);
    }
    this.targets.set(node, anchored.node);
    this.values += anchored.size;
    this.aliasedValues += anchored.size;
    if (this.aliasedValues > MAX_ALIASED_VALUES) {
      throw this.unreadable(node, `the aliases expand to more than ${MAX_ALIASED_VALUES} values`);
    }
    return anchored.value;
  }

  private list({ items }: YAMLSeq): unknown[] {
    return items.map((item, i) => {
      this.steps.push(i);
      // the items of `!!omap` are pairs
      const value = isPair(item) ? this.add({}, item) : this.plain(item);
      this.steps.pop();
      return value;
    });
  }

  private map({ items }: YAMLMap): MutableObject {
    const map: MutableObject = {};
    items.forEach((pair) => this.add(map, pair));
    // a map's own fields win over merged fields, in any order
    items.filter(({ key }) => isMerge(key)).forEach(({ value }) => this.merge(map, value));
    return map;
  }

  private add(map: MutableObject, { key, value }: Pair): MutableObject {
    if (isMerge(key)) {
      return map;
    }
    const name = keyText(key) ?? this.keyOfAlias(key);
    if (isScalar(key) && key.anchor !== undefined) {
      this.anchors.set(key.anchor, { node: key, value: name, size: 1 });
    }
    this.steps.push(name);
    if (Object.prototype.hasOwnProperty.call(map, name)) {
      this.duplicates.push({ steps: [...this.steps], span: spanOf(key, this.base) });
    }
    setField(map, name, this.plain(value));
    this.steps.pop();
    return map;
  }

  private keyOfAlias(key: unknown): string {
    const value = isAlias(key) ? this.alias(key) : undefined;
    if (!['string', 'number', 'boolean'].includes(typeof value)) {
      throw this.unreadable(key, 'a key must be a string');
    }
    return String(value);
  }

  private merge(map: MutableObject, node: unknown): void {
    const source = this.plain(node);
    for (const from of Array.isArray(source) ? source : [source]) {
      if (!isPlainObject(from)) {
        throw this.unreadable(node, '"<<" requires a map or a list of maps');
      }
      for (const name of Object.keys(from).filter((key) => !Object.prototype.hasOwnProperty.call(map, key))) {
        setField(map, name, from[name]);
      }
    }
  }

  private unreadable(node: unknown, reason: string): Unreadable {
    return new Unreadable(spanOf(node, this.base).from, reason);
  }
}

/** Whether a key is `<<`, which adds the fields of another map. */
export function isMerge(key: unknown): boolean {
  return isScalar(key) && typeof key.value === 'symbol';
}

export function keyText(key: unknown): string | undefined {
  return isScalar(key) && key.value !== null && typeof key.value !== 'symbol' ? String(key.value) : undefined;
}

/** @param base the offset of the document in the text */
export function spanOf(node: unknown, base: number): Span {
  const [from, to] = (isNode(node) ? node.range : undefined) ?? [0, 0];
  return { from: base + from, to: base + to };
}

/** Integers are parsed as `bigint`. Those that a double cannot hold stay so. */
function plainScalar(value: unknown): unknown {
  return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
