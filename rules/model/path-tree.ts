import { earlier, FirstOfOthers, Inserted } from './first-by';

/**
 * Map from paths to values. It finds the values above or below a path in one walk along the path. The empty path is the root.
 */
export class PathTree<V> {
  private readonly root = new Folder<V>();
  private count = 0;

  /** @param owner `below` ignores the value if it is called with the same owner */
  public insert(path: string, value: V, owner: unknown = value): void {
    const inserted = { value, order: this.count++ };
    let folder = this.root;
    folder.below.insert(owner, inserted);
    for (const name of namesOf(path)) {
      folder = folder.make(name);
      folder.below.insert(owner, inserted);
    }
    folder.own ??= inserted;
  }

  /** The first value at each of the folders above a path, in the order of insertion. */
  public above(path: string): V[] {
    const folders = path === '' ? [] : this.walk(namesOf(path).slice(0, -1)).folders;
    return folders
      .flatMap(({ own }) => own ?? [])
      .sort((a, b) => a.order - b.order)
      .map(({ value }) => value);
  }

  /** The first value at a path or below it that another owner inserted. */
  public below(path: string, owner: unknown): V | undefined {
    return this.walk(namesOf(path)).end?.below.get(owner)?.value;
  }

  /** The first value at a path, above it or below it. */
  public overlapping(path: string): V | undefined {
    const { folders, end } = this.walk(namesOf(path));
    return folders.map(({ own }) => own).reduce(earlier, end?.below.get(undefined))?.value;
  }

  /** The folders of a path that exist. If all of them exist, `end` is the last one. */
  private walk(names: readonly string[]): { readonly folders: Folder<V>[]; readonly end?: Folder<V> } {
    const folders = [this.root];
    for (const name of names) {
      const next = folders[folders.length - 1].folders?.get(name);
      if (next === undefined) {
        return { folders };
      }
      folders.push(next);
    }
    return { folders, end: folders[folders.length - 1] };
  }
}

class Folder<V> {
  /** The first value at this path. */
  public own?: Inserted<V>;
  /** The values at this path and below it. */
  public readonly below = new FirstOfOthers<unknown, Inserted<V>>();
  public folders?: Map<string, Folder<V>>;

  public make(name: string): Folder<V> {
    this.folders ??= new Map();
    const folder = this.folders.get(name) ?? new Folder();
    this.folders.set(name, folder);
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
