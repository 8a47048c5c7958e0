import { atLeast, NATIVE_SIDECARS } from '../../kubernetes/version';
import { NOT_FINITE } from '../../manifest/yaml/not-finite';
import { described, isPlainObject, PlainObject, setField } from '../../util/plain-object';
import { Finding } from '../finding';
import { FieldPath } from '../model/field-path';
import { Rule } from '../rule';
import { Sink, ValidationContext } from '../validation-context';
import * as rules from './rules';
import { fromBigInt } from './scalar';
import { Schema, Type, TypedField } from './schema';
import { suggest } from './suggest';
import { Trigger } from './triggers';

/** The result of decoding an object. */
export interface Decoded {
  /** The object as the API server decodes it: the given object itself if the server drops and changes nothing. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- it has the struct that the caller of `decode` names
  readonly value: any;
  readonly findings: Finding[];
  /** The structs of `value` that lost a field because its feature gate is off. */
  readonly gatedStructs: ReadonlySet<object>;
  /** The paths below which nothing else is reported, because their values could not be decoded. */
  readonly unreadable: readonly string[];
  /** The paths of the structs that lost a field of another version. */
  readonly incomplete: readonly string[];
  /** Whether the value lacks something that its author wrote: a field of another version, or an invalid quantity. */
  readonly isPartial: boolean;
  /** The checks to run, in the order of the manifest, if the server drops and changes nothing. Saves a second walk through the object. */
  readonly plan: readonly PlannedCheck[];
}

/** The checks of a struct. */
export interface PlannedCheck {
  readonly triggers: readonly Trigger[];
  /** The struct, and its place. */
  readonly at: FieldPath;
  readonly context: ValidationContext;
}

/**
 * Decodes an object as the API server does in strict mode, and reports unknown fields and values of a wrong type.
 * @param sink where the checks of the plan report
 */
export function decode(
  object: unknown,
  struct: string,
  schema: Schema,
  sink: Sink,
  gatedStructs: ReadonlySet<object> = NO_STRUCTS,
): Decoded {
  return new Decoder(object, schema, schema.type(struct), sink, gatedStructs);
}

const NO_STRUCTS: ReadonlySet<object> = new Set();

/** Decodes one object, and is the result itself. */
class Decoder implements Decoded {
  public readonly value: unknown;
  public readonly findings: Finding[] = [];
  public readonly unreadable: string[];
  public readonly incomplete: string[] = [];
  public readonly plan: PlannedCheck[] = [];
  public isPartial = false;

  /** The pod or pod template that contains the current value. */
  private context?: ValidationContext;
  /** Whether the API server drops unknown fields without a warning. */
  private dropsUnknown = false;

  public constructor(
    object: unknown,
    private readonly schema: Schema,
    private readonly type: Type,
    private readonly sink: Sink,
    public gatedStructs: ReadonlySet<object>,
  ) {
    this.unreadable = sink.unreadable;
    const at = new FieldPath(undefined, '', object);
    this.value = (isPlainObject(object) ? this.pod(object, type, at) : this.wrongType(object, type, at)) ?? {};
  }

  /** Decodes a value other than null. Returns undefined if the value has a wrong type. */
  private read(value: unknown, type: Type, at: FieldPath): unknown {
    switch (type.kind) {
      case 'scalar':
        return this.scalar(value, type, at);
      case 'list':
        return Array.isArray(value) ? this.list(value, type.item!, at) : this.wrongType(value, type, at);
      case 'map':
        return isPlainObject(value) ? this.map(value, type.item!, at) : this.wrongType(value, type, at);
      case 'union':
        return this.union(value, type, at);
      default:
        if (!isPlainObject(value)) {
          return this.wrongType(value, type, at);
        }
        return type.name === 'PodTemplateSpec' ? this.pod(value, type, at) : this.struct(value, type, at);
    }
  }

