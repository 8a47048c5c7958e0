import { BuiltInKind, otherStructs } from '../../kubernetes/built-in';
import { Field, SCHEMA } from '../../kubernetes/schema';
import { lifeOf } from '../../kubernetes/version';
import { Dice } from './dice';

/** A struct in a grown object. */
interface Place {
  readonly struct: string;
  readonly value: Record<string, unknown>;
  readonly path: string;
  /** The fields of structs on the path, without indexes and keys: how the decoder of Go names a value of a wrong type. */
  readonly fields: readonly string[];
}

/** An object with one broken field. */
export interface Broken {
  readonly object: any;
  /** How it is broken. */
  readonly how: 'unknown' | 'misspelt' | 'wrong type' | 'other version';
  /** The path of the broken field. */
  readonly path: string;
  readonly fields: readonly string[];
}

const VALUES: Record<string, readonly unknown[]> = {
  string: ['a', '', '10.0.0.0/8', 'example.com/a', '8080'],
  int32: [0, 1, 80, -1, 2147483647],
  int64: [0, 1, 4096, -1, 9007199254740991],
  double: [0, 1.5, -3, 1e21],
  boolean: [true, false],
  Quantity: ['1', '500m', '1Gi', 2],
  IntOrString: [1, 'http', '25%'],
  Time: ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.5+01:00'],
  MicroTime: ['2026-01-31T12:00:00.000000Z', '2026-01-31T12:00:00.123456-07:00'],
  bytes: ['', 'YQ==', 'YWJj'],
  object: [{ a: 1 }, 'a', [1], 3, true],
};

/** Values for a field of any type: many are wrong for most types. */
const ANY: readonly unknown[] = [
  ...['a', '', '1', 'YQ=', '2026-01-31T12:00:00Z', '1Gi', 'true'],
  ...[0, 3, 1.5, -1, 300, 3000000000, true, false],
  ...[{}, { a: 'b' }, { a: 1 }, [], ['a'], [3], [{}], [[]], [null]],
];

/** Grows objects of any kind from the schema. They can be decoded, but few are valid. */
export class KindGardener {
  private places: Place[] = [];

  constructor(
    private readonly version: string,
    private readonly dice: Dice,
  ) {}

  /** An object that can be decoded. */
  object({ apiVersion, kind, struct }: BuiltInKind): any {
    this.places = [];
    const grown: any = this.struct(struct, 0, '', []);
    // an object with it is one that a server returned
    delete grown.metadata?.uid;
    return Object.assign(grown, { apiVersion, kind });
  }

  broken(kind: BuiltInKind): Broken {
    const object = this.object(kind);
    const how = this.dice.one(['unknown', 'misspelt', 'wrong type', 'wrong type', 'other version'] as const);
    const { struct, value, path, fields } = this.dice.one(this.places);
    const broken = (name: string): Broken => ({ object, how, path: join(path, name), fields: [...fields, name] });
    // the server finds the type by them
    const names = Object.keys(fieldsOf(struct)!).filter((name) => path !== '' || !/^(apiVersion|kind)$/.test(name));
    const others = names.filter((name) => !this.has(fieldsOf(struct)![name]));
    const own = names.filter((name) => this.has(fieldsOf(struct)![name]));
    if (how === 'unknown' || own.length === 0 || (how === 'other version' && others.length === 0)) {
      value.typo = this.dice.one(ANY);
      return broken('typo');
    }
    const name = this.dice.one(how === 'other version' ? others : own);
    const [type] = fieldsOf(struct)![name];
    if (how === 'misspelt') {
      const wrong = this.misspelt(name);
      value[wrong] = this.value(type, 9, '', []);
      return broken(wrong);
    }
    value[name] = how === 'wrong type' ? this.dice.one(ANY) : this.value(type, 9, '', []);
    return broken(name);
  }

  private misspelt(name: string): string {
    const i = this.dice.below(name.length);
    const letter = name[i];
    const other = letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
    return this.dice.one([
      `${name.slice(0, i)}${other}${name.slice(i + 1)}`,
      `${name.slice(0, i)}${letter}${letter}${name.slice(i + 1)}`,
      `${name}s`,
    ]);
  }

  private has([, since, until]: Field): boolean {
    return lifeOf(this.version, since, until) === 'here';
  }

  private struct(struct: string, depth: number, path: string, fields: readonly string[]): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    this.places.push({ struct, value, path, fields });
    const names = Object.keys(fieldsOf(struct)!).filter((name) => this.has(fieldsOf(struct)![name]));
    for (const name of names) {
      const isWanted = depth === 0 && /^(metadata|spec)$/.test(name);
      if (depth < 7 && (isWanted || this.dice.below(names.length + 2) < 4)) {
        value[name] = this.value(fieldsOf(struct)![name][0], depth + 1, join(path, name), [...fields, name]);
      }
    }
    return value;
  }

  private value(type: string, depth: number, path: string, fields: readonly string[]): unknown {
    if (type.startsWith('map<')) {
      return { a: this.value(type.slice(4, -1), depth, join(path, 'a'), fields) };
    }
    const [first, other] = type.split('|');
    if (other !== undefined) {
      return this.value(this.dice.one([first, other]), depth, path, fields);
    }
    if (type.endsWith('[]')) {
      const count = 1 + this.dice.below(2);
      return Array.from({ length: count }, (_, i) => this.value(type.slice(0, -2), depth, `${path}[${i}]`, fields));
    }
    return VALUES[type] === undefined ? this.struct(type, depth, path, fields) : this.dice.one(VALUES[type]);
  }
}

/** The fields of a struct; undefined for other types. */
export function fieldsOf(struct: string): Readonly<Record<string, Field>> | undefined {
  return otherStructs()[struct] ?? SCHEMA[struct];
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
