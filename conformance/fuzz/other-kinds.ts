import { lifeOf } from '../../kubernetes/version';
import { fieldsOf } from './any-kind';
import { Dice } from './dice';
import { SEEDS } from './other-seeds';

const LONG = 'a'.repeat(64);

/** Texts that are valid in some fields and invalid in others. */
const TEXTS: readonly string[] = [
  ...[
    '',
    'a',
    'b',
    'web',
    'A',
    'Web',
    'a_b',
    'a.b',
    'a/b',
    '-a',
    'a-',
    '1',
    '80',
    'http',
    'http-alt',
    'a.b/c',
    'a/b/c',
    '.',
    '..',
    '*',
    ' ',
  ],
  ...[
    LONG,
    'b'.repeat(254),
    'c'.repeat(16),
    `${'d.'.repeat(130)}d`,
    'x y',
    'é',
    '%',
    '/',
    '/a',
    '/a/../b',
    '/a//b',
    'a%2fb',
    '/%2f',
  ],
  ...[
    '10.0.0.1',
    '10.96.0.99',
    '127.0.0.1',
    '0.0.0.0',
    '169.254.1.1',
    '224.0.0.1',
    '010.0.0.1',
    '::1',
    'fd00::1',
    '::ffff:1.2.3.4',
    'None',
  ],
  ...['10.0.0.0/8', '10.0.0.1/8', '010.0.0.0/8', 'fd00::/8', '0.0.0.0/0', '10.0.0.0/33', '10.1.0.0/16'],
  ...[
    '*.example.com',
    'example.com',
    'example.com.',
    'EXAMPLE.com',
    '*.*.com',
    'kubernetes.io/tls',
    'kubernetes.io/a',
    'example.com/a',
  ],
  ...[
    'In',
    'NotIn',
    'Exists',
    'DoesNotExist',
    'TCP',
    'UDP',
    'SCTP',
    'tcp',
    'Cluster',
    'Local',
    'Ingress',
    'Egress',
    'Exact',
    'Prefix',
  ],
];

const NUMBERS: readonly number[] = [
  0, 1, 2, 3, -1, 80, 100, 101, 443, 8080, 10250, 30080, 65535, 65536, 86400, 86401, 2147483647, -32768,
];

const VALUES: Record<string, readonly unknown[]> = {
  int32: NUMBERS,
  int64: [...NUMBERS, 9007199254740991],
  double: NUMBERS,
  boolean: [true, false],
  Quantity: ['0', '1', '500m', '1500m', '-1', '1Gi', '-1Gi', 2, '0.5'],
  IntOrString: [...NUMBERS, 'http', 'A', '', '25%', '101%', '-1%', '50', LONG, 'a-very-long-port-name', '5.5%'],
  Time: ['2026-01-31T12:00:00Z'],
  MicroTime: ['2026-01-31T12:00:00.000000Z'],
  bytes: ['', 'YQ==', 'e30=', 'eyJhIjoxfQ=='],
  object: [{ a: 1 }],
};

interface Place {
  readonly parent: any;
  readonly key: string | number;
  readonly type: string;
}

/** Changes valid objects of a kind in a few places. The results can be decoded; about half of them are valid. */
export class OtherGardener {
  private readonly seeds: readonly any[];
  private readonly words: readonly string[];

  /** @param kind the kind with its API version: `v1 Service` */
  constructor(
    kind: string,
    private readonly struct: string,
    private readonly version: string,
    private readonly dice: Dice,
  ) {
    const [apiVersion, name] = kind.split(' ');
    this.seeds = SEEDS[kind].map((seed) => ({ apiVersion, kind: name, metadata: { name: 'web' }, ...seed }));
    this.words = [...new Set(this.seeds.flatMap((seed) => stringsIn(seed)))];
  }

  object(): any {
    const object = structuredClone(this.dice.one(this.seeds));
    for (let i = 1 + this.dice.below(3); i > 0; i--) {
      this.change(object);
    }
    delete object.status;
    return object;
  }

