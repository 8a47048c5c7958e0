import { set } from '../../kubernetes/field-order';
import { atLeast, NATIVE_SIDECARS } from '../../kubernetes/version';
import { Finding, Rule } from '../finding';
import { Inspection } from '../validation/validation-context';
import { Place } from '../model/field-path';
import { Check } from '../api/rule';
import { Type, TypedField } from './schema';
import { meant, Suggestion } from './suggest';

/** What became of an object when it was decoded. */
export interface Decoded {
  /** The object as the API server would see it. Where there is nothing to leave out, the very object that was given. */
  readonly value: any;
  readonly findings: Finding[];
  /** The structs (of `value`) that lost a field because its feature gate is off. */
  readonly robbed: Set<object>;
  /** Places of which nothing more is to be said: what stands there, or was meant to, could not be read. */
  readonly unreadable: string[];
  /** What is to be checked of it, in the order of the manifest: made for an object of which nothing is left out. */
  readonly plan: readonly Planned[];
}

/** What is to be checked of a struct, in the pod that it is of. */
export interface Planned {
  readonly checks: readonly Check[];
  readonly value: any;
  readonly at: Place;
  readonly pod: Inspection;
}

/**
 * Reads an object as the API server does when it is strict: which fields there are, and of which type.
 *
 * @param found where the checks of the plan put what they find
 * @param asked where they put the rules that the pod is to be put to as well
 */
export function decode(
  object: any,
  type: Type,
  version: string,
  found: Finding[],
  asked: Rule[],
  robbed: Set<object> = NOBODY,
): Decoded {
  return new Reader(type, version, found, asked, robbed).root(object);
}

/** Mostly nothing is robbed: all share this set, which stays empty. */
const NOBODY = new Set<object>();

/** Stands for what cannot be read. */
const NOTHING = undefined;

class Reader {
  private readonly findings: Finding[] = [];
  private readonly unreadable: string[] = [];
  private readonly plan: Planned[] = [];

  /** The pod, or the template of one, that is being read. */
  private pod?: Inspection;

  public constructor(
    private readonly type: Type,
    private readonly version: string,
    private readonly found: Finding[],
    private readonly asked: Rule[],
    private robbed: Set<object>,
  ) {}

  public root(object: any): Decoded {
    const at = new Place(undefined, '', object);
    const value = isStruct(object)
      ? this.podStruct(object, this.type, at)
      : (this.wrongType(object, this.type, at) ?? {});
    const { findings, robbed, unreadable, plan } = this;
    return { value, findings, robbed, unreadable, plan };
  }

  /** Reads what is there: neither null nor undefined. */
  private read(value: any, type: Type, at: Place): any {
    const { kind } = type;
    if (kind === 'scalar') {
      return this.scalar(value, type, at);
    }
    if (typeof value !== 'object' || Array.isArray(value) !== (kind === 'list')) {
      return this.wrongType(value, type, at);
    }
    if (kind !== 'struct') {
      return kind === 'list' ? this.list(value, type.item!, at) : this.map(value, type.item!, at);
    }
    return type.name === 'PodTemplateSpec' ? this.podStruct(value, type, at) : this.struct(value, type, at);
  }

  private struct(value: any, type: Type, at: Place): any {
    let copy: any;
    let isRobbed = false;
    const fields = type.fields!;
    if (type.checks !== undefined) {
      this.plan.push({ checks: type.checks, value, at, pod: this.pod! });
    }
    for (const key in value) {
      const child = value[key];
      if (child === undefined) {
        continue;
      }
      const field = fields.get(key);
      if (field?.checks !== undefined) {
        this.plan.push({ checks: field.checks, value, at, pod: this.pod! });
      }
      if (field !== undefined && (typeof child === field.typeOf || field.fits?.(child))) {
        continue;
      }
      let read = NOTHING;
      if (field === undefined) {
        this.unknown(key, type, at);
      } else if (field.life === 'later' || field.life === 'gone') {
        this.notInVersion(field, this.byDefault(type, key, child, at), at.field(key));
      } else if (child !== null) {
        read = this.read(child, field.type, new Place(at, key, child));
        if (field.life === 'dropped' && read !== NOTHING && this.isDropped(type, key, child, at)) {
          this.drop(field, this.byDefault(type, key, child, at), at.field(key));
          if (!this.isDroppedLater(type, key, at)) {
            isRobbed = true;
            read = NOTHING;
          }
        }
      }
      if (read !== child) {
        copy ??= { ...value };
        if (read === NOTHING) {
          delete copy[key];
        } else {
          set(copy, key, read);
        }
      }
    }
    if (isRobbed) {
      this.robbed = this.robbed === NOBODY ? new Set() : this.robbed;
      this.robbed.add(copy);
    }
    return copy ?? value;
  }

