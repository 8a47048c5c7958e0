import { Kind } from '../../kubernetes/kinds';
import { LabelSelector, ObjectMeta, PodSpec } from '../../kubernetes/types';
import { labels as labelsRule } from '../../rules/api';
import { Finding, findingOf } from '../../rules/finding';
import { fieldsOf, isPlainObject, valueAt, withValueAt } from '../../util/plain-object';

/** The kinds that require a selector. */
const SELECTING = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** The kinds that require a restart policy: the default of the API server is invalid for them. */
const COMPLETING = ['Job', 'CronJob'];

/** The maximum length of the value of a label. */
const MAX_LABEL = 63;

/** What the API requires and the author leaves out. */
export interface Completed {
  readonly object: object;
  /** Whether the selector is made from the label `app`. */
  readonly hasDerivedSelector?: boolean;
  /** Why the name cannot be the value of the label. */
  readonly finding?: Finding;
}

/**
 * Adds what the API requires and the author leaves out: a selector and the template's labels, which must agree, and the restart policy of
 * a Job.
 */
export function withRequiredFields(object: object, kind: Kind): Completed {
  const { struct, template } = kind;
  if (SELECTING.includes(struct)) {
    return withSelector(object, kind);
  }
  if (COMPLETING.includes(struct)) {
    const path = [...template, 'spec'];
    const { restartPolicy, ...spec }: PodSpec = valueAt(object, path) ?? {};
    return { object: withValueAt(object, path, { restartPolicy: restartPolicy ?? 'Never', ...spec }) };
  }
  return { object };
}

/**
 * Without a selector, the workload selects its pods by the label `app` alone: the label of the template, or else the name of the object. A
 * selector is immutable, and a release can change every other label. The template gets the labels of the selector that it lacks. A label
 * that is null is missing.
 */
function withSelector(object: object, { struct, template }: Kind): Completed {
  const path = [...template, 'metadata'];
  const { labels, ...metadata }: ObjectMeta = valueAt(object, path) ?? {};
  const given: LabelSelector | null | undefined = valueAt(object, ['spec', 'selector']);
  const name = valueAt<string>(object, ['metadata', 'name']);
  const app = labels?.app ?? name;
  const hasDerivedSelector = (given ?? undefined) === undefined && app !== undefined;
  const isNameTooLong = hasDerivedSelector && app === name && app.length > MAX_LABEL;
  if (isNameTooLong || !isPlainObject(labels ?? {}) || (hasDerivedSelector && typeof app !== 'string')) {
    // a rule reports a long name of a StatefulSet
    return {
      object,
      hasDerivedSelector,
      finding: isNameTooLong && struct !== 'StatefulSet' ? notLabel(name) : undefined,
    };
  }
  const selector = hasDerivedSelector ? { matchLabels: { app } } : given;
  const selected = withValueAt(object, ['spec', 'selector'], selector);
  const isMissing = ([key, value]: [string, unknown]): boolean =>
    typeof value === 'string' && (labels?.[key] ?? null) === null;
  const missing = Object.fromEntries(Object.entries(fieldsOf(fieldsOf(selector).matchLabels)).filter(isMissing));
  const present = Object.entries(labels ?? {}).filter(([key]) => !(key in missing));
  const all = { ...missing, ...Object.fromEntries(present) };
  return { object: withValueAt(selected, path, { labels: all, ...metadata }), hasDerivedSelector };
}

/** The finding for a name that is too long for the label `app`. */
function notLabel(name: string): Finding {
  const what = `the name has ${name.length} characters, so it cannot be the value of the label "app".`;
  const why = `By default, the workload selects its pods by this label. A label can have at most ${MAX_LABEL} characters.`;
  const fix =
    "Shorten the name, or set the label `app` of the template: template: { metadata: { labels: { app: 'web' } } }.";
  return findingOf(labelsRule, 'metadata.name', what, fix, { why });
}
