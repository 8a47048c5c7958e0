import { classOf, described, isPlainObject, ownValue, PlainObject } from '../util/plain-object';
import { parseJson } from '../util/json-text';
import { Matcher, MatchResult } from './matcher';
import { differenceText, valueText } from './value-text';

/**
 * The matcher for a pattern: the pattern itself, if it is a matcher.
 * @param name what contains the pattern, for messages
 * @param partial whether objects can have more fields than the pattern
 * @throws if the pattern is not plain data and not a matcher
 */
export function matcherOf(pattern: unknown, name: string, partial: boolean): Matcher {
  if (pattern instanceof Matcher) {
    return pattern;
  }
  if (pattern === undefined) {
    throw new Error(`${name}: a pattern is undefined. To require that a field is missing, write Match.absent().`);
  }
  if (Array.isArray(pattern)) {
    return new ListPattern(name, pattern, partial);
  }
  if (isPlainObject(pattern) && classOf(pattern) === undefined) {
    return new ObjectPattern(name, pattern, partial);
  }
  if (typeof pattern === 'object' && pattern !== null) {
    throw new Error(`${name}: a pattern is ${described(pattern)}. Write plain data, or a matcher of the class Match.`);
  }
  if (typeof pattern === 'function' || typeof pattern === 'symbol') {
    throw new Error(`${name}: a pattern is ${described(pattern)}. Write a value, or a matcher of the class Match.`);
  }
  return new ValuePattern(name, pattern);
}

/** A string, number, boolean or null. */
class ValuePattern extends Matcher {
  public constructor(
    public readonly name: string,
    private readonly expected: unknown,
  ) {
    super();
  }

  public override test(actual: unknown): MatchResult {
    const result = new MatchResult();
    return actual === this.expected ? result : result.fail(differenceText(this.expected, actual));
  }
}

/** The fields of an object. */
class ObjectPattern extends Matcher {
  private readonly fields: readonly (readonly [name: string, matcher: Matcher])[];

  public constructor(
    public readonly name: string,
    private readonly pattern: PlainObject,
    private readonly partial: boolean,
  ) {
    super();
    this.fields = Object.entries(pattern).map(([field, value]) => [field, matcherOf(value, name, partial)]);
  }

  public override test(actual: unknown): MatchResult {
    const result = new MatchResult();
    if (!isPlainObject(actual)) {
      return result.fail(`expected an object, found ${valueText(actual)}`);
    }
    for (const [field, matcher] of this.fields) {
      result.include(matcher.test(ownValue(actual, field)), field);
    }
    for (const field of this.partial ? [] : Object.keys(actual)) {
      if (!Object.prototype.hasOwnProperty.call(this.pattern, field) && actual[field] !== undefined) {
        result.fail(`expected nothing, found ${valueText(actual[field])}`, field);
      }
    }
    return result;
  }
}

/** All items of a list, in their order. */
class ListPattern extends Matcher {
  private readonly items: readonly Matcher[];

  public constructor(
    public readonly name: string,
    pattern: readonly unknown[],
    partial: boolean,
  ) {
    super();
    this.items = pattern.map((item) => matcherOf(item, name, partial));
  }

  public override test(actual: unknown): MatchResult {
    const result = new MatchResult();
    if (!Array.isArray(actual)) {
      return result.fail(`expected a list, found ${valueText(actual)}`);
    }
    if (actual.length !== this.items.length) {
      result.fail(`expected ${itemCount(this.items.length)}, found ${itemCount(actual.length)}`);
    }
    this.items.forEach((matcher, i) => result.include(matcher.test(actual[i]), i));
    actual.slice(this.items.length).forEach((item: unknown, i) => {
      result.fail(`expected nothing, found ${valueText(item)}`, this.items.length + i);
    });
    return result;
  }
}

function itemCount(count: number): string {
  return `${count} item${count === 1 ? '' : 's'}`;
}

/** Some items of a list, in their order. */
export class SomeItemsPattern extends Matcher {
  private readonly items: readonly Matcher[];