  private change(object: any): void {
    const structs: { value: any; struct: string }[] = [];
    const places: Place[] = [];
    const visit = (parent: any, key: string | number, type: string): void => {
      const value = parent[key];
      const item = itemOf(type);
      if (key !== 'apiVersion' && key !== 'kind') {
        places.push({ parent, key, type });
      }
      if (value === null || typeof value !== 'object') {
        return;
      }
      if (item !== undefined) {
        Object.keys(value).forEach((one) => visit(value, Array.isArray(value) ? Number(one) : one, item));
        return;
      }
      const fields = fieldsOf(type);
      if (fields !== undefined) {
        structs.push({ value, struct: type });
        Object.keys(value)
          .filter((one) => fields[one] !== undefined)
          .forEach((one) => visit(value, one, fields[one][0]));
      }
    };
    visit({ object }, 'object', this.struct);
    const inner = places.slice(1).filter(({ parent, key }) => parent !== object || key !== 'status');
    if (inner.length === 0) {
      return;
    }
    switch (this.dice.below(6)) {
      case 0: {
        const { parent, key } = this.dice.one(inner);
        if (Array.isArray(parent)) {
          parent.splice(key as number, 1);
        } else {
          delete parent[key];
        }
        return;
      }
      case 1:
      case 2: {
        const { value, struct } = this.dice.one(structs);
        const names = Object.entries(fieldsOf(struct)!)
          .filter(
            ([name, [, since, until]]) =>
              this.isWanted(name, value === object) && lifeOf(this.version, since, until) === 'here',
          )
          .map(([name]) => name);
        if (names.length > 0) {
          const name = this.dice.one(names);
          value[name] = this.value(fieldsOf(struct)![name][0], 0);
        }
        return;
      }
      default: {
        const { parent, key, type } = this.dice.one(inner);
        const item = itemOf(type);
        if (item === undefined || parent[key] === null || typeof parent[key] !== 'object') {
          parent[key] = fieldsOf(type) === undefined ? this.value(type, 0) : parent[key];
        } else if (type.endsWith('[]')) {
          const more = this.dice.one([...parent[key], this.value(item, 0)]);
          parent[key].push(structuredClone(more));
        } else {
          parent[key][this.text()] = this.value(item, 0);
        }
      }
    }
  }

  /** Not the fields that the cluster writes: an object with them is one that a server returned. */
  private isWanted(name: string, isRoot: boolean): boolean {
    return (
      !(isRoot && /^(apiVersion|kind|status)$/.test(name)) &&
      !/^(uid|resourceVersion|managedFields|generation|creationTimestamp|deletion.*)$/.test(name)
    );
  }

  private text(): string {
    return this.dice.one(this.dice.chance(0.5) ? this.words : TEXTS);
  }

  private value(type: string, depth: number): unknown {
    const item = itemOf(type);
    if (item !== undefined) {
      const count = this.dice.below(3);
      return type.endsWith('[]')
        ? Array.from({ length: count }, () => this.value(item, depth))
        : Object.fromEntries(Array.from({ length: count }, () => [this.text(), this.value(item, depth)]));
    }
    if (type.includes('|')) {
      return this.value(type.split('|')[0], depth);
    }
    const fields = fieldsOf(type);
    if (fields === undefined) {
      return type === 'string' ? this.text() : this.dice.one(VALUES[type]);
    }
    const names = Object.keys(fields).filter(
      (name) => this.isWanted(name, false) && lifeOf(this.version, fields[name][1], fields[name][2]) === 'here',
    );
    const chosen = depth > 3 ? [] : names.filter(() => this.dice.chance(names.length < 5 ? 0.7 : 0.3));
    return Object.fromEntries(chosen.map((name) => [name, this.value(fields[name][0], depth + 1)]));
  }
}

function itemOf(type: string): string | undefined {
  return type.startsWith('map<')
    ? type.slice(4, -1)
    : type.endsWith('[]') && !type.includes('|')
      ? type.slice(0, -2)
      : undefined;
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return value === null || typeof value !== 'object'
    ? []
    : Object.entries(value).flatMap(([key, one]) => [key, ...stringsIn(one)]);
}
