import { Matcher, MatchResult, Receiver } from './matcher';
import { matcherOf } from './patterns';
import { valueText } from './value-text';

/**
 * Captures the value at its place in a pattern. It gets a value only if the whole pattern matches: one from each object that matches.
 * @example
 * const image = new Capture();
 * manifests.hasResource('Pod', { spec: { containers: [{ image }] } });
 * image.asString();
 */
export class Capture extends Matcher implements Receiver {
  public readonly name = 'Capture';
  private readonly values: unknown[] = [];
  private index = 0;

  /**
   * @param pattern what the value must match
   * @default - any value except null
   */
  public constructor(private readonly pattern?: unknown) {
    super();
  }

  public override test(actual: unknown): MatchResult {
    const result = new MatchResult().capture(this, actual);
    if (this.pattern !== undefined) {
      return result.include(matcherOf(this.pattern, this.name, true).test(actual));
    }
    return actual === undefined || actual === null
      ? result.fail(`expected a value to capture, found ${valueText(actual)}`)
      : result;
  }

  /** Moves to the next captured value. It returns false if there is none. */
  public next(): boolean {
    if (this.index + 1 >= this.values.length) {
      return false;
    }
    this.index++;
    return true;
  }

  /** @throws if nothing is captured, or if the value is not a string */
  public asString(): string {
    return this.as('a string', (value) => typeof value === 'string');
  }

  /** @throws if nothing is captured, or if the value is not a number */
  public asNumber(): number {
    return this.as('a number', (value) => typeof value === 'number');
  }

  /** @throws if nothing is captured, or if the value is not a boolean */
  public asBoolean(): boolean {
    return this.as('a boolean', (value) => typeof value === 'boolean');
  }

  /** @throws if nothing is captured, or if the value is not a list */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a part of a manifest of any shape
  public asArray(): any[] {
    return this.as('a list', Array.isArray);
  }

  /** @throws if nothing is captured, or if the value is not an object */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a part of a manifest of any shape
  public asObject(): { [field: string]: any } {
    return this.as('an object', (value) => typeof value === 'object' && value !== null && !Array.isArray(value));
  }

  /** @internal */
  public _receive(value: unknown): void {
    this.values.push(value);
  }

  private as<T>(form: string, isForm: (value: unknown) => boolean): T {
    if (this.values.length === 0) {
      throw new Error('The Capture has no value: no pattern that contains it has matched yet.');
    }
    const value = this.values[this.index];
    if (!isForm(value)) {
      throw new Error(`The captured value is not ${form}: ${valueText(value)}.`);
    }
    return value as T;
  }
}
