import { createHash } from 'crypto';
import { groupOf } from '../../kubernetes/kinds';
import { Located } from '../../rules/check/examine';

/** What identifies a finding in a later run. The file, the line, the version of the API and the message can change. */
export interface Identity {
  readonly kind: string;
  /** The API group; missing for the core group. */
  readonly group?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly rule: string;
  /** The field path, in which keys identify the items of lists. */
  readonly path: string;
}

export function identityOf({ object, rule, place }: Located): Identity {
  const { apiVersion, kind, namespace, name } = object;
  return { kind, group: groupOf(apiVersion) || undefined, namespace, name, rule, path: place };
}

/** An identity as a key of a map. */
export function identityKey({ kind, group, namespace, name, rule, path }: Identity): string {
  return JSON.stringify([kind, group ?? null, namespace ?? null, name ?? null, rule, path]);
}

/** The fingerprints of the findings in a report. The number at their end differs for findings with the same identity. */
export class Fingerprints {
  private readonly counts = new Map<string, number>();

  public next(finding: Located): string {
    const digest = createHash('sha256')
      .update(identityKey(identityOf(finding)))
      .digest('hex')
      .slice(0, 32);
    const count = (this.counts.get(digest) ?? 0) + 1;
    this.counts.set(digest, count);
    return `${digest}:${count}`;
  }
}
