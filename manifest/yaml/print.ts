import { Level, levelOf, LEVELS, newLine } from './lines';
import { block, isObvious, key, scalar } from './scalar';

/**
 * Manifests as the text of a YAML file, written as people write them, so that kubectl and any reader of YAML 1.1 or 1.2 gets the
 * same manifests back. It depends on nothing but the manifests.
 *
 * A field that is undefined is left out; in a list, null takes its place.
 *
 * @throws when something in a manifest is not plain data, with its place
 */
export function print(manifests: any[]): string {
  return manifests.map((manifest, i) => new Document(manifest, i).text()).join('---\n');
}

/** Puts one manifest together from its parts, which are joined at the end: that is faster than to add to a text. */
class Document {
  private readonly parts: string[] = [];
  /** The steps to what cannot be printed, from the inside out. */
  private readonly place: string[] = [];

  constructor(
    private readonly manifest: any,
    private readonly index: number,
  ) {}

  text(): string {
    try {
      this.document(this.manifest);
    } catch (error) {
      throw new Error(`[${this.title()}] ${this.path()}${(error as Error).message}`);
    }
    this.parts.push('\n');
    return this.parts.join('');
  }

  private document(value: any): void {
    if (typeof value === 'object' && value !== null) {
      this.collection(value, 0, true);
    } else {
      this.parts.push(typeof value === 'string' ? key(value) : atom(value));
    }
  }

  private leaf(value: any, depth: number): void {
    if (typeof value !== 'string') {
      this.parts.push(atom(value));
    } else if (isObvious(value)) {
      this.parts.push(value);
    } else {
      this.parts.push((value.includes('\n') && block(value, levelOf(depth).newline)) || scalar(value));
    }
  }

  /** @param inLine whether it begins on the line that is there: at the start of the document, and after the dash of a list */
  private collection(value: any, depth: number, inLine: boolean): void {
    const level = LEVELS[depth] ?? levelOf(depth);
    const isList = Array.isArray(value);
    const isPrinted = isList ? this.list(value, depth, level, inLine) : this.map(value, depth, level, inLine);
    if (!isPrinted) {
      this.parts.push(inLine ? '' : ' ', isList ? '[]' : '{}');
    }
  }

  private list(list: any[], depth: number, { dash }: Level, inLine: boolean): boolean {
    let i = 0;
    try {
      for (; i < list.length; i++) {
        const item = list[i] ?? null;
        this.parts.push(i === 0 && inLine ? '- ' : dash);
        if (typeof item === 'object' && item !== null) {
          this.collection(item, depth + 1, true);
        } else {
          this.leaf(item, depth + 1);
        }
      }
    } catch (error) {
      this.place.push(`[${i}]`);
      throw error;
    }
    return i > 0;
  }

  private map(map: any, depth: number, level: Level, inLine: boolean): boolean {
    if (Object.getPrototypeOf(map) !== Object.prototype) {
      assertPlain(map);
    }
    let isFirst = true;
    let name = '';
    try {
      for (name in map) {
        const value = map[name];
        if (value === undefined) {
          continue;
        }
        const isLeaf = typeof value !== 'object' || value === null;
        const lines = isLeaf ? level.leaves : level.collections;
        const line = lines.get(name) ?? newLine(level, name, isLeaf);
        this.parts.push(isFirst && inLine ? line.slice(level.newline.length) : line);
        isFirst = false;
        if (isLeaf) {
          this.leaf(value, depth + 1);
        } else {
          this.collection(value, depth + 1, false);
        }
      }
    } catch (error) {
      this.place.push(/^[\w-]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`);
      throw error;
    }
    return !isFirst;
  }

  private title(): string {
    const { kind, metadata } = this.manifest ?? {};
    return typeof kind === 'string' && typeof metadata?.name === 'string'
      ? `${kind} ${metadata.name}`
      : `manifest ${this.index}`;
  }

  private path(): string {
    const steps = this.place.reverse();
    const path = steps.slice(0, 20).join('').replace(/^\./, '');
    return path === '' ? '' : `${path}${steps.length > 20 ? '…' : ''}: `;
  }
}

/** What is neither text nor a collection. */
function atom(value: unknown): string {
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) {
    return String(value);
  }
  if (typeof value === 'number') {
    throw new Error(`${value} is not a number that a manifest can hold.`);
  }
  throw new Error(`${value === undefined ? '' : 'a '}${typeof value} cannot go into a manifest.`);
}

function assertPlain(map: object): void {
  const prototype = Object.getPrototypeOf(map);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new Error(`a ${prototype.constructor?.name} cannot go into a manifest: only plain data can.`);
  }
}
