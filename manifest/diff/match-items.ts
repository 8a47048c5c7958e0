import { align } from './align';

/** Names an item of a list, or does not know it. */
type Identify = (item: any) => string | undefined;

const field =
  (name: string): Identify =>
  (item) =>
    typeof item?.[name] === 'string' || typeof item?.[name] === 'number' ? String(item[name]) : undefined;

/** 8080 for TCP, 53/UDP for others. */
const port =
  (name: string): Identify =>
  (item) =>
    item?.[name] === undefined ? undefined : [item[name], item.protocol ?? 'TCP'].join('/').replace(/\/TCP$/, '');

const source: Identify = (item) => {
  const [kind, from] = item?.secretRef ? ['Secret', item.secretRef] : ['ConfigMap', item?.configMapRef];
  return from?.name === undefined ? undefined : `${item.prefix ?? ''}${item.prefix ? ' ' : ''}${kind} ${from.name}`;
};

/** By what the items of a list are known, for lists that are not known by `name`. What comes first is tried first. */
const IDENTITIES: Record<string, readonly Identify[]> = {
  ports: [field('name'), port('containerPort'), port('port')],
  envFrom: [source],
  volumeMounts: [field('mountPath')],
  volumeDevices: [field('devicePath')],
  hostAliases: [field('ip')],
  topologySpreadConstraints: [field('topologyKey')],
  rules: [field('host')],
  paths: [field('path')],
  // of projected volumes, ConfigMaps and Secrets
  items: [field('key'), field('path')],
};

/** An item before and after; one of them is missing where it was added or removed. */
export interface ItemPair {
  /** Its name in the list, or its position where items have none. */
  readonly key: string | number;
  readonly before?: any;
  readonly after?: any;
}

/** The items of two lists, matched, and the names of those that stay, where they are in another order. */
export interface MatchedItems {
  readonly pairs: ItemPair[];
  readonly reordered?: { readonly before: string[]; readonly after: string[] };
}

interface Item {
  readonly value: any;
  readonly index: number;
}

/**
 * Matches the items of two lists by what they are known by, so that an item that is put in between does not look as if all after it
 * had changed.
 */
export function matchItems(list: string, before: readonly any[], after: readonly any[]): MatchedItems {
  const identities = IDENTITIES[list] ?? [field('name')];
  let [olds, news] = [before, after].map((items) => items.map((value, index): Item => ({ value, index })));
  const matched: { old: Item; new_: Item; key: string }[] = [];
  for (const identify of identities) {
    const byName = named(olds, identify);
    for (const [name, new_] of named(news, identify)) {
      const old = byName.get(name);
      if (old !== undefined) {
        matched.push({ old, new_, key: name });
      }
    }
    const done = new Set(matched.flatMap(({ old, new_ }) => [old, new_]));
    [olds, news] = [olds, news].map((items) => items.filter((item) => !done.has(item)));
  }
  const nameOf = ({ value }: Item) => first(identities, value);
  const unnamed = (items: Item[]) => items.filter((item) => nameOf(item) === undefined);
  const pairs = [
    ...matched.map(({ old, new_, key }) => ({ at: new_.index, key, before: old.value, after: new_.value })),
    ...olds.filter(nameOf).map((old) => ({ at: before.length + old.index, key: nameOf(old)!, before: old.value })),
    ...news.filter(nameOf).map((new_) => ({ at: new_.index, key: nameOf(new_)!, after: new_.value })),
    ...matchByContent(unnamed(olds), unnamed(news)),
  ].sort((a, b) => a.at - b.at);
  return { pairs, reordered: reordered(matched) };
}

/** Items by name; the second of a name gets a number of its own. */
function named(items: Item[], identify: Identify): Map<string, Item> {
  const result = new Map<string, Item>();
  for (const item of items) {
    const name = identify(item.value);
    for (let i = 1; name !== undefined; i++) {
      const numbered = i === 1 ? name : `${name}#${i}`;
      if (!result.has(numbered)) {
        result.set(numbered, item);
        break;
      }
    }
  }
  return result;
}

function first(identities: readonly Identify[], value: any): string | undefined {
  return identities.map((identify) => identify(value)).find((name) => name !== undefined);
}

/** Items that have no name: those that are equal stay, and what is between them is matched one by one. */
function matchByContent(olds: Item[], news: Item[]): (ItemPair & { at: number })[] {
  const text = ({ value }: Item) => canonical(value);
  const pairs: (ItemPair & { at: number })[] = [];
  let [i, j] = [0, 0];
  for (const [a, b] of [...align(olds.map(text), news.map(text)), [olds.length, news.length]]) {
    for (; i < a || j < b; i++, j++) {
      const [old, new_] = [i < a ? olds[i] : undefined, j < b ? news[j] : undefined];
      const index = (new_ ?? old)!.index;
      pairs.push({ at: index, key: index, before: old?.value, after: new_?.value });
    }
    [i, j] = [a + 1, b + 1];
  }
  return pairs;
}

function reordered(matched: { old: Item; new_: Item; key: string }[]): MatchedItems['reordered'] {
  const inOrder = (side: 'old' | 'new_') => [...matched].sort((a, b) => a[side].index - b[side].index);
  const [before, after] = [inOrder('old').map(({ key }) => key), inOrder('new_').map(({ key }) => key)];
  return before.join() === after.join() ? undefined : { before, after };
}

/** A text that is the same for values that mean the same. */
function canonical(value: any): string {
  return JSON.stringify(value, (_, part) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : typeof part === 'bigint'
        ? `${part}n`
        : part,
  );
}
