import { isPlainObject } from '../../util/plain-object';
import { Entry, Expression, Source, sourceKey } from './expression';

/** What replaces a place in an imported object: another expression, or `undefined` to leave it out. */
export type Edit = Expression | undefined;

/** Changes of an imported object, by place. */
export class Edits {
  private readonly edits = new Map<string, Edit>();
  /** The places of the edits, and all places around them. */
  private readonly touched = new Set<string>();

  public set(place: Source, edit: Edit): this {
    this.edits.set(sourceKey(place), edit);
    place.forEach((_, i) => this.touched.add(sourceKey(place.slice(0, i + 1))));
    return this;
  }

  public remove(...places: readonly Source[]): this {
    places.forEach((place) => this.set(place, undefined));
    return this;
  }

  /**
   * The expression for a place of the object: data where nothing changes. A map or a list from which the edits remove everything is left
   * out too.
   */
  public expression(value: unknown, source: Source): Edit {
    const key = sourceKey(source);
    if (this.edits.has(key)) {
      return this.edits.get(key);
    }
    if (source.length > 0 && !this.touched.has(key)) {
      return { type: 'data', value, source };
    }
    if (Array.isArray(value)) {
      const items = value.flatMap((item, i) => this.expression(item, [...source, i]) ?? []);
      return items.length === 0 ? undefined : { type: 'array', items, source };
    }
    if (isPlainObject(value)) {
      const entries = this.entries(value, source);
      return entries.length === 0 ? undefined : { type: 'object', entries, source };
    }
    return { type: 'data', value, source };
  }

  /** The entries for the fields of a map. */
  public entries(value: object, source: Source): Entry[] {
    return Object.entries(value).flatMap(([key, field]) => {
      const expression = this.expression(field, [...source, key]);
      return expression === undefined ? [] : [{ key, value: expression }];
    });
  }
}
