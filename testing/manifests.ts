import { Construct, IConstruct } from 'constructs';
import { allBuiltIn } from '../kubernetes/built-in';
import type { KubernetesObject } from '../kubernetes/kinds';
import { print } from '../manifest/yaml/print';
import { LintOptions } from '../rules/check/lint';
import { getRule } from '../rules/check/registry';
import { described, fieldsOf } from '../util/plain-object';
import { nearest } from '../util/nearest';
import { truncated } from '../util/truncate';
import { FoundContainer } from './found-container';
import { FoundPod } from './found-pod';
import { findingText, ManifestFinding, VALIDATION } from './manifest-finding';
import { Matcher, Mismatch, mismatchText } from './matcher';
import { objectText } from './object-text';
import { findOne, getOne, Search } from './one-of';
import { matcherOf } from './patterns';
import { Resource, ResourceFilter, ResourceOf } from './resource';
import { ManifestSource, sourceOfConstruct, sourceOfYaml } from './source';
import { nameInQuotes } from './value-text';

/** The number of mismatches or findings in a message. */
const MAX_LINES = 10;

/**
 * The manifests of an app, of a part of it, or of a YAML text, for tests. It needs no test runner: a failure is an Error.
 *
 * It renders and checks the whole app as `PodApp` does, without writing files: also the objects of cdk8s-plus, `ApiObject`, `Include` and
 * `Helm`, and the objects that refer to each other. `Testing.synth` of cdk8s checks only the pods and workloads of this package.
 *
 * `findings()`, `hasFinding` and `hasNoFindings` are about the findings of the rules. If one of them is an error, `PodApp` would not write
 * the manifests: then all other methods throw, with the errors.
 *
 * `get…` throws if there is nothing of the name, with the most similar name. `find…` returns undefined.
 * @example
 * const manifests = Manifests.of(chart);
 * manifests.hasNoFindings();
 * manifests.hasResource('Deployment', { spec: { replicas: 2 } });
 * @see https://cdk8s.io/docs/latest/basics/testing/
 */
export class Manifests {
  /**
   * Renders and checks an app, a chart or another construct. The Kubernetes version, the Pod Security level and the waivers are those of
   * the app. Objects are checked against all objects of the app, but the result has only the objects in the construct.
   * @throws if a construct cannot be rendered
   */
  public static of(construct: IConstruct): Manifests;
  /**
   * Reads and checks YAML.
   * @param yaml the text, not the name of a file
   * @param options as for `lint`: they override `.cdk8s-pods.yaml`
   * @throws if the text is not YAML, or contains other things than Kubernetes objects
   */
  public static of(yaml: string, options?: LintOptions): Manifests;
  public static of(source: IConstruct | string, options?: LintOptions): Manifests {
    if (typeof source === 'string') {
      return new Manifests(sourceOfYaml(source, options ?? {}));
    }
    if (!Construct.isConstruct(source)) {
      throw new Error(`Manifests.of: this is ${described(source)}. Pass an app, a chart, another construct, or YAML.`);
    }
    if (options !== undefined) {
      const fix = 'Set them in the app: KubernetesVersion.set, PodSecurity.set, Waiver.add.';
      throw new Error(`Manifests.of: options are only for YAML. ${fix}`);
    }
    return new Manifests(sourceOfConstruct(source));
  }

  private constructor(private readonly source: ManifestSource) {}

  /**
   * All objects in the order in which they are written, or the objects of a kind.
   * @param kind the kind, or the API version and the kind: `Deployment`, `apps/v1/Deployment`
   * @param props a pattern that the objects match
   */
  public resources(): Resource[];
  public resources<Kind extends string>(kind: Kind, props?: object): ResourceOf<Kind>[];
  public resources(kind?: string, props?: object): Resource[] {
    const objects = kind === undefined ? this.objects() : this.ofKind(kind);
    const matcher = props && matcherOf(props, 'resources', true);
    return objects.filter((object) => matcher === undefined || finished(matcher, object)) as unknown as Resource[];
  }

