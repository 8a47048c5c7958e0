import { PlainObject, valueAt } from '../../util/plain-object';
import { formatPath, PathStep } from './json-path';
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
  const level = new Level('\n');
  return manifests.map((manifest, i) => new Printer(level).print(manifest, i)).join('---\n');
}

/** The starts of lines with one indent. Keeping them for a whole file saves a sixth of the time. */
class Level {
  public readonly dash: string;
  private readonly keys = new Map<string, string>();
  private deeper: Level | undefined;

  /** @param newline a line break and the indent */
  public constructor(public readonly newline: string) {
    this.dash = `${newline}- `;
  }

  public get inner(): Level {
    return (this.deeper ??= new Level(`${this.newline}  `));
  }

  /** The start of a line up to the colon of a key. */
  public key(name: string): string {
    let start = this.keys.get(name);
    if (start === undefined) {
      const text = key(name);
      start = `${this.newline}${text.length > MAX_KEY_LENGTH ? `? ${text}${this.newline}` : text}:`;
      this.keys.set(name, start);
    }
    return start;
  }
}

/** Prints one manifest. */
class Printer {
  /** Joined at the end, which is four times as fast as one growing string. */
  private readonly parts: string[] = [];
  /** The path of a value that cannot be printed, from the inside out. */
  private readonly path: PathStep[] = [];

  public constructor(private readonly level: Level) {}

  public print(manifest: unknown, index: number): string {
    try {
      if (typeof manifest === 'object' && manifest !== null) {
        this.collection(manifest, this.level, true);
      } else {
        this.parts.push(typeof manifest === 'string' ? key(manifest) : atom(manifest));
      }
    } catch (error) {
      const [kind, name] = [['kind'], ['metadata', 'name']].map((path) => valueAt(manifest, path));
      const hasName = typeof kind === 'string' && typeof name === 'string';
      const path = formatPath(this.path.reverse().slice(0, 20)) + (this.path.length > 20 ? '…' : '');
      const prefix = `[${hasName ? `${kind} ${name}` : `manifest ${index}`}] ${path === '' ? '' : `${path}: `}`;
      throw new Error(prefix + (error as Error).message);
    }
    this.parts.push('\n');
    return this.parts.join('');
  }

  /**
   * @param newline a line break and the indent
   * @param isInline whether it starts in the current line: at the start of the document, and after the dash of a list
   */
  private collection(value: object, level: Level, isInline: boolean): void {
    if (level.newline.length > 2 * MAX_DEPTH + 1) {
      throw new Error(`more than ${MAX_DEPTH} nested levels. Does it contain itself?`);
    }
    const before = this.parts.length;
    if (Array.isArray(value)) {
      this.list(value, level, isInline);
    } else {
      this.map(value as PlainObject, level, isInline);
    }
    if (this.parts.length === before) {
      this.parts.push(isInline ? '' : ' ', Array.isArray(value) ? '[]' : '{}');
    }
  }

  private list(list: readonly unknown[], { dash, inner }: Level, isInline: boolean): void {
    let i = 0;
    try {
      for (; i < list.length; i++) {
        this.parts.push(i === 0 && isInline ? '- ' : dash);
        const item = list[i] ?? null;
        if (typeof item === 'object' && item !== null) {
          this.collection(item, inner, true);
        } else {
          this.parts.push(leaf(item, inner.newline));
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
        const start = isFirst && isInline ? level.key(name).slice(newline.length) : level.key(name);
        isFirst = false;
        if (typeof value === 'object' && value !== null) {
          this.parts.push(start);
          this.collection(value, inner, false);
        } else {
          this.parts.push(start, ' ', leaf(value, inner.newline));
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
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) {
    return String(value);
  }
  if (typeof value === 'number') {
    throw new Error(`${value} is not a number that a manifest can hold.`);
  }
  throw new Error(`${value === undefined ? '' : 'a '}${typeof value} cannot go into a manifest.`);
}
