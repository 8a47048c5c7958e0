import { described } from '../util/plain-object';
import { Matcher } from './matcher';
import {
  AbsentPattern,
  JsonPattern,
  matcherOf,
  NotPattern,
  PresentPattern,
  RegexpPattern,
  SomeItemsPattern,
} from './patterns';

/**
 * Patterns for parts of a manifest. The names and meanings are those of `Match` in aws-cdk-lib/assertions.
 *
 * A pattern without a matcher is like `Match.objectLike`: an object can have more fields, at each depth, and a list must have the same
 * number of items.
 */
export class Match {
  /** The field is missing. A field that is null is not missing. */
  public static absent(): Matcher {
    return new AbsentPattern('Match.absent');
  }

  /** Any value, except for null. */
  public static anyValue(): Matcher {
    return new PresentPattern('Match.anyValue');
  }

  /** An object that has at least these fields. So do the objects in it. */
  public static objectLike(pattern: object): Matcher {
    return matcherOf(ofObject('Match.objectLike', pattern), 'Match.objectLike', true);
  }

  /** An object that has these fields, and no others. So do the objects in it. */
  public static objectEquals(pattern: object): Matcher {
    return matcherOf(ofObject('Match.objectEquals', pattern), 'Match.objectEquals', false);
  }

  /**
   * A list that has at least these items, in this order. Each item must be equal to its pattern: to ignore fields of an item, use
   * `Match.objectLike`.
   */
  public static arrayWith(pattern: unknown[]): Matcher {
    return new SomeItemsPattern('Match.arrayWith', pattern);
  }

  /** A list that has these items, in this order, and no others. Objects in it have no other fields. */
  public static arrayEquals(pattern: unknown[]): Matcher {
    return matcherOf(pattern, 'Match.arrayEquals', false);
  }

  /** A value that is equal to the pattern: objects have no other fields, at each depth. */
  public static exact(pattern: unknown): Matcher {
    return matcherOf(pattern, 'Match.exact', false);
  }

  /** A value that does not match the pattern. A missing field also does not match it. */
  public static not(pattern: unknown): Matcher {
    return new NotPattern('Match.not', pattern);
  }

  /** A string with a match of a regular expression. In a string, `^` and `$` also match at the start and end of a line. */
  public static stringLikeRegexp(pattern: string | RegExp): Matcher {
    return new RegexpPattern('Match.stringLikeRegexp', pattern);
  }

  /** A string that contains JSON, such as the value of an annotation. */
  public static serializedJson(pattern: unknown): Matcher {
    return new JsonPattern('Match.serializedJson', pattern);
  }

  private constructor() {}
}

function ofObject(name: string, pattern: object): object {
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern)) {
    throw new Error(`${name}: the pattern is ${described(pattern)}. Write an object.`);
  }
  return pattern;
}