  /**
   * An object.
   * @param kind the kind, or the API version and the kind
   * @param name `metadata.name`
   * @throws if there is none, or more than one
   */
  public getResource<Kind extends string>(kind: Kind, name: string, filter: ResourceFilter = {}): ResourceOf<Kind> {
    return getOne(this.resourceSearch(kind, name, filter)) as unknown as ResourceOf<Kind>;
  }

  /** An object, or undefined. */
  public findResource<Kind extends string>(
    kind: Kind,
    name: string,
    filter: ResourceFilter = {},
  ): ResourceOf<Kind> | undefined {
    return findOne(this.resourceSearch(kind, name, filter)) as unknown as ResourceOf<Kind> | undefined;
  }

  /** All Pods, and the pod templates of all workloads. */
  public pods(): FoundPod[] {
    return this.objects().flatMap((object) => FoundPod._of(object) ?? []);
  }

  /**
   * A Pod, or the pod template of a workload.
   * @param name the name of the Pod or workload
   * @throws if there is none, or more than one
   */
  public getPod(name: string, filter: ResourceFilter = {}): FoundPod {
    return getOne(this.podSearch(name, filter));
  }

  /** A Pod or the pod template of a workload, or undefined. */
  public findPod(name: string, filter: ResourceFilter = {}): FoundPod | undefined {
    return findOne(this.podSearch(name, filter));
  }

  /** The containers of all pods. */
  public containers(): FoundContainer[] {
    return this.pods().flatMap((pod) => pod.containers());
  }

  /**
   * A container, init container or native sidecar of any pod.
   * @throws if there is none, or if several pods have one: then use `getPod(…).getContainer(…)`
   */
  public getContainer(name: string): FoundContainer {
    return getOne(this.containerSearch(name)).container;
  }

  /** A container, init container or native sidecar of any pod, or undefined. */
  public findContainer(name: string): FoundContainer | undefined {
    return findOne(this.containerSearch(name))?.container;
  }

  /**
   * Asserts that an object of a kind matches a pattern.
   * @param props what the object must have; it can have more. It can contain matchers of the class `Match`
   * @throws if no object matches, with the object that is the closest, and its differences
   */
  public hasResource(kind: string, props: object = {}): void {
    const matcher = matcherOf(props, 'hasResource', true);
    const results = this.ofKind(kind).map((object) => ({ object, result: matcher.test(object) }));
    const matches = results.filter(({ result }) => result.isMatch);
    if (matches.length > 0) {
      matches.forEach(({ result }) => result.finish());
      return;
    }
    const [closest] = results.sort((a, b) => a.result.mismatches.length - b.result.mismatches.length);
    if (closest === undefined) {
      throw new Error(`No object has the kind ${nameOfKind(kind)}. ${this.kindFix(kind)}`);
    }
    const { object, result } = closest;
    const start =
      results.length === 1
        ? `${objectText(object)} does not match`
        : `None of ${results.length} objects of kind ${nameOfKind(kind)} matches. The closest is ${objectText(object)}`;
    throw new Error(`${start}:\n${lines(result.mismatches.map((one) => `  ${mismatchText(masked(object, one))}`))}`);
  }

  /**
   * Asserts the number of objects of a kind.
   * @throws if there is another number
   */
  public resourceCountIs(kind: string, count: number): void {
    const objects = this.ofKind(kind);
    if (objects.length === 0 && count === 0) {
      refuseMisspelt(kind);
      return;
    }
    if (objects.length !== count) {
      const found = objects.length === 0 ? this.kindFix(kind) : `They are ${truncated(objects, objectText)}.`;
      throw new Error(`The number of objects of kind ${nameOfKind(kind)} is ${objects.length}, not ${count}. ${found}`);
    }
  }

