import { nearest } from '../util/nearest';
import { truncated } from '../util/truncate';
import { nameInQuotes } from './value-text';

/** A search by name, for messages. */
export interface Search<T> {
  /** What is searched, such as `container`. */
  readonly what: string;
  readonly name: string | number;
  /** What contains it, such as `pod "web"`. */
  readonly where: string;
  /** All items that could be meant. */
  readonly all: readonly T[];
  /** The names of an item. */
  readonly namesOf: (item: T) => readonly unknown[];
  /** An item in a message. */
  readonly textOf: (item: T) => string;
  /** How to select one of several items with one name. */
  readonly fix: string;
  /** A fix that is better than a similar name. */
  readonly hint?: string;
}

/** The item with a name; undefined if there is none. Throws if several items have the name. */
export function findOne<T>({ what, name, where, all, namesOf, textOf, fix }: Search<T>): T | undefined {
  const found = all.filter((item) => namesOf(item).includes(name));
  if (found.length > 1) {
    const several = `${where} has ${found.length} matches for ${what} ${shown(name)}: ${truncated(found, textOf)}.`;
    throw new Error(`${capitalized(several)} ${fix}`);
  }
  return found[0];
}

/** The same. Throws if there is no item with the name, with the most similar name. */
export function getOne<T>(search: Search<T>): T {
  const found = findOne(search);
  if (found === undefined) {
    throw new Error(missingText(search));
  }
  return found;
}

function missingText<T>({ what, name, where, all, namesOf, textOf, hint }: Search<T>): string {
  const names = all.flatMap((item) => namesOf(item).filter((one) => one !== undefined)).map(String);
  const similar = nearest(String(name), names);
  const fix = hint ?? (similar === undefined ? '' : `Did you mean ${nameInQuotes(similar)}?`);
  const others = all.length === 0 ? 'It has none.' : `It has ${truncated(all, textOf)}.`;
  return [`${capitalized(where)} has no ${what} ${shown(name)}.`, fix, others].filter((part) => part !== '').join(' ');
}

function shown(name: string | number): string {
  return typeof name === 'number' ? String(name) : nameInQuotes(name);
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