  private struct(value: PlainObject, type: Type, at: FieldPath): PlainObject {
    let copy: Record<string, unknown> | undefined;
    let isGated = false;
    const context = this.context!;
    const fields = type.fields!;
    if (type.triggers !== undefined) {
      this.plan.push({ triggers: type.triggers, at, context });
    }
    for (const key in value) {
      const child = value[key];
      if (child === undefined) {
        continue;
      }
      const field = fields.get(key);
      if (field?.triggers !== undefined) {
        this.plan.push({ triggers: field.triggers, at, context });
      }
      if (field !== undefined && (typeof child === field.typeOf || field.fits?.(child))) {
        continue;
      }
      let read: unknown;
      if (field === undefined) {
        this.unknown(key, type, at);
      } else if (field.life === 'later' || field.life === 'gone') {
        this.isPartial = true;
        this.incomplete.push(String(at));
        this.notInVersion(field, this.byDefault(type, key, child, at), at.field(key));
      } else if (child !== null) {
        read = this.read(child, field.type, new FieldPath(at, key, child));
        if (field.life === 'dropped' && read !== undefined && this.isDropped(type, key, child, at)) {
          this.drop(type, field, this.byDefault(type, key, child, at), at.field(key));
          if (!this.isDroppedLater(type, key, at)) {
            isGated = true;
            this.isPartial = true;
            read = undefined;
          }
        }
      }
      if (read !== child) {
        copy ??= { ...value };
        setOrDelete(copy, key, read);
      }
    }
    if (isGated) {
      this.gatedStructs = new Set(this.gatedStructs).add(copy!);
    }
    return copy ?? value;
  }

  /** Decodes a struct whose checks read a pod: the object itself, or a pod template in it. */
  private pod(value: PlainObject, type: Type, at: FieldPath): PlainObject {
    const { context } = this;
    this.context = new ValidationContext(value, at, type.name, this.schema.version, this.gatedStructs, this.sink);
    const read = this.struct(value, type, at);
    this.context = context;
    return read;
  }

  private list(value: readonly unknown[], item: Type, at: FieldPath): readonly unknown[] {
    let copy: unknown[] | undefined;
    for (let i = 0; i < value.length; i++) {
      const child = value[i] ?? undefined;
      if (item.fits?.(child)) {
        continue;
      }
      const read = (child === undefined ? child : this.read(child, item, new FieldPath(at, i, child))) ?? zero(item);
      if (read !== value[i]) {
        copy ??= [...value];
        copy[i] = read;
      }
    }
    return copy ?? value;
  }

  private map(value: PlainObject, item: Type, at: FieldPath): PlainObject {
    let copy: Record<string, unknown> | undefined;
    for (const key in value) {
      const child = value[key];
      if (child === undefined || item.fits?.(child)) {
        continue;
      }
      const read = child === null ? zero(item) : this.read(child, item, new FieldPath(at, key, child));
      if (read !== child) {
        copy ??= { ...value };
        setOrDelete(copy, key, read);
      }
    }
    return copy ?? value;
  }

  /** Decodes a struct or another type. In its struct, the API server drops unknown fields; of a list, it drops other values. */
  private union(value: unknown, type: Type, at: FieldPath): unknown {
    const other = type.other!;
    if (!isPlainObject(value) && other.kind === 'list' && !Array.isArray(value)) {
      this.dropUnknown(at, 'value', 'It is neither an object nor a list.', 'Write an object or a list.');
      return undefined;
    }
    const { dropsUnknown } = this;
    this.dropsUnknown = true;
    const read = isPlainObject(value) ? this.struct(value, type, at) : this.read(value, other, at);
    this.dropsUnknown = dropsUnknown;
    return read;
  }

  private scalar(given: unknown, type: Type, at: FieldPath): unknown {
    // the YAML reader returns a bigint if a number would lose digits
    const value = typeof given === 'bigint' ? fromBigInt(given, type.name) : given;
    if (type.fits!(value)) {
      return value;
    }
    return type.name === 'Quantity' ? this.wrongQuantity(value, at) : this.wrongType(given, type, at);
  }

  /** Whether the server drops a field whose feature gate is off: it keeps some values, and some fields in some places. */
  private isDropped(type: Type, field: string, value: unknown, at: FieldPath): boolean {
    switch (`${type.name}.${field}`) {
      case 'SecurityContext.procMount':
        return value !== 'Default';
      case 'Container.restartPolicy': {
        const isInit = at.above?.step === 'initContainers';
        return atLeast(this.schema.version, '1.34')
          ? !(isInit && value === 'Always')
          : isInit && !atLeast(this.schema.version, NATIVE_SIDECARS);
      }
      case 'EphemeralContainer.restartPolicy':
        return atLeast(this.schema.version, '1.34');
      default:
        return true;
    }
  }

