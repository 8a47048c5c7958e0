/** What was put under keys, of which the earliest is asked for: as in a walk over all that was put, without the walk. */
export class Earliest<T> {
  private readonly first = new Map<string, Put<T>>();
  private count = 0;

  public put(value: T, ...keys: readonly string[]): void {
    const put = { value, order: this.count++ };
    for (const key of keys) {
      if (!this.first.has(key)) {
        this.first.set(key, put);
      }
    }
  }

  /** What was put first under any of some keys. */
  public of(...keys: readonly string[]): T | undefined {
    let best: Put<T> | undefined;
    for (const key of keys) {
      const found = this.first.get(key);
      if (found !== undefined && (best === undefined || found.order < best.order)) {
        best = found;
      }
    }
    return best?.value;
  }
}

interface Put<T> {
  readonly value: T;
  readonly order: number;
}
