import { fieldsOf, ownValue } from '../../util/plain-object';
import { nameText } from '../../util/json-text';
import { align } from './align';

/** Returns the name of an item, if it has one. */
type Identify = (item: unknown) => string | undefined;

const byField =
  (name: string): Identify =>
  (item) => {
    const value = fieldsOf(item)[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };

/** The name is `8080` for TCP, and `53/UDP` for other protocols. */
const byPort =
  (name: string): Identify =>
  (item) => {
    const { [name]: port, protocol } = fieldsOf(item);
    return port === undefined ? undefined : `${nameText(port)}/${nameText(protocol ?? 'TCP')}`.replace(/\/TCP$/, '');
  };

const bySource: Identify = (item) => {
  const { secretRef, configMapRef, prefix } = fieldsOf(item);
  const { name } = fieldsOf(secretRef || configMapRef);
  const kind = secretRef ? 'Secret' : 'ConfigMap';
  return name === undefined ? undefined : `${prefix ? `${nameText(prefix)} ` : ''}${kind} ${nameText(name)}`;
};

/** How to name the items of lists whose items have no `name`. The first name wins. */
const IDENTITIES: Readonly<Record<string, readonly Identify[]>> = {
  ports: [byField('name'), byPort('containerPort'), byPort('port')],
  envFrom: [bySource],
  volumeMounts: [byField('mountPath')],
  volumeDevices: [byField('devicePath')],
  hostAliases: [byField('ip')],
  topologySpreadConstraints: [byField('topologyKey')],
  rules: [byField('host')],
  paths: [byField('path')],
  // of projected volumes, ConfigMaps and Secrets
  items: [byField('key'), byField('path')],
};

/** An item before and after the change. `before` is missing if the item is new, `after` if it is removed. */
export interface ItemPair<T> {
  /** The name of the item, or its index. */
  readonly key: string | number;
  readonly before?: T;
  readonly after?: T;
}

export interface MatchedItems<T> {
  readonly pairs: readonly ItemPair<T>[];
  /** The names of the items that both lists have, if their order differs. */
  readonly reordered?: { readonly before: readonly string[]; readonly after: readonly string[] };
}

interface Indexed<T> {
  readonly value: T;
  readonly index: number;
}

type Match<T> = { readonly key: string; readonly old: Indexed<T>; readonly new_: Indexed<T> };

/** Matches the items of two lists by their names, so that a new item does not change the items after it. */
export function matchItems<T>(list: string, before: readonly T[], after: readonly T[]): MatchedItems<T> {
  const identities = ownValue(IDENTITIES, list) ?? [byField('name')];
  let [olds, news] = [before, after].map((items) => items.map((value, index): Indexed<T> => ({ value, index })));
  const matched: Match<T>[] = [];
  for (const identify of identities) {
    const oldByName = indexByName(olds, identify);
    for (const [key, new_] of indexByName(news, identify)) {
      const old = oldByName.get(key);
      if (old !== undefined) {
        matched.push({ key, old, new_ });
      }
    }
    const done = new Set(matched.flatMap(({ old, new_ }) => [old, new_]));
    [olds, news] = [olds, news].map((items) => items.filter((item) => !done.has(item)));
  }
  const nameOf = ({ value }: Indexed<T>): string | undefined =>
    identities.map((identify) => identify(value)).find((name) => name !== undefined);
  const unnamed = (items: Indexed<T>[]) => items.filter((item) => nameOf(item) === undefined);
  const pairs = [
    ...matched.map(({ old, new_, key }) => ({ at: new_.index, key, before: old.value, after: new_.value })),
    ...olds.filter(nameOf).map((old) => ({ at: before.length + old.index, key: nameOf(old)!, before: old.value })),
    ...news.filter(nameOf).map((new_) => ({ at: new_.index, key: nameOf(new_)!, after: new_.value })),
    ...matchByContent(unnamed(olds), unnamed(news)),
  ].sort((a, b) => a.at - b.at);
  return { pairs, reordered: reorderedNames(matched) };
}

/** Items by name. Further items of the same name get a number: `web#2`. */
function indexByName<T>(items: readonly Indexed<T>[], identify: Identify): Map<string, Indexed<T>> {
  const index = new Map<string, Indexed<T>>();
  for (const item of items) {
    const name = identify(item.value);
    let key = name;
    for (let number = 2; key !== undefined && index.has(key); number++) {
      key = `${name}#${number}`;
    }
    if (key !== undefined) {
      index.set(key, item);
    }
  }
  return index;
}

/** Matches items without names: equal items first, then the items between them one by one. */
function matchByContent<T>(olds: Indexed<T>[], news: Indexed<T>[]): (ItemPair<T> & { at: number })[] {
  const text = ({ value }: Indexed<T>) => canonical(value);
  const pairs: (ItemPair<T> & { at: number })[] = [];
  let [i, j] = [0, 0];
  for (const [a, b] of [...align(olds.map(text), news.map(text)), [olds.length, news.length]]) {
    for (; i < a || j < b; i++, j++) {
      const [old, new_] = [i < a ? olds[i] : undefined, j < b ? news[j] : undefined];
      const { index } = (new_ ?? old)!;
      pairs.push({ at: index, key: index, before: old?.value, after: new_?.value });
    }
    [i, j] = [a + 1, b + 1];
  }
  return pairs;
}

function reorderedNames<T>(matched: readonly Match<T>[]): MatchedItems<T>['reordered'] {
  const inOrder = (side: 'old' | 'new_') =>
    [...matched].sort((a, b) => a[side].index - b[side].index).map(({ key }) => key);
  const [before, after] = [inOrder('old'), inOrder('new_')];
  return before.join() === after.join() ? undefined : { before, after };
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'bigint') {
      return `${part}n`;
    }
    const sorted = Object.entries(fieldsOf(part)).sort(([a], [b]) => (a < b ? -1 : 1));
    return sorted.length > 0 ? Object.fromEntries(sorted) : part;
  });
}