  /** The version since which the feature gate of a field is on by default: earlier for the restart policy of native sidecars. */
  private byDefault(type: Type, field: string, value: unknown, at: FieldPath): string | undefined {
    const isSidecar = at.above?.step === 'initContainers' && value === 'Always';
    return type.name === 'Container' && field === 'restartPolicy' && isSidecar
      ? NATIVE_SIDECARS
      : type.fields!.get(field)!.byDefault;
  }

  /** Whether only the Jobs of a CronJob lose a field: the server keeps and validates the fields from before 1.37 in the CronJob. */
  private isDroppedLater(type: Type, field: string, at: FieldPath): boolean {
    return type.name === 'JobSpec' && at.above?.step === 'jobTemplate' && field !== 'scheduling';
  }

  private drop(type: Type, { since }: TypedField, byDefault: string | undefined, at: FieldPath): void {
    const isVolume = type.name === 'Volume';
    const { id, severity } = isVolume ? rules.droppedVolume : rules.droppedField;
    const dropped = isVolume ? 'this volume and its mounts' : 'this field';
    const what = `Kubernetes ${this.schema.version} drops ${dropped} without a warning.`;
    const why = since === undefined ? 'Its feature gate is off by default.' : added(since, byDefault);
    const fix = newer(byDefault ?? 'never', isVolume ? 'Use another type of volume' : removal(at));
    this.findings.push({ rule: id, severity, path: String(at), what, why, fix });
  }

  private unknown(key: string, type: Type, at: FieldPath): void {
    const suggestion = suggest(key, type, at.steps, this.type);
    if (suggestion?.path !== undefined) {
      this.unreadable.push(suggestion.path);
    }
    const fix = suggestion?.fix ?? `Remove \`${key}\`.`;
    if (this.dropsUnknown) {
      this.dropUnknown(at.field(key), 'field', `There is no field "${key}" here.`, fix);
    } else {
      this.error(rules.unknownField, at.field(key), `there is no field "${key}" here.`, rules.unknownField.why!, fix);
    }
  }

  private dropUnknown(at: FieldPath, noun: string, why: string, fix: string): void {
    const { id, severity } = rules.droppedField;
    const what = `Kubernetes drops this ${noun} without a warning.`;
    this.findings.push({ rule: id, severity, path: String(at), what, why, fix });
  }

  private notInVersion({ life, since, until }: TypedField, byDefault: string | undefined, at: FieldPath): void {
    const { version } = this.schema;
    if (life === 'later') {
      const what = `Kubernetes ${version} does not have this field.`;
      this.error(rules.fieldVersion, at, what, added(since!, byDefault), newer(byDefault ?? since!, removal(at)));
    } else {
      const what = `Kubernetes ${version} no longer has this field.`;
      this.error(rules.fieldVersion, at, what, `The last version that has it is ${until}.`, `Remove \`${at.step}\`.`);
    }
  }

  private wrongType(value: unknown, type: Type, at: FieldPath): undefined {
    const [noun, why, fix] = expected(value, type);
    if (type.name === 'bytes' && typeof value === 'string') {
      // the value can be secret, or long
      const plain = this.type.name === 'Secret' ? 'Encode it in base64, or write it in `stringData` as it is.' : fix;
      return this.error(rules.type, at, 'the value is not in base64.', why, plain);
    }
    if (isNotFinite(value)) {
      return this.error(rules.type, at, `${value} is not ${noun}.`, NOT_FINITE.why, NOT_FINITE.fix);
    }
    this.error(rules.type, at, `${described(value)} is not ${noun}.`, why, fix);
  }

