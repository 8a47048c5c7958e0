import { addTo } from '../../util/multimap';
import { minorOf } from '../../kubernetes/version';
import { Finding, Rule } from '../finding';
import { Place } from '../model/field-path';

/** The API server's types of errors, by the names that its answer has. */
export type ErrorType =
  | 'FieldValueDuplicate'
  | 'FieldValueForbidden'
  | 'FieldValueInvalid'
  | 'FieldValueNotFound'
  | 'FieldValueNotSupported'
  | 'FieldValueRequired'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueTypeInvalid';

/** Where containers of a pod stand, in the order in which the API server looks at all of them. */
export const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'];

const NOBODY: readonly any[] = [];

/** A path as text, or a place that is one. Make it when something is found, not before. */
export type At = Place | string;

/**
 * One pod that is held against the API of one version, and what was found so far.
 *
 * The pod is as the server sees it once it has decoded it: every field is known and of its type, what is null or dropped is not there,
 * and a null in a list is an empty struct.
 */
export class Inspection {
  /** The minor version: 37 for 1.37. */
  public readonly minor: number;
  /** Whether it is the template of a workload, of which the server asks a little less. */
  public readonly isTemplate: boolean;
  private wholes?: Set<unknown>;
  private named?: Map<string, any[]>;
  private volumesByName?: Map<string, any>;
  private namesOfClaims?: Set<string>;

  /**
   * @param pod the pod or pod template, decoded
   * @param at where it stands
   * @param struct its type in the schema
   * @param version the version of the API server
   * @param robbed the structs that lost a field because its feature gate is off
   * @param findings where what is found goes
   * @param asked where the rules go that the pod is to be put to, beside those of the server
   */
  public constructor(
    public readonly pod: any,
    public readonly at: Place,
    public readonly struct: string,
    public readonly version: string,
    public readonly robbed: ReadonlySet<object>,
    public readonly findings: Finding[],
    private readonly asked: Rule[],
  ) {
    this.minor = minorOf(version);
    this.isTemplate = struct === 'PodTemplateSpec';
  }

  /** Whether a rule about the pod as a whole is asked for the first time. */
  public isFirst(rule: unknown): boolean {
    this.wholes ??= new Set();
    const before = this.wholes.size;
    return this.wholes.add(rule).size > before;
  }

  /** Has the pod put to rules, each once, that are not the server's. */
  public ask(rules: readonly Rule[]): void {
    for (const rule of rules) {
      if (!this.asked.includes(rule)) {
        this.asked.push(rule);
      }
    }
  }

  /** The place of the metadata, as the server names it: of a template, it leaves "metadata" out. */
  public get metadataAt(): Place {
    return this.isTemplate ? this.at : this.at.field('metadata');
  }

  /** The place of the spec of the pod. */
  public get specAt(): Place {
    return this.at.field('spec');
  }

  public get spec(): any {
    return this.pod.spec ?? {};
  }

  public get metadata(): any {
    return this.pod.metadata ?? {};
  }

  /** The volumes of the pod by their names: of several of one name, the last. */
  public get volumes(): ReadonlyMap<string, any> {
    this.volumesByName ??= new Map((this.spec.volumes ?? []).map((one: any) => [one.name ?? '', one]));
    return this.volumesByName;
  }

  /** The names of the claims of the pod. */
  public get claims(): ReadonlySet<string> {
    this.namesOfClaims ??= new Set((this.spec.resourceClaims ?? []).map((one: any) => one.name ?? ''));
    return this.namesOfClaims;
  }

  /** The containers of every kind that have a name: one, where nothing is wrong with the pod. */
  public containersNamed(name: string): readonly any[] {
    if (this.named === undefined) {
      this.named = new Map();
      for (const list of CONTAINER_LISTS) {
        for (const container of this.spec[list] ?? []) {
          addTo(this.named, container.name ?? '', container);
        }
      }
    }
    return this.named.get(name) ?? NOBODY;
  }

  /**
   * Whether the ports of its containers count as ports of the node too, where they name none: on the network of the node they do, but
   * for those of templates, since 1.28.
   */
  public get hasHostPorts(): boolean {
    return this.spec.hostNetwork === true && !(this.isTemplate && this.minor >= 28);
  }

  public invalid(rule: string, at: At, what: string, why: string, fix: string): void {
    this.error(rule, 'FieldValueInvalid', at, what, why, fix);
  }

  public required(rule: string, at: At, what: string, why: string, fix: string): void {
    this.error(rule, 'FieldValueRequired', at, what, why, fix);
  }

  public forbidden(rule: string, at: At, what: string, why: string, fix: string): void {
    this.error(rule, 'FieldValueForbidden', at, what, why, fix);
  }

  public duplicate(rule: string, at: At, what: string, why: string, fix: string): void {
    this.error(rule, 'FieldValueDuplicate', at, what, why, fix);
  }

  /** A value that is none of a few: the fix names them, and the one that was probably meant. */
  public notSupported(rule: string, at: At, value: unknown, supported: readonly string[]): void {
    const meant = supported.find((one) => one.toLowerCase() === String(value).toLowerCase());
    const why = `It is one of ${supported.map((one) => `"${one}"`).join(', ')}.`;
    const fix = meant === undefined ? 'Choose one of them.' : `Did you mean "${meant}"?`;
    this.error(rule, 'FieldValueNotSupported', at, `${JSON.stringify(value)} is not a value that it takes.`, why, fix);
  }

  public error(rule: string, type: ErrorType, at: At, what: string, why: string, fix: string): void {
    this.findings.push({ rule, severity: 'error', path: String(at), what, why, fix, type });
  }

  /** What the server cannot read at all, so that it has no type of error for it. */
  public unreadable(rule: string, at: At, what: string, why: string, fix: string): void {
    this.findings.push({ rule, severity: 'error', path: String(at), what, why, fix });
  }

  /** What the server lets pass with a word of warning. */
  public warn(rule: string, at: At, what: string, why: string, fix: string): void {
    this.findings.push({ rule, severity: 'warning', path: String(at), what, why, fix });
  }
}
