/** What several owners put, of which the first that another one put is asked for: two are kept, since one of them is of another. */
export class OfOthers<O, T> {
  private first?: Owned<O, T>;
  private second?: Owned<O, T>;

  public put(owner: O, value: T): void {
    if (this.first === undefined) {
      this.first = { owner, value };
    } else if (this.second === undefined && this.first.owner !== owner) {
      this.second = { owner, value };
    }
  }

  /** What was put first, but by the one who asks. */
  public than(owner: O): T | undefined {
    return this.first?.owner === owner ? this.second?.value : this.first?.value;
  }
}

interface Owned<O, T> {
  readonly owner: O;
  readonly value: T;
}
