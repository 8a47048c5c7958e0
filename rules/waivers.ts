import { Finding } from './finding';

/** A finding that somebody takes upon themselves, in one object. */
export interface ManifestWaiver {
  readonly rule: string;
  readonly reason: string;
  /** Where in the object it is said. */
  readonly path: string;
  /** Which findings of the rule it is about: all in the object, unless it says so. */
  readonly covers?: (finding: Finding) => boolean;
}

/** What annotations that waive begin with; the rule follows, with a dot in the place of its slash. */
const ANNOTATION = 'waive.cdk8s-pods/';

/** The annotation that waives a rule in an object. */
export function annotationOf(rule: string): string {
  return `${ANNOTATION}${rule.replace('/', '.')}`;
}

/**
 * A waiver, in an annotation or a comment, that no finding meets. What it was for is gone, or the name of the rule is misspelt; it would
 * hide what comes up later.
 */
const UNUSED = 'unused-waiver';

/** A waiver, in an annotation or a comment, that does not say why. It does not count. */
const NO_REASON = 'waiver-without-reason';

/** What the annotations of an object waive: `waive.cdk8s-pods/runtime.port-clash: the second one starts when the first has ended`. */
export function annotated(object: any): ManifestWaiver[] {
  const annotations = object?.metadata?.annotations;
  if (typeof annotations !== 'object' || annotations === null) {
    return NONE;
  }
  let waivers = NONE;
  for (const key in annotations) {
    if (key.startsWith(ANNOTATION)) {
      const rule = key.slice(ANNOTATION.length).replace('.', '/');
      const reason = typeof annotations[key] === 'string' ? annotations[key].trim() : '';
      waivers = [...waivers, { rule, reason, path: `metadata.annotations[${key}]` }];
    }
  }
  return waivers;
}

const NONE: ManifestWaiver[] = [];

/**
 * The findings that nobody waives, and what is wrong with the waivers: one that has no reason does not count, and one that no finding
 * meets is told.
 *
 * @param wasAsked whether the rule was asked at all
 */
export function withoutWaived(
  findings: Finding[],
  waivers: readonly ManifestWaiver[],
  wasAsked: (rule: string) => boolean,
): Finding[] {
  if (waivers.length === 0) {
    return findings;
  }
  const meets = (waiver: ManifestWaiver, finding: Finding): boolean =>
    waiver.rule === finding.rule && waiver.covers?.(finding) !== false;
  const left = findings.filter((finding) => !waivers.some((waiver) => waiver.reason !== '' && meets(waiver, finding)));
  for (const waiver of waivers) {
    if (waiver.reason === '') {
      left.push(withoutReason(waiver));
    } else if (wasAsked(waiver.rule) && !findings.some((finding) => meets(waiver, finding))) {
      left.push(unused(waiver));
    }
  }
  return left;
}

function withoutReason({ rule, path }: ManifestWaiver): Finding {
  return {
    rule: NO_REASON,
    severity: 'warning',
    path,
    what: `this is to waive ${rule}, and does not say why.`,
    why: 'Whoever reads it later has to know whether the reason still holds.',
    fix: 'Write the reason behind it.',
  };
}

function unused({ rule, path }: ManifestWaiver): Finding {
  return {
    rule: UNUSED,
    severity: 'warning',
    path,
    what: `this waives ${rule}, which finds nothing here.`,
    why: 'What it was for is gone, or the name of the rule is another; it would hide what comes up later.',
    fix: 'Leave it out, or mend the name.',
  };
}
