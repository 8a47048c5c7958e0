import { isSchemaKnown } from '../../kubernetes/built-in';
import { DEFAULT_VERSION, unknownVersion } from '../../kubernetes/version';
import { readObjects } from '../../manifest/yaml/k8s-list';
import type { RegistryOptions } from '../../manifest/registry/ask';
import { excerpt } from '../../util/excerpt';
import { described, fieldsOf } from '../../util/plain-object';
import { aBoolean, aListOf, aString } from '../../util/prop-checks';
import { PropNames, checkProps } from '../../util/props';
import { Finding, findingOf, Severity } from '../finding';
import type { SilentRegistry } from '../model/registry-images';
import { podSecurityPolicy } from '../pod-security-standard';
import { CustomKinds } from '../schema/custom-kinds';
import { askImages, silentFindings, silentText } from './ask-images';
import { check, CheckOptions } from './check';
import { checkOutput } from './check-output';
import { addDefinitions, isDefinition } from './definitions';
import { inOrder } from './in-order';
import { findRule, getRule, isSynthRule } from './registry';
import { registryOptionsOf } from './registry-options';
import { unknownSchema } from './rules';
import { annotationWaivers, applyWaivers, ManifestWaiver } from './waivers';

/** Options of `lint`. */
export interface LintOptions {
  /**
   * The Kubernetes version of the cluster.
   * @default '1.35'
   */
  readonly target?: string;
  /**
   * The Pod Security level that pods must meet, with or without the version of the standard: `restricted`, `baseline:v1.30`.
   * @default - none
   * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
   */
  readonly podSecurity?: string;
  /**
   * The minimum severity to report.
   * @default 'warning'
   */
  readonly severity?: 'error' | 'warning' | 'advice';
  /**
   * The ids of rules to ignore in all objects. To ignore a rule in one object, use an annotation of the object, with a reason.
   * @default - none
   */
  readonly waive?: string[];
  /**
   * Whether to ask the registries for the images, with the credentials of `docker login`: whether they exist, and what they contain. It
   * loads manifests and configurations, and no layers.
   * @default false
   */
  readonly images?: boolean | RegistryOptions;
  /**
   * Whether to report objects whose schema is unknown, such as custom resources: their fields are not checked.
   * @default false
   */
  readonly strict?: boolean;
  /**
   * The schemas of custom resources: CustomResourceDefinitions, or the paths of files and folders that contain them. A file can also be a
   * JSON Schema, if its path ends with `GROUP/KIND_VERSION.json`. The definitions among the checked objects count first.
   * @default - the CustomResourceDefinitions among the checked objects
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- jsii has no other type for a path or an object of any shape
  readonly schemas?: any[];
}

const OPTIONS: PropNames<LintOptions> = {
  target: true,
  podSecurity: aString,
  severity: true,
  waive: aListOf(aString),
  images: true,
  strict: aBoolean,
  schemas: aListOf(aSchemaSource),
};

function aSchemaSource(value: unknown, path: string): string[] {
  return typeof value === 'string' || isDefinition(value)
    ? []
    : [`\`${path}\` is ${described(value)}. Write a path, or a CustomResourceDefinition of apiextensions.k8s.io/v1.`];
}

/** The object of a finding. */
export interface LintObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  /** Its name, or its `generateName`. */
  readonly name?: string;
}

/** A finding, and the object that it is about. */
export interface LintFinding extends Finding {
  readonly object: LintObject;
}

/**
 * Checks plain manifests.
 * @example
 * const findings = Lint.manifests([pod], { target: '1.37' });
 */
