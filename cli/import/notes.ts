import { safe } from '../../util/safe-text';
import { addTo } from '../../util/multimap';
import { isPlainObject } from '../../util/plain-object';
import { Constant, Expression, Source, sourceKey } from './expression';
import { CommentText } from './layout';

/** A comment of the YAML, and its place in the imported object. */
export interface ObjectComment {
  readonly text: string;
  readonly steps: Source;
  readonly place: 'before' | 'beside' | 'after';
}

/** A comment for a tool: a person did not write it for the tools of TypeScript. */
const DIRECTIVE = /^\s*(?:@ts-|eslint|prettier|globals?\b|exported\b|tslint|jshint|istanbul|c8\b|v8\b|#)/;

/** The comments of an object, at the places that its code has. */
export class Notes {
  public static readonly NONE = new Notes([], { type: 'object', entries: [] });

  private readonly byPlace = new Map<string, CommentText[]>();

  /**
   * @param code the code of the object
   * @param constants the constants before it
   */
  public constructor(comments: readonly ObjectComment[], code: Expression, constants: readonly Constant[] = []) {
    if (comments.length === 0) {
      return;
    }
    const sources = [...constants.flatMap(({ value }) => [...sourcesIn(value)]), ...sourcesIn(code, true)];
    const printed = sources.map(sourceKey);
    const known = new Set(printed);
    for (const { text, steps, place } of comments) {
      const line = safe(text);
      const comment = DIRECTIVE.test(line) ? `# ${line}` : line;
      if (steps.length === 0 || known.has(sourceKey(steps))) {
        addTo(
          this.byPlace,
          `${steps.length === 0 && place === 'beside' ? 'before' : place} ${sourceKey(steps)}`,
          comment,
        );
        continue;
      }
      const inside = place === 'after' ? undefined : printed.find((key) => key.startsWith(sourceKey(steps)));
      let around = steps;
      while (around.length > 0 && !known.has(sourceKey(around))) {
        around = around.slice(0, -1);
      }
      addTo(this.byPlace, `before ${inside ?? sourceKey(around)}`, comment);
    }
  }

  public get isEmpty(): boolean {
    return this.byPlace.size === 0;
  }

  public at(place: ObjectComment['place'], source: Source | undefined): readonly CommentText[] {
    return (source === undefined || this.isEmpty ? undefined : this.byPlace.get(`${place} ${sourceKey(source)}`)) ?? [];
  }

  /** The comments before and after the whole object. */
  public get around(): { readonly before: readonly CommentText[]; readonly after: readonly CommentText[] } {
    return { before: this.at('before', []), after: this.at('after', []) };
  }

  /** Whether a comment is about a value in the value at a place. */
  public isInside(source: Source): boolean {
    const start = sourceKey(source);
    return [...this.byPlace.keys()].some((key) => {
      const place = key.slice(key.indexOf(' ') + 1);
      return place.startsWith(start) && (place !== start || key.startsWith('after'));
    });
  }
}

/** The places of the entries and items in an expression, in order. */
function* sourcesIn(expression: Expression, isRoot = false): Generator<Source> {
  switch (expression.type) {
    case 'data':
      if (expression.source !== undefined) {
        yield* dataSources(expression.value, expression.source, isRoot);
      }
      return;
    case 'object':
    case 'array':
      if (!isRoot && expression.source !== undefined) {
        yield expression.source;
      }
      for (const inner of expression.type === 'object'
        ? expression.entries.map(({ value }) => value)
        : expression.items) {
        yield* sourcesIn(inner);
      }
      return;
    case 'new':
    case 'call':
      if (expression.type === 'call' && expression.source !== undefined) {
        yield expression.source;
      }
      for (const arg of expression.args) {
        yield* sourcesIn(arg, isRoot);
      }
      return;
    default:
  }
}

function* dataSources(value: unknown, source: Source, isRoot = false): Generator<Source> {
  if (!isRoot) {
    yield source;
  }
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      yield* dataSources(item, [...source, i]);
    }
  } else if (isPlainObject(value)) {
    for (const key of Object.keys(value)) {
      yield* dataSources(value[key], [...source, key]);
    }
  }
}
