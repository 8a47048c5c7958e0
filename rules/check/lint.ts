import { at, kindOf } from '../../kubernetes/kinds';
import { itemsOf, whyBroken } from '../../manifest/yaml/k8s-list';
import { comparePlaces, KeyOrder, stepsTo } from '../../manifest/yaml/json-path';
import { DEFAULT_VERSION, unknownVersion } from '../../kubernetes/version';
import { Finding } from '../finding';
import { adviseObject, checkObject } from './check';
import { podSecurity, PodSecurityPolicy, podSecurityPolicy } from '../pod-security';
import { checkTogether } from './cross-object';
import { annotated, ManifestWaiver, withoutWaived } from './waivers';

/** What to look for. */
export interface LintOptions {
  /**
   * The Kubernetes version of the cluster.
   *
   * @default '1.27'
   */
  readonly target?: string;

  /**
   * The Pod Security level that pods have to meet, with or without the version of the standard: `restricted`, `baseline:v1.30`.
   *
   * @default - none
   * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
   */
  readonly podSecurity?: string;

  /**
   * The least that is told: `error`, `warning` or `advice`.
   *
   * @default 'warning'
   */
  readonly severity?: 'error' | 'warning' | 'advice';

  /**
   * Rules that are not asked. What only one object may do is better waived there, by an annotation, with the reason.
   *
   * @default - none
   */
  readonly waive?: string[];
}

/** The object that a finding is about. */
export interface LintObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  /** Its name, or its `generateName`. */
  readonly name?: string;
}

/** What is wrong with an object. */
export interface LintFinding extends Finding {
  readonly object: LintObject;
}

/**
 * The rules, on plain manifests.
 *
 * @example
 * const findings = Lint.manifests([pod], { target: '1.37' });
 */
export class Lint {
  /**
   * All that the rules find, in the order of the manifests. The items of a `List` are looked at one by one. The manifests count as what
   * is applied together.
   *
   * @param manifests plain objects of Kubernetes; those of kinds that no rule knows are passed over
   * @param options what to look for
   * @throws when an option is not one, or a manifest is no object of Kubernetes
   */
  public static manifests(manifests: any[], options: LintOptions = {}): LintFinding[] {
    const rules = new RuleSet(options);
    const objects: any[] = manifests.flatMap((manifest, i) =>
      itemsOf(manifest).map((item) => {
        if (item.broken !== undefined) {
          throw new Error(`manifest ${i}: ${whyBroken(item)}`);
        }
        return item.object;
      }),
    );
    const together = rules.together(objects);
    return objects.flatMap((object) =>
      rules.findings(object, [], together.get(object)).map((finding) => ({ ...finding, object: objectOf(object) })),
    );
  }

  private constructor() {}
}

/** `Lint.manifests`, for those who write TypeScript. */
export function lint(manifests: any[], options: LintOptions = {}): LintFinding[] {
  return Lint.manifests(manifests, options);
}

const SEVERITIES: readonly string[] = ['error', 'warning', 'advice'];
const ADVICE = SEVERITIES.indexOf('advice');

/** The rules that were asked for. */
export class RuleSet {
  private readonly target: string;
  private readonly least: number;
  private readonly policy: PodSecurityPolicy | undefined;
  private readonly waived: ReadonlySet<string>;
  private readonly met = new Set<string>();

  /** @throws when an option is not one */
  public constructor(options: LintOptions) {
    this.target = options.target ?? DEFAULT_VERSION;
    const unknown = unknownVersion(this.target);
    if (unknown !== undefined) {
      throw new Error(unknown);
    }
    const severity = options.severity ?? 'warning';
    this.least = SEVERITIES.indexOf(severity);
    if (this.least < 0) {
      throw new Error(`A severity is ${SEVERITIES.join(', ')}, not "${severity}".`);
    }
    this.policy = options.podSecurity === undefined ? undefined : podSecurityPolicy(options.podSecurity);
    this.waived = new Set(options.waive);
  }

  /**
   * What is wrong with one object, in the order of its manifest.
   *
   * @param waivers those that are not said in the manifest itself
   * @param more what was found of it by other means
   * @param linesOf the lines that lead to what a finding is about, where a waiver is for a line
   */
  public findings(
    object: any,
    waivers: readonly ManifestWaiver[] = [],
    more: readonly Finding[] = [],
    linesOf?: (finding: Finding) => readonly number[],
  ): Finding[] {
    const found = [...this.found(object), ...more];
    const said = annotated(object);
    if (found.length === 0 && said.length === 0 && waivers.length === 0) {
      return found;
    }
    const left = withoutWaived(found, [...said, ...waivers], (rule) => this.isAsked(rule), linesOf).filter(
      ({ rule, severity }) => !this.isWaived(rule) && SEVERITIES.indexOf(severity) <= this.least,
    );
    return inOrder(object, left);
  }

  /** What the rules find in objects that are applied together, where one refers to another. */
  public together(objects: readonly any[]): Map<any, Finding[]> {
    return checkTogether(objects, this.least === ADVICE);
  }

  /** The rules that are waived altogether, and found nothing. */
  public unusedWaivers(): string[] {
    return [...this.waived].filter((rule) => this.isAsked(rule) && !this.met.has(rule));
  }

  private found(object: any): Finding[] {
    const rules = checkObject(object, this.target);
    const found = this.least === ADVICE ? [...rules, ...adviseObject(object, this.target)] : rules;
    return this.policy === undefined ? found : [...found, ...podSecurityOf(object, this.policy)];
  }

  private isAsked(rule: string): boolean {
    return rule.startsWith('pod-security/')
      ? this.policy !== undefined
      : !rule.startsWith('advice/') || this.least === ADVICE;
  }

  private isWaived(rule: string): boolean {
    if (!this.waived.has(rule)) {
      return false;
    }
    this.met.add(rule);
    return true;
  }
}

/** What a Pod Security level does not admit in the pod, or in the template of those that the object makes. */
function podSecurityOf(object: any, { level, version }: PodSecurityPolicy): Finding[] {
  const kind = kindOf(object);
  if (kind === undefined) {
    return [];
  }
  const found = podSecurity(at(object, kind.template), level, version);
  return kind.template.length === 0
    ? found
    : found.map((finding) => ({ ...finding, path: [...kind.template, finding.path].join('.') }));
}

/** Findings in the order of the manifest that they are about; those of one place stay as they are. */
export function inOrder(object: any, findings: Finding[]): Finding[] {
  if (findings.length < 2) {
    return findings;
  }
  const order = new KeyOrder();
  return findings
    .map((finding) => ({ finding, steps: stepsTo(object, finding.path) }))
    .sort((a, b) => comparePlaces(object, a.steps, b.steps, order))
    .map(({ finding }) => finding);
}

/** How an object is known. */
export function objectOf(manifest: any): LintObject {
  const { namespace, name, generateName } = typeof manifest.metadata === 'object' ? (manifest.metadata ?? {}) : {};
  const named = name ?? generateName;
  return {
    apiVersion: manifest.apiVersion,
    kind: manifest.kind,
    ...(typeof namespace === 'string' ? { namespace } : {}),
    ...(typeof named === 'string' ? { name: named } : {}),
  };
}