export class Lint {
  /**
   * Returns all findings, in the order of the manifests. The items of a `List` are checked one by one. Rules that compare objects assume
   * that the manifests are applied together.
   * @param manifests plain Kubernetes objects
   * @param options what to check against, and what to report
   * @throws if an option is invalid, or a manifest is not a Kubernetes object
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- parsed YAML of any shape
  public static manifests(manifests: any[], options: LintOptions = {}): LintFinding[] {
    const linter = new Linter(options);
    const objects = manifests.flatMap((manifest, i) => readObjects(manifest, `manifest ${i}`));
    linter.learnSchemas(objects);
    linter.askRegistries(objects);
    const ofOutput = linter.outputFindings(objects);
    return objects.flatMap((object) =>
      linter.findings(object, [], ofOutput.get(object)).map((finding) => ({ ...finding, object: objectOf(object) })),
    );
  }

  private constructor() {}
}

/** `Lint.manifests` as a function. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- parsed YAML of any shape
export function lint(manifests: any[], options: LintOptions = {}): LintFinding[] {
  return Lint.manifests(manifests, options);
}

/** @throws if there is no such option, with the place at the start of the message */
export function checkLintOptions(place: string, options: LintOptions): void {
  checkProps(place, options, OPTIONS);
}

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'advice'];

/** What is checked of an object. */
export interface Coverage {
  /** Whether a schema is known, so that all fields are checked. */
  readonly schema: boolean;
  /** Whether the schema has rules in CEL, which are not evaluated. */
  readonly hasRules: boolean;
}

/** Checks objects by the options of one lint. */
export class Linter {
  private options: CheckOptions;
  private readonly registryOptions: RegistryOptions | undefined;
  /** The registries that could not be asked, and are not reported yet. */
  private silent = new Set<SilentRegistry>();
  private readonly reported: ReadonlySet<Severity>;
  private readonly waived: ReadonlySet<string>;
  private readonly isStrict: boolean;
  private readonly usedWaivers = new Set<string>();
  /** The kinds of the schemas in the options. */
  private readonly givenKinds = new CustomKinds();

  /** @throws if an option is invalid */
  public constructor(options: LintOptions) {
    checkLintOptions('lint', options);
    const { target: version = DEFAULT_VERSION, severity = 'warning', podSecurity, waive, images, strict } = options;
    const { schemas = [] } = options;
    const unknown = unknownVersion(version);
    if (unknown !== undefined) {
      throw new Error(unknown);
    }
    if (!SEVERITIES.includes(severity)) {
      throw new Error(`"${severity as string}" is not a severity. Use ${SEVERITIES.join(', ')}.`);
    }
    this.reported = new Set(SEVERITIES.slice(0, SEVERITIES.indexOf(severity) + 1));
    const policy = podSecurity === undefined ? undefined : podSecurityPolicy(podSecurity);
    this.options = { version, podSecurity: policy, withAdvice: this.reported.has('advice') };
    this.registryOptions = registryOptionsOf(images);
    waive?.forEach(getRule);
    this.waived = new Set(waive);
    this.isStrict = strict === true;
    for (const source of schemas as (string | object)[]) {
      if (typeof source === 'string') {
        // loaded on demand: it reads YAML
        // eslint-disable-next-line @typescript-eslint/no-require-imports
        const { addSchemaFiles } = require('./schema-sources') as typeof import('./schema-sources');
        addSchemaFiles(this.givenKinds, source, version);
      } else {
        addDefinitions(this.givenKinds, [source], version);
      }
    }
    this.learnSchemas([]);
  }

  /** Reads the CustomResourceDefinitions among objects, before these or other objects are checked. */
  public learnSchemas(objects: Iterable<object>): void {
    const customKinds = new CustomKinds(this.givenKinds);
    addDefinitions(customKinds, objects, this.version);
    this.options = { ...this.options, customKinds };
  }

  /** Whether the fields of an object are checked, and whether its schema has rules that are not evaluated. */
  public coverageOf(object: LintObject): Coverage {
    const custom = this.options.customKinds?.versionOf(object);
    return { schema: custom !== undefined || isSchemaKnown(object), hasRules: custom?.hasRules === true };
  }