  /** The findings of all rules, errors and warnings, except for the waived ones. It prints nothing. */
  public findings(): readonly ManifestFinding[] {
    return this.source.findings;
  }

  /**
   * Asserts that a rule has a finding.
   * @param rule the id of the rule, such as `runtime/port-clash`; `validation` for the errors of other constructs
   * @param path the field path of the finding, such as `spec.containers[1].ports[0]`, or a matcher
   * @throws if there is none, with the findings that there are
   */
  public hasFinding(rule: string, path?: string | Matcher): void {
    const ofRule = this.findingsOf(rule);
    const matcher = path === undefined ? undefined : matcherOf(path, 'hasFinding', false);
    if (ofRule.some((finding) => matcher === undefined || finished(matcher, finding.path))) {
      return;
    }
    const others = ofRule.length > 0 ? ofRule : this.findings();
    const at = typeof path === 'string' ? ` at ${path}` : path === undefined ? '' : ' at such a path';
    const shown = others.length === 0 ? 'There are no findings.' : `The findings are:\n${findingLines(others)}`;
    throw new Error(`The rule ${rule} has no finding${ofRule.length > 0 ? at : ''}. ${shown}`);
  }

  /**
   * Asserts that there are no findings: neither errors nor warnings.
   * @param rule the id of a rule, to allow findings of other rules
   * @throws if there are findings, with all of them
   */
  public hasNoFindings(rule?: string): void {
    const found = rule === undefined ? this.findings() : this.findingsOf(rule);
    if (found.length > 0) {
      const count = found.length === 1 ? 'is 1 finding' : `are ${found.length} findings`;
      throw new Error(`There ${count}:\n${findingLines(found)}`);
    }
  }

  /**
   * The YAML as it is written to `dist/`: all objects, or one object. For one chart, use `Manifests.of(chart)`.
   * @throws if there is no such object
   */
  public toYaml(): string;
  public toYaml(kind: string, name: string, filter?: ResourceFilter): string;
  public toYaml(kind?: string, name?: string, filter: ResourceFilter = {}): string {
    this.objects();
    return print(kind === undefined ? this.source.manifests : [this.getResource(kind, String(name), filter)]);
  }

  /** @throws if `PodApp` would not write the objects */
  private objects(): readonly KubernetesObject[] {
    const { objects, findings } = this.source;
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) {
      const count = errors.length === 1 ? 'an error' : `${errors.length} errors`;
      const fix = 'To test errors, use findings() or hasFinding().';
      throw new Error(`The manifests have ${count}, so a synth does not write them. ${fix}\n${findingLines(errors)}`);
    }
    return objects;
  }

  private ofKind(kind: string): KubernetesObject[] {
    const isKind = kindFilter(kind);
    return this.objects().filter(isKind);
  }

  private findingsOf(rule: string): ManifestFinding[] {
    if (rule !== VALIDATION) {
      getRule(rule);
    }
    return this.findings().filter((finding) => finding.rule === rule);
  }

  private kindFix(kind: string): string {
    const objects = this.objects();
    const similar = similarKind(kind) ?? nearest(kind, [...new Set(objects.map((object) => object.kind))]);
    const fix = similar === undefined ? '' : `Did you mean ${similar}? `;
    return objects.length === 0 ? 'There are no objects.' : `${fix}The objects are ${truncated(objects, objectText)}.`;
  }

  private resourceSearch(kind: string, name: string, filter: ResourceFilter): Search<KubernetesObject> {
    const all = this.ofKind(kind).filter(inFilter(filter));
    const others = this.objects().filter((object) => ownNameOf(object) === name);
    const [other] = others;
    const isOther = all.every((object) => ownNameOf(object) !== name) && other !== undefined;
    return {
      what: nameOfKind(kind),
      name,
      where: 'the output',
      all: all.length > 0 ? all : this.objects(),
      namesOf: (object) => (all.includes(object) ? [ownNameOf(object)] : []),
      textOf: objectText,
      fix: "Select one with the last argument, { namespace: '…' }, or with the API version: 'apps/v1/Deployment'.",
      hint: isOther ? `There is ${objectText(other)}.` : undefined,
    };
  }

  private podSearch(name: string, filter: ResourceFilter): Search<FoundPod> {
    const isIncluded = inFilter(filter);
    return {
      what: 'pod or workload',
      name,
      where: 'the output',
      all: this.pods().filter(({ resource }) => isIncluded(resource as unknown as KubernetesObject)),
      namesOf: (pod) => [pod.name],
      textOf: String,
      fix: "Select one with the last argument: { kind: 'Deployment' } or { namespace: '…' }.",
    };
  }

  private containerSearch(name: string): Search<{ readonly pod: FoundPod; readonly container: FoundContainer }> {
    return {
      what: 'container',
      name,
      where: 'the output',
      all: this.pods().flatMap((pod) => pod.containers().map((container) => ({ pod, container }))),
      namesOf: ({ container }) => [container.name],
      textOf: ({ pod, container }) => `${nameInQuotes(container.name)} (${container.role} of ${pod})`,
      fix: 'Select one with getPod(…).getContainer(…).',
    };
  }
}

