import { STRINGS } from './strings';

/** Random documents, the same ones for the same seed. */
export class Random {
  constructor(private state: number) {}

  /** A map of anything, up to six levels deep. */
  document(): any {
    return this.map(5, 2);
  }

  /** Any double that is a number, or one that people write. */
  number(): number {
    switch (this.below(4)) {
      case 0:
        return this.below(100_000);
      case 1:
        return Math.round(this.next() * 2 ** 60);
      case 2:
        return this.below(100_000) / 1000;
      default: {
        const bits = new DataView(new ArrayBuffer(8));
        bits.setUint32(0, this.below(2 ** 32));
        bits.setUint32(4, this.below(2 ** 32));
        const number = bits.getFloat64(0);
        return Number.isFinite(number) && number !== 0 ? number : 0.5;
      }
    }
  }

  private value(depth: number): any {
    switch (this.below(depth > 0 ? 12 : 7)) {
      case 0:
        return null;
      case 1:
        return this.below(2) === 0;
      case 2:
        return this.number();
      case 7:
      case 8:
        return Array.from({ length: this.below(5) }, () => this.value(depth - 1));
      case 9:
      case 10:
      case 11:
        return this.map(depth - 1);
      default:
        return this.text();
    }
  }

  private map(depth: number, atLeast = 0): any {
    const length = atLeast + this.below(4);
    return Object.fromEntries(Array.from({ length }, () => [this.text(), this.value(depth)]));
  }

  private text(): string {
    const texts = Array.from({ length: 1 + this.below(3) }, () => STRINGS[this.below(STRINGS.length)]);
    return texts.join(['', ' ', '\n', '\n\n', 'plain words'][this.below(5)]);
  }

  /** A whole number from 0 on, below a limit. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** One of a list. */
  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)];
  }

  /** Up to three of a list. */
  some<T>(list: readonly T[]): T[] {
    return Array.from({ length: this.below(4) }, () => this.of(list));
  }

  /** From 0 to 1: mulberry32. */
  private next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
}