  /**
   * The findings of one object, in the order of its manifest.
   * @param waivers the waivers that are not in the manifest itself
   * @param more findings of other checks
   * @param linesOf the lines that lead to the place of a finding, for waivers of a line
   */
  public findings(
    object: object,
    waivers: readonly ManifestWaiver[] = [],
    more: readonly Finding[] = [],
    linesOf?: (finding: Finding) => readonly number[],
  ): Finding[] {
    const own = check(object, this.options);
    const findings = own.concat(this.isStrict && own.length === 0 ? this.schemaFindings(object) : [], more);
    const all = annotationWaivers(object).concat(waivers);
    if (findings.length === 0 && all.length === 0) {
      return findings;
    }
    const left = applyWaivers(findings, all, (rule) => this.runs(rule) && !isSynthRule(rule), linesOf);
    return inOrder(
      object,
      left.filter(({ rule, severity }) => !this.isWaived(rule) && this.reported.has(severity)),
    );
  }

  /**
   * Asks the registries for the images of all objects, if the options say so. Call it before the other methods.
   * @returns the messages about registries that could not be asked; `outputFindings` returns them as findings
   */
  public askRegistries(objects: Iterable<object>): string[] {
    if (this.registryOptions === undefined) {
      return [];
    }
    const images = askImages(objects, this.registryOptions);
    const silent = images.silent();
    this.options = { ...this.options, images };
    this.silent = new Set(silent);
    return silent.map(silentText);
  }

  /** The findings of objects that are applied together, where one refers to another, and of registries that could not be asked. */
  public outputFindings(objects: readonly object[]): Map<unknown, Finding[]> {
    const findings = checkOutput(objects, { ...this.options, checkedWith: () => this.options });
    for (const [object, more] of silentFindings(objects, this.silent)) {
      findings.set(object, more.concat(findings.get(object) ?? []));
    }
    return findings;
  }

  /** The Kubernetes version of the cluster. */
  public get version(): string {
    return this.options.version;
  }

  /** Whether it reports findings of a rule, with a severity. */
  public reports(rule: string, severity: Severity): boolean {
    return this.reported.has(severity) && !this.waived.has(rule) && this.runs(rule);
  }

  /** The waived rules that have no finding. */
  public unusedWaivers(): string[] {
    return [...this.waived].filter((rule) => this.runs(rule) && !this.usedWaivers.has(rule));
  }

  private runs(rule: string): boolean {
    const known = findRule(rule);
    if (known === undefined) {
      return true;
    }
    if (known === unknownSchema) {
      return this.isStrict;
    }
    if (known.requiresImages === true && this.options.images === undefined) {
      return false;
    }
    return rule.startsWith('pod-security/')
      ? this.options.podSecurity !== undefined
      : !rule.startsWith('advice/') || this.options.withAdvice === true;
  }

  /** Reports an object whose fields are not checked. */
  private schemaFindings(object: object): Finding[] {
    const about = objectOf(object);
    if (this.coverageOf(about).schema) {
      return [];
    }
    const { apiVersion, kind } = about;
    const what = `no schema is known for ${excerpt(kind)} of ${excerpt(apiVersion)}.`;
    const fix =
      'Name its CustomResourceDefinition with `--schemas`, or waive the rule if another program checks the object.';
    return [findingOf(unknownSchema, 'kind', what, fix)];
  }

  private isWaived(rule: string): boolean {
    return this.waived.has(rule) && this.usedWaivers.add(rule).has(rule);
  }
}

/** How findings name an object. */
export function objectOf(object: object): LintObject {
  const { apiVersion, kind, metadata } = fieldsOf(object);
  const { namespace, name, generateName } = fieldsOf(metadata);
  const ownName = name ?? generateName;
  return {
    apiVersion: apiVersion as string,
    kind: kind as string,
    ...(typeof namespace === 'string' ? { namespace } : {}),
    ...(typeof ownName === 'string' ? { name: ownName } : {}),
  };
}
