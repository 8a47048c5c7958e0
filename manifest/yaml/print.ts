import { PlainObject, valueAt } from '../../util/plain-object';
import { formatPath, PathStep } from './json-path';
import { NOT_FINITE } from './not-finite';
import { block, key, scalar } from './scalar';

/** No manifest is as deep. A deeper one contains itself. */
const MAX_DEPTH = 1000;

/** YAML readers accept a key on the line of its value up to this length. */
const MAX_KEY_LENGTH = 1024;

/**
 * Prints manifests as a YAML file, in the style of handwritten manifests. kubectl and all readers of YAML 1.1 or 1.2 read the same
 * manifests back. Omits fields that are undefined; in a list, undefined becomes null.
 * @throws if a value is not plain data, with its path
 */
export function print(manifests: readonly unknown[]): string {
  const printer = new Printer();
  return manifests.map((manifest, i) => printer.print(manifest, i)).join('---\n');
}

/** The starts of lines with one indent. Keeping them for a whole file saves a sixth of the time. */
class Level {
  public readonly dash: string;
  private readonly keys = new Map<string, KeyStart>();
  private deeper: Level | undefined;

  /** @param newline a line break and the indent */
  public constructor(public readonly newline: string) {
    this.dash = `${newline}- `;
  }

  public get inner(): Level {
    return (this.deeper ??= new Level(`${this.newline}  `));
  }

  public key(name: string): KeyStart {
    let start = this.keys.get(name);
    if (start === undefined) {
      const text = key(name);
      const beforeCollection = `${this.newline}${text.length > MAX_KEY_LENGTH ? `? ${text}${this.newline}` : text}:`;
      start = { beforeCollection, beforeScalar: `${beforeCollection} ` };
      this.keys.set(name, start);
    }
    return start;
  }
}

/** The start of a line up to the colon of a key, and up to the space after it: the space as a part of its own needs 10 % more time. */
interface KeyStart {
  readonly beforeCollection: string;
  readonly beforeScalar: string;
}

/** Prints manifests one by one. */
class Printer {
  private readonly level = new Level('\n');
  /** Joined at the end, which is four times as fast as one growing string. Each manifest reuses the list: a new one would grow again. */
  private readonly parts: string[] = [];
  private count = 0;
  /** The path of a value that cannot be printed, from the inside out. */
  private readonly path: PathStep[] = [];

  public print(manifest: unknown, index: number): string {
    this.count = 0;
    try {
      if (typeof manifest === 'object' && manifest !== null) {
        this.collection(manifest, this.level, true);
      } else {
        this.add(typeof manifest === 'string' ? key(manifest) : atom(manifest));
      }
    } catch (error) {
      const [kind, name] = [['kind'], ['metadata', 'name']].map((path) => valueAt(manifest, path));
      const hasName = typeof kind === 'string' && typeof name === 'string';
      const path = formatPath(this.path.reverse().slice(0, 20)) + (this.path.length > 20 ? '…' : '');
      const prefix = `[${hasName ? `${kind} ${name}` : `manifest ${index}`}] ${path === '' ? '' : `${path}: `}`;
      throw new Error(prefix + (error as Error).message);
    }
    this.add('\n');
    this.parts.length = this.count;
    return this.parts.join('');
  }

  private add(part: string): void {
    this.parts[this.count++] = part;
  }

  /**
   * @param newline a line break and the indent
   * @param isInline whether it starts in the current line: at the start of the document, and after the dash of a list
   */
  private collection(value: object, level: Level, isInline: boolean): void {
    if (level.newline.length > 2 * MAX_DEPTH + 1) {
      throw new Error(`more than ${MAX_DEPTH} nested levels. Does it contain itself?`);
    }
    const before = this.count;
    if (Array.isArray(value)) {
      this.list(value, level, isInline);
    } else {
      this.map(value as PlainObject, level, isInline);
    }
    if (this.count === before) {
      this.add(`${isInline ? '' : ' '}${Array.isArray(value) ? '[]' : '{}'}`);
    }
  }

  private list(list: readonly unknown[], { dash, inner }: Level, isInline: boolean): void {
    let i = 0;
    try {
      for (; i < list.length; i++) {
        this.add(i === 0 && isInline ? '- ' : dash);
        const item = list[i] ?? null;
        if (typeof item === 'object' && item !== null) {
          this.collection(item, inner, true);
        } else {
          this.add(leaf(item, inner.newline));
        }
      }
    } catch (error) {
      this.path.push(i);
      throw error;
    }
  }

  private map(map: PlainObject, level: Level, isInline: boolean): void {
    const prototype: object | null = Object.getPrototypeOf(map);
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
      throw new Error(`a ${prototype.constructor?.name} cannot go into a manifest: only plain data can.`);
    }
    const { inner, newline } = level;
    let isFirst = true;
    let name = '';
    try {
      for (name in map) {
        const value = map[name];
        if (value === undefined) {
          continue;
        }
        const { beforeCollection, beforeScalar } = level.key(name);
        const skipped = isFirst && isInline ? newline.length : 0;
        isFirst = false;
        if (typeof value === 'object' && value !== null) {
          this.add(beforeCollection.slice(skipped));
          this.collection(value, inner, false);
        } else {
          this.add(beforeScalar.slice(skipped));
          this.add(leaf(value, inner.newline));
        }
      }
    } catch (error) {
      this.path.push(name);
      throw error;
    }
  }
}

function leaf(value: unknown, newline: string): string {
  return typeof value === 'string' ? (value.includes('\n') && block(value, newline)) || scalar(value) : atom(value);
}

/** A value that is neither a string nor a collection. */
function atom(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint' || Number.isFinite(value)) {
    return String(value);
  }
  if (typeof value === 'number') {
    throw new Error(`${value} cannot go into a manifest. ${NOT_FINITE.why} ${NOT_FINITE.fix}`);
  }
  throw new Error(`${value === undefined ? '' : 'a '}${typeof value} cannot go into a manifest.`);
}