  /** Reads the object itself, or a pod template in it, whose structs are those of another pod. */
  private podStruct(value: any, type: Type, at: Place): any {
    const { pod } = this;
    this.pod = new Inspection(value, at, type.name, this.version, this.robbed, this.found, this.asked);
    const read = this.struct(value, type, at);
    this.pod = pod;
    return read;
  }

  private list(value: any[], item: Type, at: Place): any[] {
    let copy: any[] | undefined;
    for (let i = 0; i < value.length; i++) {
      if (item.fits?.(value[i])) {
        continue;
      }
      let read: any;
      if (value[i] === null || value[i] === undefined) {
        read = zero(item);
      } else {
        read = this.read(value[i], item, new Place(at, i, value[i])) ?? zero(item);
      }
      if (read !== value[i]) {
        copy ??= [...value];
        copy[i] = read;
      }
    }
    return copy ?? value;
  }

  private map(value: any, item: Type, at: Place): any {
    let copy: any;
    for (const key in value) {
      const child = value[key];
      if (item.fits?.(child)) {
        continue;
      }
      let read: any;
      if (child === null) {
        read = zero(item);
      } else if (child !== undefined) {
        read = this.read(child, item, new Place(at, key, child));
      }
      if (read !== child) {
        copy ??= { ...value };
        if (read === undefined) {
          delete copy[key];
        } else {
          set(copy, key, read);
        }
      }
    }
    return copy ?? value;
  }

  private scalar(given: any, type: Type, at: Place): any {
    // which readers of YAML give where a double would lose digits
    const value = typeof given === 'bigint' ? Number(given) : given;
    if (type.fits!(value)) {
      return value;
    }
    return type.name === 'Quantity' ? this.noQuantity(value, at) : this.wrongType(value, type, at);
  }

  /** Whether a field whose gate is off is dropped here, too: some are so in some places alone. */
  private isDropped(type: Type, field: string, value: any, at: Place): boolean {
    switch (`${type.name}.${field}`) {
      case 'SecurityContext.procMount':
        return value !== 'Default';
      case 'Container.restartPolicy': {
        const isInit = at.above?.step === 'initContainers';
        return atLeast(this.version, '1.34')
          ? !(isInit && value === 'Always')
          : isInit && !atLeast(this.version, NATIVE_SIDECARS);
      }
      default:
        return true;
    }
  }

  /** The version from which on a field works without a gate that somebody turns on: some have it earlier in some places. */
  private byDefault(type: Type, field: string, value: any, at: Place): string | undefined {
    const isSidecar = at.above?.step === 'initContainers' && value === 'Always';
    return type.name === 'Container' && field === 'restartPolicy' && isSidecar
      ? NATIVE_SIDECARS
      : type.fields!.get(field)!.byDefault;
  }

  /** Whether a CronJob keeps a field that its Jobs lose, as it does with all that came before 1.37: it is validated, then. */
  private isDroppedLater(type: Type, field: string, at: Place): boolean {
    return type.name === 'JobSpec' && at.above?.step === 'jobTemplate' && field !== 'scheduling';
  }

  /**
   * A field whose feature gate is off by default in the target version: the API server takes it and forgets it, without a word.
   *
   * @see https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/
   */
  private drop({ type, since }: TypedField, byDefault: string | undefined, at: Place): void {
    this.findings.push({
      rule: 'dropped-field',
      severity: 'warning',
      path: String(at),
      what: `Kubernetes ${this.version} drops this ${type.kind === 'struct' ? 'struct' : 'field'} without a word.`,
      why: since === undefined ? 'Its feature gate is off by default.' : exists(since, byDefault),
      fix: newer(byDefault ?? 'never'),
    });
  }

  /**
   * A field that no version of the API has, at least not at this place: it is misspelt, or belongs elsewhere.
   *
   * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation
   */
  private unknown(key: string, type: Type, at: Place): void {
    const suggestion: Suggestion | undefined = meant(key, type, at.steps, this.type);
    if (suggestion?.path !== undefined) {
      this.unreadable.push(suggestion.path);
    }
    this.error(
      'api/unknown-field',
      at.field(key),
      `there is no field "${key}" here.`,
      'The API server refuses a field that it does not know.',
      suggestion?.fix ?? 'Leave it out.',
    );
  }

