import { Alias, isAlias, isMap, isNode, isScalar, isSeq, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { isPlainObject, setField } from '../../util/plain-object';
import { floatKey } from './float-key';
import { PathStep } from './json-path';
import { resolveScalar, resolveTagged, ScalarValue } from './resolve-scalar';
import { Span } from './source-text';

/** Limits memory: a few lines of aliases can expand to billions of values. */
const MAX_ALIASED_VALUES = 100_000;

/** A text counts as one value for each of these characters, so that aliases expand to 4 MB of text at most. */
const CHARACTERS_OF_A_VALUE = 40;

/** A document that cannot be read. */
export class Unreadable {
  /** @param reason a sentence without its full stop */
  public constructor(
    public readonly offset: number,
    public readonly reason: string,
    /** Whether it looks like a template, which a program must render first. */
    public readonly isTemplate = false,
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
    anchored.value = isMap(node) ? this.map(node) : isSeq(node) ? this.list(node) : this.scalar(node as Scalar<string>);
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

  private scalar(node: Scalar<string>): unknown {
    const value = valueOf(node);
    this.values += Math.floor(node.value.length / CHARACTERS_OF_A_VALUE);
    if (value === undefined) {
      const tag = node.tag!.replace('tag:yaml.org,2002:', '!!');
      throw this.unreadable(
        node,
        `${JSON.stringify(node.value.slice(0, 80))} does not have the type of its tag "${tag}"`,
      );
    }
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw this.unreadable(
        node,
        `${node.value} is not a number of JSON. If it is a text, write it in quotes: "${node.value}"`,
      );
    }
    // an integer that a double cannot hold stays a bigint
    return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }

  private list({ items }: YAMLSeq): unknown[] {
    return items.map((item, i) => {
      this.steps.push(i);
      const value = this.plain(item);
      this.steps.pop();
      return value;
    });
  }

  private map({ items }: YAMLMap): MutableObject {
    const map: MutableObject = {};
    // the fields that only another map has
    let merged: Set<string> | undefined;
    // in the order of the text: a merged field replaces a field before it
    for (const { key, value } of items) {
      if (isMerge(key)) {
        this.merge(map, value, (merged ??= new Set()));
      } else {
        this.add(map, merged, key, value);
      }
    }
    return map;
  }

  private add(map: MutableObject, merged: Set<string> | undefined, key: unknown, value: unknown): void {
    const name = this.keyOf(key);
    this.steps.push(name);
    if (Object.prototype.hasOwnProperty.call(map, name) && merged?.delete(name) !== true) {
      this.duplicates.push({ steps: [...this.steps], span: spanOf(key, this.base) });
    }
    setField(map, name, this.plain(value));
    this.steps.pop();
  }

  private keyOf(key: unknown): string {
    if (isAlias(key)) {
      this.alias(key);
    } else if (isScalar(key) && key.anchor !== undefined) {
      this.plain(key);
    }
    const name = keyText(isAlias(key) ? this.targets.get(key) : key);
    if (name === undefined) {
      throw this.unreadable(key, 'a key must be a string');
    }
    return name;
  }

  private merge(map: MutableObject, node: unknown, merged: Set<string>): void {
    const source = this.plain(node);
    // the first map of a list wins
    for (const from of isSeq(node) ? [...(source as unknown[])].reverse() : [source]) {
      if (!isPlainObject(from)) {
        throw this.unreadable(node, '"<<" requires a map or a list of maps');
      }
      for (const name of Object.keys(from)) {
        if (!Object.prototype.hasOwnProperty.call(map, name)) {
          merged.add(name);
        }
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
  return (
    isScalar(key) && key.value === '<<' && (key.tag === undefined ? key.type === Scalar.PLAIN : key.tag === MERGE_TAG)
  );
}

const MERGE_TAG = 'tag:yaml.org,2002:merge';

/** The text of a key that is a scalar, as kubectl writes it in JSON. Undefined for other keys, which kubectl refuses, and for `<<`. */
export function keyText(key: unknown): string | undefined {
  if (!isScalar<string>(key) || isMerge(key)) {
    return undefined;
  }
  const value = valueOf(key);
  switch (typeof value) {
    case 'number':
      return floatKey(value);
    case 'bigint':
      return BigInt.asIntN(64, value) === value ? String(value) : undefined;
    default:
      return value === null || value === undefined ? undefined : String(value);
  }
}

/** The value of a scalar. Undefined if it does not have the type of its tag. */
function valueOf({ value, type, tag }: Scalar<string>): ScalarValue | undefined {
  if (tag !== undefined) {
    return resolveTagged(tag, value);
  }
  return type === Scalar.PLAIN ? resolveScalar(value) : value;
}

/** @param base the offset of the document in the text */
export function spanOf(node: unknown, base: number): Span {
  const [from, to] = (isNode(node) ? node.range : undefined) ?? [0, 0];
  return { from: base + from, to: base + to };
}
