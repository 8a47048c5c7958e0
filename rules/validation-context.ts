import { Container, ObjectMeta, Pod, PodSpec, Volume } from '../kubernetes/decoded';
import { minorOf } from '../kubernetes/version';
import { addTo } from '../util/multimap';
import { jsonText } from '../util/json-text';
import { Finding, RuleDescription } from './finding';
import { FieldPath, isStepEnd } from './model/field-path';
import { CONTAINER_LISTS } from './model/container-model';

/** The types of errors of the API server, as its answer names them. */
type ErrorType = `FieldValue${
  'Duplicate' | 'Forbidden' | 'Invalid' | 'NotFound' | 'NotSupported' | 'Required' | 'TooLong' | 'TooMany'}`;

/** A field path. Pass a `FieldPath`, which becomes a text only if there is a finding; a text if the server writes another path. */
export type At = FieldPath | string;

/** Where checks report. */
export interface Sink {
  readonly findings: Finding[];
  /** The indexes, in the rules of the schema, of the pod rules whose fields the pod has. Sorted. */
  readonly podRules: number[];
  /** The paths of values that could not be decoded, or that the caller has already reported. */
  readonly unreadable: string[];
}

/**
 * What a check of the API server's validation reads beside its struct, and how it reports.
 *
 * The pod is decoded: every field is known and of its type, null and dropped fields are missing, and a null in a list is an empty struct.
 */
export class ValidationContext {
  /** The rule whose check runs: its findings carry the rule's id. The caller of the check sets it. */
  public rule!: RuleDescription;
  /** The minor version: 37 for 1.37. */
  public readonly minor: number;
  /** Whether the pod is the template of a workload: the API server checks less of it. */
  public readonly isTemplate: boolean;
  private checked?: Set<unknown>;
  private containersByName?: Map<string, Container[]>;
  private volumesByName?: ReadonlyMap<string, Volume>;
  private claimNames?: ReadonlySet<string>;

  /**
   * @param pod the pod or pod template, decoded
   * @param at its path in the manifest
   * @param struct its type in the schema
   * @param version the version of the API server
   * @param gatedStructs the structs that lost a field because its feature gate is off
   * @param sink where the checks report
   */
  public constructor(
    public readonly pod: Pod,
    public readonly at: FieldPath,
    public readonly struct: string,
    public readonly version: string,
    public readonly gatedStructs: ReadonlySet<object>,
    public readonly sink: Sink,
  ) {
    this.minor = minorOf(version);
    this.isTemplate = struct === 'PodTemplateSpec';
  }

  /** Whether the value at a path could be decoded, with all values in it. */
  public isReadable(at: FieldPath): boolean {
    const { unreadable } = this.sink;
    const path = unreadable.length === 0 ? '' : String(at);
    return !unreadable.some((place) => isWithin(place, path) || isWithin(path, place));
  }

  /** Whether a check of the whole pod runs for the first time. */
  public isFirst(check: unknown): boolean {
    this.checked ??= new Set();
    const isFirst = !this.checked.has(check);
    this.checked.add(check);
    return isFirst;
  }

  /** Runs a check for another rule: its findings carry that rule's id. */
  public under(rule: RuleDescription, check: () => void): void {
    const outer = this.rule;
    this.rule = rule;
    check();
    this.rule = outer;
  }

  /** The path of the metadata as the server writes it: without "metadata" for a template. */
  public get metadataAt(): FieldPath {
    return this.isTemplate ? this.at : this.at.field('metadata');
  }

  public get specAt(): FieldPath {
    return this.at.field('spec');
  }

  /** The reason that the rule declares for its findings. */
  public get why(): string {
    return this.rule.why ?? '';
  }

  public get spec(): PodSpec {
    return this.pod.spec ?? {};
  }

  public get metadata(): ObjectMeta {
    return this.pod.metadata ?? {};
  }

  /** The volumes of the pod by name: the last volume of each name. */
  public get volumes(): ReadonlyMap<string, Volume> {
    this.volumesByName ??= new Map((this.spec.volumes ?? []).map((volume) => [volume.name ?? '', volume]));
    return this.volumesByName;
  }

  /** The names of the pod's resource claims. */
  public get claims(): ReadonlySet<string> {
    this.claimNames ??= new Set((this.spec.resourceClaims ?? []).map(({ name = '' }) => name));
    return this.claimNames;
  }

  /** The containers, init containers and ephemeral containers with a name. In a valid pod, a name occurs once. */
  public containersNamed(name: string): readonly Container[] {
    if (this.containersByName === undefined) {
      this.containersByName = new Map();
      for (const container of CONTAINER_LISTS.flatMap((list): readonly Container[] => this.spec[list] ?? [])) {
        addTo(this.containersByName, container.name ?? '', container);
      }
    }
    return this.containersByName.get(name) ?? [];
  }

  /** Whether container ports are ports of the node by default: with `hostNetwork`, except in templates since 1.28. */
  public get hasHostPorts(): boolean {
    return this.spec.hostNetwork === true && !(this.isTemplate && this.minor >= 28);
  }

  public invalid(at: At, what: string, why: string, fix: string): void {
    this.error('FieldValueInvalid', at, what, why, fix);
  }

  public required(at: At, what: string, why: string, fix: string): void {
    this.error('FieldValueRequired', at, what, why, fix);
  }

  public forbidden(at: At, what: string, why: string, fix: string): void {
    this.error('FieldValueForbidden', at, what, why, fix);
  }

  public duplicate(at: At, what: string, why: string, fix: string): void {
    this.error('FieldValueDuplicate', at, what, why, fix);
  }

  public notFound(at: At, what: string, why: string, fix: string): void {
    this.error('FieldValueNotFound', at, what, why, fix);
  }

  /** Reports a value that is not one of the supported values. The message leaves out the empty value. */
  public notSupported(at: At, value: unknown, supported: readonly string[]): void {
    const values = supported.filter((name) => name !== '');
    const match = values.find((name) => values.length === 1 || name.toLowerCase() === String(value).toLowerCase());
    const why = `The API server accepts only ${values.map((name) => `"${name}"`).join(', ')}.`;
    const fix = match === undefined ? 'Use one of these values.' : `Set it to ${match}.`;
    this.error('FieldValueNotSupported', at, `${jsonText(value)} is not supported.`, why, fix);
  }

  public error(type: ErrorType, at: At, what: string, why: string, fix: string): void {
    this.report(at, { severity: 'error', what, why, fix, type });
  }

  /** Reports a value that the server cannot decode: it has no type of error for it. */
  public unreadable(at: At, what: string, why: string, fix: string): void {
    this.report(at, { severity: 'error', what, why, fix });
  }

  /** Reports what the server accepts, and what fails when the pod starts. */
  public fails(at: At, what: string, why: string, fix: string): void {
    this.report(at, { severity: 'error', what, why, fix });
  }

  /** Reports what the server accepts with a warning. */
  public warn(at: At, what: string, why: string, fix: string): void {
    this.report(at, { severity: 'warning', what, why, fix });
  }

  public advise(at: At, what: string, why: string, fix: string): void {
    this.report(at, { severity: 'advice', what, why, fix });
  }

  private report(at: At, finding: Omit<Finding, 'rule' | 'path'>): void {
    this.sink.findings.push({ rule: this.rule.id, path: String(at), ...finding });
  }
}

/** Whether a path is another path, or the path of a value in it. */
function isWithin(inner: string, outer: string): boolean {
  return inner.startsWith(outer) && isStepEnd(inner, outer.length);
}
