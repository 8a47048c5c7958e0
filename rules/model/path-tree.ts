import { OfOthers } from './first-of-others';

/**
 * What stands at paths, as a tree: what is above a path, or below it, is found in one walk along it. The names of a path stand between
 * its slashes; the empty path is the root of all.
 */
export class Folders<T> {
  private readonly root = new Folder<T>();
  private count = 0;

  /**
   * Puts something at a path.
   *
   * @param owner who asks for what others have put
   */
  public put(path: string, value: T, owner: unknown = value): void {
    const put = { value, order: this.count++ };
    let folder = this.root;
    folder.below.put(owner, put);
    for (const name of namesOf(path)) {
      folder = folder.make(name);
      folder.below.put(owner, put);
    }
    folder.own ??= put;
  }

  /** What was put first at each of the places above a path, in the order in which it was put. */
  public above(path: string): T[] {
    const folders = path === '' ? [] : this.way(namesOf(path).slice(0, -1)).folders;
    return folders
      .flatMap(({ own }) => own ?? [])
      .sort((a, b) => a.order - b.order)
      .map(({ value }) => value);
  }

  /** What was put first at a path or below it, but by an owner. */
  public below(path: string, owner: unknown): T | undefined {
    return this.way(namesOf(path)).end?.below.than(owner)?.value;
  }

  /** What was put first at a path, above it or below it. */
  public overlapping(path: string): T | undefined {
    const { folders, end } = this.way(namesOf(path));
    const first = (a: Put<T> | undefined, b: Put<T> | undefined): Put<T> | undefined =>
      a === undefined || (b !== undefined && b.order < a.order) ? b : a;
    return folders.map(({ own }) => own).reduce(first, end?.below.than(NOBODY))?.value;
  }

  /** The folders of a path, as far as they are there, and the last one of them where all are. */
  private way(names: readonly string[]): { readonly folders: Folder<T>[]; readonly end?: Folder<T> } {
    const folders = [this.root];
    for (const name of names) {
      const next = folders[folders.length - 1].get(name);
      if (next === undefined) {
        return { folders };
      }
      folders.push(next);
    }
    return { folders, end: folders[folders.length - 1] };
  }
}

const NOBODY = Symbol('nobody');

interface Put<T> {
  readonly value: T;
  readonly order: number;
}

class Folder<T> {
  /** What was put at this very place first. */
  public own?: Put<T>;
  /** What was put here and below. */
  public readonly below = new OfOthers<unknown, Put<T>>();
  private folders?: Map<string, Folder<T>>;

  public get(name: string): Folder<T> | undefined {
    return this.folders?.get(name);
  }

  public make(name: string): Folder<T> {
    this.folders ??= new Map();
    let folder = this.folders.get(name);
    if (folder === undefined) {
      folder = new Folder();
      this.folders.set(name, folder);
    }
    return folder;
  }
}

function namesOf(path: string): string[] {
  return path === '' ? [] : path.split('/');
}

/** A path without slashes at its end. */
export function withoutSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') {
    end--;
  }
  return path.slice(0, end);
}
