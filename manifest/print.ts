import { label, levelOf, lineOf } from './lines';
import { block, key, scalar } from './scalar';

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
    if (isCollection(value)) {
      this.collection(value, 0, true);
    } else {
      this.parts.push(typeof value === 'string' ? key(value) : atom(value));
    }
  }

  private leaf(value: any, depth: number): void {
    if (typeof value === 'string') {
      this.parts.push((value.includes('\n') && block(value, levelOf(depth).newline)) || scalar(value));
    } else {
      this.parts.push(atom(value));
    }
  }

  /** @param inLine whether it begins on the line that is there: at the start of the document, and after the dash of a list */
  private collection(value: object, depth: number, inLine: boolean): void {
    const isList = Array.isArray(value);
    const before = this.parts.length;
    if (isList) {
      this.list(value, depth, inLine);
    } else {
      this.map(value, depth, inLine);
    }
    if (this.parts.length === before) {
      this.parts.push(inLine ? '' : ' ', isList ? '[]' : '{}');
    }
  }

  private list(list: any[], depth: number, inLine: boolean): void {
    const { dash } = levelOf(depth);
    let i = 0;
    try {
      for (; i < list.length; i++) {
        const item = list[i] ?? null;
        this.parts.push(i === 0 && inLine ? '- ' : dash);
        if (isCollection(item)) {
          this.collection(item, depth + 1, true);
        } else {
          this.leaf(item, depth + 1);
        }
      }
    } catch (error) {
      this.place.push(`[${i}]`);
      throw error;
    }
  }

  private map(map: any, depth: number, inLine: boolean): void {
    assertPlain(map);
    const level = levelOf(depth);
    let first = inLine;
    let name = '';
    try {
      for (name of Object.keys(map)) {
        const value = map[name];
        if (value === undefined) {
          continue;
        }
        const colon = isCollection(value) ? ':' : ': ';
        this.parts.push(first ? label(level, name, colon) : lineOf(level, name, colon));
        first = false;
        if (colon === ':') {
          this.collection(value, depth + 1, false);
        } else {
          this.leaf(value, depth + 1);
        }
      }
    } catch (error) {
      this.place.push(/^[\w-]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`);
      throw error;
    }
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

function isCollection(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
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
  if (prototype !== Object.prototype && prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new Error(`a ${prototype.constructor?.name} cannot go into a manifest: only plain data can.`);
  }
}
