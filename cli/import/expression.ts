/** Keys and indexes that lead from an object of the input to a place in it: `['spec', 'containers', 0]`. */
export type Source = readonly (string | number)[];

/** The place as a key of a map. */
export function sourceKey(source: Source): string {
  return JSON.stringify(source);
}

/**
 * A TypeScript expression of imported code. `source` is the place in the imported object that the expression is for; the comments of that
 * place are printed with it. `chained` is the name of a method without
 * arguments, which is called on the result of a call.
 */
export type Expression =
  | { readonly type: 'data'; readonly value: unknown; readonly source?: Source }
  | { readonly type: 'object'; readonly entries: readonly Entry[]; readonly source?: Source }
  | { readonly type: 'array'; readonly items: readonly Expression[]; readonly source?: Source }
  | { readonly type: 'new'; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly type: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
      readonly chained?: string;
      readonly source?: Source;
    }
  | { readonly type: 'reference'; readonly name: string };

/** A key of an object expression and its value. */
export interface Entry {
  readonly key: string;
  readonly value: Expression;
}

/** `const NAME = VALUE;`, or `const NAME: TYPE = VALUE;`, before the statement that refers to the name. */
export interface Constant {
  readonly name: string;
  readonly value: Expression;
  /** A type that this package exports. */
  readonly type?: string;
}
