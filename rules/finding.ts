/** What is wrong with a manifest, where, and what to do about it. */
export interface Finding {
  /** The id of the rule that found it, such as `runtime/port-clash`. */
  readonly rule: string;
  /** An error keeps the manifest from being written. */
  readonly severity: 'error' | 'warning' | 'advice';
  /** The API server's type of the error, such as `FieldValueInvalid`, where it is one that the server finds. */
  readonly type?: string;
  /** The place in the manifest: `spec.containers[1].ports[0]`. */
  readonly path: string;
  /** What is found there. */
  readonly what: string;
  /** Why that cannot be right. */
  readonly why: string;
  /** What to write instead. */
  readonly fix: string;
}

/** A rule: all that it finds in a pod or in the template of one, in the order of the manifest. */
export type Rule = (pod: any, version: string) => Finding[];

/** All that rules find: nothing, mostly, for which no list is made. */
export function foundBy(rules: readonly Rule[], pod: any, version: string): Finding[] {
  let found = NOTHING;
  for (const rule of rules) {
    found = joined(found, rule(pod, version));
  }
  return found;
}

const NOTHING: Finding[] = [];

/** What was found, and more. Mostly there is nothing in one of the two, and no list is made. */
export function joined(found: Finding[], more: Finding[]): Finding[] {
  if (more.length === 0) {
    return found;
  }
  return found.length === 0 ? more : found.concat(more);
}

/** The finding as a message: where, what, why, fix. */
export function message(finding: Finding): string {
  return [`${finding.path}: ${finding.what}`, finding.why, finding.fix].filter((part) => part !== '').join(' ');
}
