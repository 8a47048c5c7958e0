import { addTo } from '../../util/multimap';
import { fieldsOf, valueAt } from '../../util/plain-object';
import { Finding, findingOf } from '../finding';
import { findRule, nearestRule } from './registry';
import { unusedWaiver, waiverWithoutReason } from './rules';

/** Lets the findings of a rule pass, in one object or at one line of it. */
export interface ManifestWaiver {
  readonly rule: string;
  readonly reason: string;
  /** Where the waiver is: a field path, or a comment. */
  readonly path: string;
  /** The line that it is for; all of the object, if missing. */
  readonly line?: number;
  /** What to write instead, if it does not have the form of a waiver. */
  readonly correction?: string;
}

const PREFIX = 'waive.cdk8s-pods/';
const ANNOTATIONS = ['metadata', 'annotations'];

/** The annotation that waives a rule in an object: its name has a dot for the slash of the rule's id. */
export function annotationOf(rule: string): string {
  return `${PREFIX}${rule.replace('/', '.')}`;
}

/** The waivers in the annotations of an object: `waive.cdk8s-pods/runtime.port-clash: the second one starts when the first has ended`. */
export function annotationWaivers(object: unknown): ManifestWaiver[] {
  const annotations = fieldsOf(valueAt(object, ANNOTATIONS));
  const waivers: ManifestWaiver[] = [];
  for (const key in annotations) {
    if (key.startsWith(PREFIX)) {
      const rule = key.slice(PREFIX.length).replace('.', '/');
      const text = annotations[key];
      const reason = typeof text === 'string' ? text.trim() : '';
      waivers.push({ rule, reason, path: `metadata.annotations[${key}]` });
    }
  }
  return waivers;
}

/**
 * The findings that no waiver covers, and the findings about the waivers: unused, or without a reason.
 * @param runs whether a rule runs at all: a waiver of another rule is not unused. True for an id without a rule, to report it
 * @param linesOf the lines that lead to the place of a finding
 */
export function applyWaivers(
  findings: Finding[],
  waivers: readonly ManifestWaiver[],
  runs: (rule: string) => boolean,
  linesOf: (finding: Finding) => readonly number[] = () => [],
): Finding[] {
  if (waivers.length === 0) {
    return findings;
  }
  const keyOf = (rule: string, line: number | undefined): string => `${rule} ${line ?? ''}`;
  const byPlace = new Map<string, ManifestWaiver[]>();
  waivers.forEach((waiver) => addTo(byPlace, keyOf(waiver.rule, waiver.line), waiver));
  const rules = new Set(waivers.map(({ rule }) => rule));
  const used = new Set<ManifestWaiver>();
  const left = findings.filter((finding) => {
    const { rule } = finding;
    const lines = rules.has(rule) ? [undefined, ...linesOf(finding)] : [];
    const covering = lines.flatMap((line) => byPlace.get(keyOf(rule, line)) ?? []);
    covering.forEach((waiver) => used.add(waiver));
    return !covering.some(({ reason }) => reason !== '');
  });
  for (const waiver of waivers) {
    if (waiver.correction !== undefined) {
      const what = 'the comment does not have the form of a waiver.';
      const why = 'It ignores no finding.';
      left.push(findingOf(waiverWithoutReason, waiver.path, what, `Write "${waiver.correction}".`, { why }));
    } else if (findRule(waiver.rule) === undefined) {
      if (runs(waiver.rule)) {
        const [what, why] = [`there is no rule "${waiver.rule}".`, 'The waiver ignores nothing.'];
        left.push(findingOf(unusedWaiver, waiver.path, what, nearestRule(waiver.rule), { why }));
      }
    } else if (waiver.reason === '') {
      const what = `the waiver of ${waiver.rule} has no reason, so it is ignored.`;
      left.push(findingOf(waiverWithoutReason, waiver.path, what, `Write why ${waiver.rule} does not matter here.`));
    } else if (runs(waiver.rule) && !used.has(waiver)) {
      const what = `the waiver of ${waiver.rule} ignores no finding.`;
      left.push(findingOf(unusedWaiver, waiver.path, what, 'Remove the waiver.'));
    }
  }
  return left;
}
