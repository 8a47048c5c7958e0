/** A source of chance that gives the same again for the same seed. */
export class Dice {
  public constructor(private state: number) {}

  /** A number from 0 up to 1. */
  public next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  public below(n: number): number {
    return Math.floor(this.next() * n);
  }

  public chance(p: number): boolean {
    return this.next() < p;
  }

  public one<T>(list: readonly T[]): T {
    return list[this.below(list.length)];
  }
}