  public constructor(
    public readonly name: string,
    private readonly pattern: readonly unknown[],
  ) {
    super();
    if (!Array.isArray(pattern)) {
      throw new Error(`${name}: the pattern is ${described(pattern)}. Write it in brackets.`);
    }
    this.items = pattern.map((item) => matcherOf(item, name, false));
  }

  public override test(actual: unknown): MatchResult {
    const result = new MatchResult();
    if (!Array.isArray(actual)) {
      return result.fail(`expected a list, found ${valueText(actual)}`);
    }
    let next = 0;
    this.items.forEach((matcher, i) => {
      const results = actual.slice(next).map((item) => matcher.test(item));
      const at = results.findIndex(({ isMatch }) => isMatch);
      if (at >= 0) {
        result.include(results[at], next + at);
        next += at + 1;
        return;
      }
      const pattern = this.pattern[i];
      const wanted = pattern instanceof Matcher ? `the pattern ${i} (${pattern.name})` : valueText(pattern);
      const [closest] = [...results.keys()].sort((a, b) => results[a].mismatches.length - results[b].mismatches.length);
      const after = next === 0 ? '' : ` after item ${next - 1}`;
      if (closest === undefined) {
        result.fail(`expected an item that matches ${wanted}${after}, found no item`);
        return;
      }
      result.fail(`no item${after} matches ${wanted}. The closest is item ${next + closest}:`);
      result.include(results[closest], next + closest);
    });
    return result;
  }
}

export class NotPattern extends Matcher {
  private readonly inner: Matcher;

  public constructor(
    public readonly name: string,
    private readonly pattern: unknown,
  ) {
    super();
    this.inner = matcherOf(pattern, name, true);
  }

  public override test(actual: unknown): MatchResult {
    const result = new MatchResult();
    const { pattern } = this;
    const unwanted = pattern instanceof Matcher ? `a match of ${pattern.name}` : valueText(pattern);
    return this.inner.test(actual).isMatch
      ? result.fail(`expected not ${unwanted}, found ${valueText(actual)}`)
      : result;
  }
}

export class PresentPattern extends Matcher {
  public constructor(public readonly name: string) {
    super();
  }

  public override test(actual: unknown): MatchResult {
    const result = new MatchResult();
    const isPresent = actual !== undefined && actual !== null;
    return isPresent ? result : result.fail(`expected a value, found ${valueText(actual)}`);
  }
}

export class AbsentPattern extends Matcher {
  public constructor(public readonly name: string) {
    super();
  }

  public override test(actual: unknown): MatchResult {
    const result = new MatchResult();
    return actual === undefined ? result : result.fail(`expected nothing, found ${valueText(actual)}`);
  }
}

export class RegexpPattern extends Matcher {
  private readonly expression: RegExp;

  public constructor(
    public readonly name: string,
    pattern: string | RegExp,
  ) {
    super();
    // a global expression remembers where its last match ends
    this.expression =
      typeof pattern === 'string' ? new RegExp(pattern, 'm') : new RegExp(pattern, pattern.flags.replace(/[gy]/g, ''));
  }

  public override test(actual: unknown): MatchResult {
    const result = new MatchResult();
    if (typeof actual !== 'string') {
      return result.fail(`expected a string, found ${valueText(actual)}`);
    }
    const isMatch = this.expression.test(actual);
    return isMatch ? result : result.fail(`expected a match of ${this.expression}, found ${valueText(actual)}`);
  }
}

export class JsonPattern extends Matcher {
  private readonly inner: Matcher;

  public constructor(
    public readonly name: string,
    pattern: unknown,
  ) {
    super();
    this.inner = matcherOf(pattern, name, true);
  }

  public override test(actual: unknown): MatchResult {
    const value = typeof actual === 'string' ? parseJson(actual) : undefined;
    return value === undefined
      ? new MatchResult().fail(`expected JSON in a string, found ${valueText(actual)}`)
      : new MatchResult().include(this.inner.test(value), '(JSON)');
  }
}
