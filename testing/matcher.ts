import { formatPath, PathStep } from '../manifest/yaml/json-path';

/** A value that does not match a pattern: its path, and what differs. */
export interface Mismatch {
  readonly path: readonly PathStep[];
  readonly message: string;
}

/** What receives the values that a pattern captures. */
export interface Receiver {
  /** @internal */
  _receive(value: unknown): void;
}

/** The result of a match: the mismatches, and the captured values. */
export class MatchResult {
  private readonly found: Mismatch[] = [];
  private readonly captured: { readonly receiver: Receiver; readonly value: unknown }[] = [];

  /** All mismatches; none if the value matches. */
  public get mismatches(): readonly Mismatch[] {
    return this.found;
  }

  public get isMatch(): boolean {
    return this.found.length === 0;
  }

  /** Adds a mismatch of the value itself, or of a value in it. */
  public fail(message: string, ...path: readonly PathStep[]): this {
    this.found.push({ path, message });
    return this;
  }

  /** Adds the result for a value inside of the value: of a field, or of an item. */
  public include(inner: MatchResult, ...path: readonly PathStep[]): this {
    inner.found.forEach((one) => this.found.push({ ...one, path: [...path, ...one.path] }));
    this.captured.push(...inner.captured);
    return this;
  }

  /** Records a value. `finish` passes it on. */
  public capture(receiver: Receiver, value: unknown): this {
    this.captured.push({ receiver, value });
    return this;
  }

  /** Passes the captured values on. Call it after the whole pattern matches. */
  public finish(): void {
    this.captured.forEach(({ receiver, value }) => receiver._receive(value));
  }

  /** The mismatches, one in each line. */
  public toString(): string {
    return this.found.map(mismatchText).join('\n');
  }
}

/** A mismatch in one line. */
export function mismatchText({ path, message }: Mismatch): string {
  return path.length === 0 ? message : `${formatPath(path)}: ${message}`;
}

/** A pattern for a value. The class `Match` creates them; extend this class for a pattern of your own. */
export abstract class Matcher {
  /** The name of the pattern, for messages. */
  public abstract readonly name: string;

  /**
   * Compares a value with the pattern.
   * @param actual the value; undefined if there is none
   */
  public abstract test(actual: unknown): MatchResult;
}