  /**
   * Fields that the target version does not have yet, or has no longer.
   *
   * @see https://kubernetes.io/docs/reference/using-api/deprecation-policy/
   */
  private notInVersion({ life, since, until }: TypedField, byDefault: string | undefined, at: Place): void {
    if (life === 'later') {
      const what = `Kubernetes ${this.version} has no such field.`;
      this.error('api/field-version', at, what, exists(since!, byDefault), newer(byDefault ?? since!));
    } else {
      const what = `Kubernetes ${this.version} has no such field any longer.`;
      this.error('api/field-version', at, what, `It was there until ${until}.`, 'Leave it out.');
    }
  }

  /**
   * A value of another type than its field has: a number in quotes, a list that is none.
   *
   * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#resources-and-verbs
   */
  private wrongType(value: any, type: Type, at: Place): undefined {
    const { name, why, fix } = expected(value, type);
    this.error('api/type', at, `${shown(value)} is not ${name}.`, why, fix);
    return NOTHING;
  }

  /**
   * Amounts of CPU, memory and the like, wherever the API takes one.
   *
   * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
   */
  private noQuantity(value: any, at: Place): undefined {
    this.error(
      'api/quantity',
      at,
      `${shown(value)} is not a quantity.`,
      'A quantity is a number with or without a unit: m, k, M, G, T, P, E, or Ki, Mi, Gi, Ti, Pi, Ei.',
      'Write, for example, "500m" for half a CPU, "128Mi" for memory.',
    );
    return NOTHING;
  }

  private error(rule: string, at: Place, what: string, why: string, fix: string): void {
    const path = String(at);
    this.unreadable.push(path);
    this.findings.push({ rule, severity: 'error', path, what, why, fix });
  }
}

/** Since when a field exists and, where that is later, since when without a gate that somebody turns on. */
function exists(since: string, byDefault: string | undefined): string {
  switch (byDefault) {
    case undefined:
    case since:
      return `It exists since ${since}.`;
    case 'never':
      return `It exists since ${since}, behind a feature gate that is off by default.`;
    default:
      return `It exists since ${since}, and works by default since ${byDefault}.`;
  }
}

/** What to do about a field that works by default from a version on, or never. */
function newer(version: string): string {
  return version === 'never'
    ? 'Leave it out, or waive this where the cluster has the gate turned on.'
    : `Leave it out, or say that the cluster is newer: KubernetesVersion.set(app, '${version}').`;
}

function isStruct(value: any): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What Go makes of a null in a list or map. */
function zero(type: Type): any {
  switch (type.kind) {
    case 'struct':
    case 'map':
      return {};
    case 'list':
      return [];
    default:
      return type.name === 'string' ? '' : type.name === 'boolean' ? false : 0;
  }
}

/** Whether a whole number fits, and is written without an exponent. */
function shown(value: any): string {
  if (isStruct(value)) {
    return 'a map';
  }
  return Array.isArray(value) ? 'a list' : JSON.stringify(value);
}

/** The type in words, why it has to be that one, and how to write it. */
function expected(value: any, type: Type): { name: string; why: string; fix: string } {
  const isNumeric = typeof value === 'string' && /^-?\d+$/.test(value);
  switch (type.name) {
    case 'string': {
      const isPlain = typeof value === 'number' || typeof value === 'boolean';
      return {
        name: 'a string',
        why: isPlain ? 'YAML takes it for a number or a boolean where it stands without quotes.' : '',
        fix: isPlain ? `Put it in quotes: "${value}".` : 'Write text here.',
      };
    }
    case 'boolean':
      return { name: 'true or false', why: '', fix: 'Write true or false, without quotes.' };
    case 'int32':
    case 'int64':
      return isNumeric
        ? { name: 'a number', why: 'Quotes make it a string.', fix: `Write it without quotes: ${value}.` }
        : {
            name: `a whole number of ${type.name === 'int32' ? 32 : 64} bits`,
            why: '',
            fix: 'Write a whole number, without quotes.',
          };
    case 'IntOrString':
      return { name: 'a whole number or a string', why: '', fix: 'Write one of the two, such as 8080 or "http".' };
    case 'Time':
      return { name: 'a time', why: 'A time is written as RFC 3339 has it.', fix: 'Such as "2026-01-31T12:00:00Z".' };
    default:
  }
  if (type.kind === 'list') {
    return { name: 'a list', why: '', fix: 'Put a "-" before each item.' };
  }
  return { name: 'a map', why: '', fix: `Write the fields of ${aType(type)} here, by their names.` };
}

function aType(type: Type): string {
  return type.kind === 'map' ? 'the map' : `${/^[AEIO]/.test(type.name) ? 'an' : 'a'} ${type.name}`;
}
