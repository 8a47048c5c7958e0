/** Map that returns the first value inserted under any of several keys, in constant time for each key. */
export class FirstBy<V> {
  private readonly first = new Map<string, Inserted<V>>();
  private count = 0;

  public insert(value: V, ...keys: readonly string[]): void {
    const inserted = { value, order: this.count++ };
    for (const key of keys) {
      if (!this.first.has(key)) {
        this.first.set(key, inserted);
      }
    }
  }

  public get(...keys: readonly string[]): V | undefined {
    return keys.map((key) => this.first.get(key)).reduce(earlier, undefined)?.value;
  }
}

/** A value, and its place in the order of insertion. */
export interface Inserted<V> {
  readonly value: V;
  readonly order: number;
}

export function earlier<V>(one: Inserted<V> | undefined, other: Inserted<V> | undefined): Inserted<V> | undefined {
  return one === undefined || (other !== undefined && other.order < one.order) ? other : one;
}

/** Values of several owners, of which it returns the first that another owner inserted. Two are enough: they have different owners. */
export class FirstOfOthers<O, V> {
  private first?: { readonly owner: O; readonly value: V };
  private second?: { readonly owner: O; readonly value: V };

  public insert(owner: O, value: V): void {
    if (this.first === undefined) {
      this.first = { owner, value };
    } else if (this.second === undefined && this.first.owner !== owner) {
      this.second = { owner, value };
    }
  }

  /** The first value that an owner did not insert. */
  public get(owner: O | undefined): V | undefined {
    return this.first?.owner === owner ? this.second?.value : this.first?.value;
  }
}
