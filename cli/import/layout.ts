/** A comment of the YAML in the code, without its `//`. */
export type CommentText = string;

/** Code that is printed as it is. */
export interface Atom {
  readonly type: 'atom';
  /** What decides where a line breaks before it. */
  readonly kind: 'string' | 'template' | 'number' | 'boolean' | 'other';
  readonly text: string;
}

/** An object or a list in code. */
export interface Collection {
  readonly type: 'object' | 'array';
  readonly items: readonly LayoutItem[];
  /** The comments after the last item. */
  readonly after: readonly CommentText[];
}

/** A value in an object or a list. */
export interface LayoutItem {
  /** The key as code, in an object; undefined if the value is a constant with the name of the key. */
  readonly key?: string;
  readonly value: Layout;
  /** The comments in the lines before it. */
  readonly before: readonly CommentText[];
  /** The comment at the end of its line. */
  readonly beside?: CommentText;
}

/** A call, or an expression with `new`. */
export interface Call {
  readonly type: 'call';
  /** The code before the parenthesis. */
  readonly head: string;
  readonly args: readonly Layout[];
  /** The code after the parenthesis, such as `.overIPv4()`; mostly empty. */
  readonly tail: string;
}

/** Code before its lines are broken. */
export type Layout = Atom | Collection | Call;
