import { IConstruct } from 'constructs';
import { callSite } from '../../util/call-site';

/** A property of the constructs would be slower: V8 would give them several shapes. */
const TRACES = new WeakMap<IConstruct, { readonly stack?: string }>();

const MAX_FRAMES = 10;

/** The place in the user's code that creates an object. V8 makes the text of a stack trace only when it is read. */
export class CreatedAt {
  /** @param callee the constructor or function that the user's code calls */
  public static record(construct: IConstruct, callee: Parameters<typeof Error.captureStackTrace>[1]): void {
    const trace = {};
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = MAX_FRAMES;
    Error.captureStackTrace(trace, callee);
    Error.stackTraceLimit = stackTraceLimit;
    TRACES.set(construct, trace);
  }

  /** The place, such as `main.ts:12:3`; undefined if it is not recorded, as for objects of other libraries. */
  public static of(construct: IConstruct): string | undefined {
    return callSite(TRACES.get(construct)?.stack ?? '');
  }

  /** The lines of the stack trace; empty if it is not recorded. */
  public static framesOf(construct: IConstruct): string[] {
    return (TRACES.get(construct)?.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  }

  private constructor() {}
}