  private wrongQuantity(value: unknown, at: FieldPath): undefined {
    this.isPartial = true;
    if (isNotFinite(value)) {
      return this.error(rules.quantity, at, `${value} is not a quantity.`, NOT_FINITE.why, NOT_FINITE.fix);
    }
    const why = 'A quantity is a number with an optional unit: m, k, M, G, T, P, E, or Ki, Mi, Gi, Ti, Pi, Ei.';
    const fix = 'Write "500m" for half a CPU, or "128Mi" for memory, for example.';
    this.error(rules.quantity, at, `${described(value)} is not a quantity.`, why, fix);
  }

  private error({ id, severity }: Rule, at: FieldPath, what: string, why: string, fix: string): undefined {
    const path = String(at);
    this.unreadable.push(path);
    this.findings.push({ rule: id, severity, path, what, why, fix });
  }
}

function setOrDelete(copy: Record<string, unknown>, key: string, value: unknown): void {
  if (value === undefined) {
    delete copy[key];
  } else {
    setField(copy, key, value);
  }
}

/** Since when a field exists, and since when it works by default. */
function added(since: string, byDefault: string | undefined): string {
  switch (byDefault) {
    case undefined:
    case since:
      return `Kubernetes ${since} added it.`;
    case 'never':
      return `Kubernetes ${since} added it, with a feature gate that is off by default.`;
    default:
      return `Kubernetes ${since} added it. Its feature gate is on by default in ${byDefault} and later.`;
  }
}

function removal(at: FieldPath): string {
  return `Remove \`${at.step}\``;
}

/** The fix of a field that a newer version has by default. */
function newer(byDefault: string, otherFix: string): string {
  return byDefault === 'never'
    ? `${otherFix}, or waive this finding if the cluster enables the feature gate.`
    : `${otherFix}, or set a newer target version: KubernetesVersion.set(app, '${byDefault}').`;
}

/** The value that Go decodes null to, in a list or a map. */
function zero({ kind, name }: Type): unknown {
  switch (kind) {
    case 'struct':
    case 'map':
    case 'union':
      return {};
    case 'list':
      return [];
    default:
      return ZEROS.has(name) ? ZEROS.get(name) : 0;
  }
}

const ZEROS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['string', ''],
  ['bytes', ''],
  ['boolean', false],
  ['object', null],
]);

function isNotFinite(value: unknown): boolean {
  return typeof value === 'number' && !Number.isFinite(value);
}

/** The type as a noun, why a value does not have it, and how to write one. */
function expected(value: unknown, { name, kind, item }: Type): readonly [noun: string, why: string, fix: string] {
  switch (name) {
    case 'string':
      return typeof value === 'number' || typeof value === 'boolean'
        ? ['a string', `Without quotes, it is a ${typeof value}.`, `Write it in quotes: "${value}".`]
        : ['a string', '', 'Write a string.'];
    case 'boolean':
      return ['true or false', '', 'Write true or false, without quotes.'];
    case 'int32':
    case 'int64':
      return typeof value === 'string' && /^-?\d+$/.test(value)
        ? ['a number', 'Quotes make it a string.', `Write it without quotes: ${value}.`]
        : [`a ${name.slice('int'.length)}-bit integer`, '', 'Write an integer, without quotes.'];
    case 'IntOrString':
      return ['an integer or a string', '', 'Write a number or a string, such as 8080 or "http".'];
    case 'bytes':
      return ['bytes in base64', 'The API server decodes the value.', 'Encode it in base64.'];
    case 'double':
      return ['a number', '', 'Write a number, without quotes.'];
    case 'MicroTime':
      return [
        'a time with microseconds',
        'It must be in the format of RFC 3339, with six digits after the seconds.',
        'Write "2026-01-31T12:00:00.000000Z", for example.',
      ];
    case 'Time':
      return ['a time', 'It must be in the format of RFC 3339.', 'Write "2026-01-31T12:00:00Z", for example.'];
    default:
  }
  switch (kind) {
    case 'list':
      return [
        'a list',
        '',
        item?.name === 'EnvVar' ? 'Write [{ name: "NAME", value: "value" }].' : 'Write the items in brackets: [ … ].',
      ];
    case 'map':
      return ['an object', '', 'Write an object: each key with its value.'];
    default:
      return ['an object', '', `Write an object with the fields of ${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}.`];
  }
}
