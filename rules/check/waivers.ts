import { Finding } from '../finding';

/** A finding that somebody takes upon themselves, in one object. */
export interface ManifestWaiver {
  readonly rule: string;
  readonly reason: string;
  /** Where in the object it is said. */
  readonly path: string;
  /** The line that it is about, of the text that the object was read from: all of the object, unless it says so. */
  readonly line?: number;
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
    return [];
  }
  const waivers: ManifestWaiver[] = [];
  for (const key in annotations) {
    if (key.startsWith(ANNOTATION)) {
      const rule = key.slice(ANNOTATION.length).replace('.', '/');
      const reason = typeof annotations[key] === 'string' ? annotations[key].trim() : '';
      waivers.push({ rule, reason, path: `metadata.annotations[${key}]` });
    }
  }
  return waivers;
}

/**
 * The findings that nobody waives, and what is wrong with the waivers: one that has no reason does not count, and one that no finding
 * meets is told.
 *
 * @param wasAsked whether the rule was asked at all
 * @param linesOf the lines that lead to what a finding is about
 */
export function withoutWaived(
  findings: Finding[],
  waivers: readonly ManifestWaiver[],
  wasAsked: (rule: string) => boolean,
  linesOf: (finding: Finding) => readonly number[] = () => [],
): Finding[] {
  if (waivers.length === 0) {
    return findings;
  }
  const waived = new Waived(waivers);
  const left = findings.filter((finding) => !waived.meet(finding, linesOf));
  for (const waiver of waivers) {
    if (waiver.reason === '') {
      left.push(withoutReason(waiver));
    } else if (wasAsked(waiver.rule) && !waived.isMet(waiver)) {
      left.push(unused(waiver));
    }
  }
  return left;
}

/** Waivers of one rule for one line, or for all of the object. */
interface Alike {
  hasReason: boolean;
  isMet: boolean;
}

/** The waivers of an object by what they are about, so that many of them and many findings cost no more than their sum. */
class Waived {
  private readonly rules = new Map<string, Map<number | undefined, Alike>>();

  public constructor(waivers: readonly ManifestWaiver[]) {
    for (const { rule, line, reason } of waivers) {
      const lines = this.rules.get(rule) ?? new Map<number | undefined, Alike>();
      lines.set(line, { hasReason: reason !== '' || lines.get(line)?.hasReason === true, isMet: false });
      this.rules.set(rule, lines);
    }
  }

  /** Whether a finding is waived, with a reason. */
  public meet(finding: Finding, linesOf: (finding: Finding) => readonly number[]): boolean {
    const lines = this.rules.get(finding.rule);
    if (lines === undefined) {
      return false;
    }
    const met = [undefined, ...linesOf(finding)].flatMap((line) => lines.get(line) ?? []);
    met.forEach((alike) => (alike.isMet = true));
    return met.some(({ hasReason }) => hasReason);
  }

  public isMet({ rule, line }: ManifestWaiver): boolean {
    return this.rules.get(rule)?.get(line)?.isMet === true;
  }
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
