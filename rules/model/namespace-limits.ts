import { nameText } from '../../util/json-text';
import { addTo } from '../../util/multimap';
import { fieldsOf, itemsIn, PlainObject } from '../../util/plain-object';
import { isQuantity } from './quantity';
import { namespaceOf } from './selecting-object';

/** An amount of each resource; values that are no quantities are missing. */
export type ResourceAmounts = ReadonlyMap<string, string | number>;

/** The limits of a LimitRange for each container, with the defaults of the API server. */
export interface ContainerLimits {
  /** The name of the LimitRange. */
  readonly name: string;
  readonly min: ResourceAmounts;
  readonly max: ResourceAmounts;
  /** The limits of a container that has none. */
  readonly limits: ResourceAmounts;
  /** The requests of a container that has neither requests nor limits. */
  readonly requests: ResourceAmounts;
}

/** A ResourceQuota for all pods of its namespace. */
export interface Quota {
  readonly name: string;
  readonly hard: ResourceAmounts;
}

/** The LimitRanges and ResourceQuotas of an output, by namespace. */
export class NamespaceLimits {
  private readonly ranges = new Map<string, ContainerLimits[]>();
  private readonly quotas = new Map<string, Quota[]>();

  public constructor(objects: readonly unknown[]) {
    for (const object of objects) {
      const { apiVersion, kind, spec, metadata } = fieldsOf(object);
      const name = nameText(fieldsOf(metadata).name);
      const { limits, hard, scopes, scopeSelector } = fieldsOf(spec);
      if (apiVersion === 'v1' && kind === 'LimitRange') {
        for (const limit of itemsIn(limits)
          .map(fieldsOf)
          .filter(({ type }) => type === 'Container')) {
          addTo(this.ranges, namespaceOf(object), containerLimits(name, limit));
        }
      } else if (
        apiVersion === 'v1' &&
        kind === 'ResourceQuota' &&
        scopes === undefined &&
        scopeSelector === undefined
      ) {
        // with scopes, the quota is for some pods only
        addTo(this.quotas, namespaceOf(object), { name, hard: resourceAmounts(hard) });
      }
    }
  }

  public get isEmpty(): boolean {
    return this.ranges.size + this.quotas.size === 0;
  }

  /** The LimitRanges of a namespace. */
  public rangesOf(namespace: string): readonly ContainerLimits[] {
    return this.ranges.get(namespace) ?? [];
  }

  /** The quotas of a namespace. */
  public quotasOf(namespace: string): readonly Quota[] {
    return this.quotas.get(namespace) ?? [];
  }
}

function containerLimits(name: string, { min, max, default: limits, defaultRequest }: PlainObject): ContainerLimits {
  const [least, most] = [resourceAmounts(min), resourceAmounts(max)];
  const byDefault = new Map([...most, ...resourceAmounts(limits)]);
  return {
    name,
    min: least,
    max: most,
    limits: byDefault,
    requests: new Map([...least, ...byDefault, ...resourceAmounts(defaultRequest)]),
  };
}

function resourceAmounts(written: unknown): ResourceAmounts {
  return new Map(
    Object.entries(fieldsOf(written)).filter((entry): entry is [string, string | number] => isQuantity(entry[1])),
  );
}
