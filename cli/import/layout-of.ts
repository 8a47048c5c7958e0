import { isPlainObject } from '../../util/plain-object';
import { Expression, Source } from './expression';
import { Atom, Collection, Layout, LayoutItem } from './layout';
import { hasLines, keyLiteral, numberLiteral, stringLiteral, templateLiteral } from './literal';
import { Notes } from './notes';

/** What changes the code of an expression. */
export interface LayoutOptions {
  readonly notes: Notes;
  /** The names in the code for names in the expression. */
  readonly names?: ReadonlyMap<string, string>;
  /** The name of the constant that is equal to a field; undefined if there is none. */
  readonly constantOf?: (key: string, value: unknown) => string | undefined;
}

/** The code of an expression, with its comments. */
export function layoutOf(expression: Expression, options: LayoutOptions): Layout {
  switch (expression.type) {
    case 'data':
      return dataLayout(expression.value, expression.source, options);
    case 'object': {
      const items = expression.entries.map(({ key, value }) => itemOf(value, options, key));
      return collection('object', items, expression.source, options);
    }
    case 'array': {
      const items = expression.items.map((item) => itemOf(item, options));
      return collection('array', items, expression.source, options);
    }
    case 'reference':
      return other(options.names?.get(expression.name) ?? expression.name);
    case 'new':
    case 'call': {
      const head = expression.type === 'new' ? `new ${expression.name}` : expression.name;
      const tail = expression.type === 'call' && expression.chained ? `.${expression.chained}()` : '';
      return { type: 'call', head, args: expression.args.map((arg) => layoutOf(arg, options)), tail };
    }
  }
}

function dataLayout(value: unknown, source: Source | undefined, options: LayoutOptions): Layout {
  if (typeof value === 'string') {
    return hasLines(value)
      ? { type: 'atom', kind: 'template', text: templateLiteral(value) }
      : { type: 'atom', kind: 'string', text: stringLiteral(value) };
  }
  if (typeof value === 'number') {
    return { type: 'atom', kind: 'number', text: numberLiteral(value) };
  }
  if (typeof value === 'boolean') {
    return { type: 'atom', kind: 'boolean', text: String(value) };
  }
  const inner = (step: string | number, one: unknown): Expression => ({
    type: 'data',
    value: one,
    source: source === undefined ? undefined : [...source, step],
  });
  if (Array.isArray(value)) {
    const items = value.map((item, i) => itemOf(inner(i, item), options));
    return collection('array', items, source, options);
  }
  if (isPlainObject(value)) {
    const items = Object.keys(value).map((key) => itemOf(inner(key, value[key]), options, key));
    return collection('object', items, source, options);
  }
  return other(typeof value === 'bigint' ? numberLiteral(value) : String(value));
}

function other(text: string): Atom {
  return { type: 'atom', kind: 'other', text };
}

function itemOf(expression: Expression, options: LayoutOptions, key?: string): LayoutItem {
  const source = 'source' in expression ? expression.source : undefined;
  const { notes } = options;
  const constant =
    key === undefined ||
    expression.type !== 'data' ||
    (source !== undefined && !notes.isEmpty && notes.isInside(source))
      ? undefined
      : options.constantOf?.(key, expression.value);
  const [first, ...others] = notes.at('beside', source);
  return {
    // `labels` for `labels: labels`
    key: key === undefined || key === constant ? undefined : keyLiteral(key),
    value: constant === undefined ? layoutOf(expression, options) : other(constant),
    before: [...others, ...notes.at('before', source)],
    beside: first,
  };
}

function collection(
  type: Collection['type'],
  items: readonly LayoutItem[],
  source: Source | undefined,
  { notes }: LayoutOptions,
): Collection {
  // the statement has the comments after the whole object
  return { type, items, after: source?.length === 0 ? [] : notes.at('after', source) };
}