function ownNameOf(object: KubernetesObject): unknown {
  return fieldsOf(object.metadata).name;
}

function nameOfKind(kind: string): string {
  return nameInQuotes(kind).slice(1, -1);
}

/** Matches a kind, with or without its API version. */
function kindFilter(kind: string): (object: KubernetesObject) => boolean {
  const slash = kind.lastIndexOf('/');
  const [apiVersion, own] = [kind.slice(0, Math.max(0, slash)), kind.slice(slash + 1)];
  return (object) => object.kind === own && (apiVersion === '' || object.apiVersion === apiVersion);
}

function inFilter({ namespace, kind }: ResourceFilter): (object: KubernetesObject) => boolean {
  const isKind = kind === undefined ? () => true : kindFilter(kind);
  return (object) => isKind(object) && (namespace === undefined || fieldsOf(object.metadata).namespace === namespace);
}

/** Whether a value matches. If so, the matcher gets the captured values. */
function finished(matcher: Matcher, value: unknown): boolean {
  const result = matcher.test(value);
  if (result.isMatch) {
    result.finish();
  }
  return result.isMatch;
}

/** The kind of Kubernetes of which a text is the plural, or which it has in other letters: `pods`, `configmap`. */
function similarKind(kind: string): string | undefined {
  const kinds = new Set(allBuiltIn().map((one) => one.kind));
  const lower = kind.toLowerCase();
  return kinds.has(kind)
    ? undefined
    : [...kinds].find((one) =>
        [one, `${one}s`, `${one}es`, one.replace(/y$/, 'ies')].some((form) => form.toLowerCase() === lower),
      );
}

/** A misspelt kind always has 0 objects. */
function refuseMisspelt(kind: string): void {
  const similar = similarKind(kind);
  if (similar !== undefined) {
    throw new Error(`There is no kind ${nameInQuotes(kind)}. Did you mean ${similar}?`);
  }
}

/** A mismatch without the values of a Secret. */
function masked({ kind }: KubernetesObject, { path, message }: Mismatch): Mismatch {
  const isSecret = kind === 'Secret' && ['data', 'stringData'].includes(String(path[0]));
  return { path, message: isSecret ? 'differs (the values of a Secret are not shown)' : message };
}

function findingLines(findings: readonly ManifestFinding[]): string {
  return lines(findings.map((finding) => `  ${findingText(finding)}`));
}

/** The lines, or the first of them and the number of the others. */
function lines(all: readonly string[]): string {
  return all.length <= MAX_LINES + 1
    ? all.join('\n')
    : [...all.slice(0, MAX_LINES), `  and ${all.length - MAX_LINES} more`].join('\n');
}
