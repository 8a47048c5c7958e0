import { FORMATS } from '../cli/diff-formats';
import { diagramsOf } from '../cli/diagram/pod-diagram';
import { json } from '../cli/lint/json';
import { jsonl } from '../cli/lint/jsonl';
import { junit } from '../cli/lint/junit';
import { sarif } from '../cli/lint/sarif';
import { tap } from '../cli/lint/tap';
import { text } from '../cli/lint/text';
import { KINDS } from '../kubernetes/kinds';
import { SCHEMA } from '../kubernetes/schema';
import { compare } from '../manifest/diff/compare';
import { Manifest } from '../manifest/yaml/read';
import { examine } from '../rules/check/examine';
import { lint, Linter, LintOptions } from '../rules/check/lint';

type Steps = readonly (string | number)[];

/** Names that every object of JavaScript has. */
const PROTOTYPE_NAMES = ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'];

/** A map with these names as keys. */
const prototypeMap = (value: unknown) => JSON.parse(`{${PROTOTYPE_NAMES.map((name) => `"${name}": ${value}`).join()}}`);

const HOSTILE: readonly unknown[] = [
  ...[10n ** 19n, -(10n ** 19n), 2n ** 63n, 9007199254740993n, 1e308, -1, 0.5],
  ...[
    '',
    '__proto__',
    'constructor',
    'valueOf',
    '\0',
    '\ud800',
    '$(A)$(',
    '[]',
    "metadata.labels['']",
    '::',
    '{{ .Values.a }}',
  ],
  ...[true, null, [], {}, [null], [[]], [{}], [1n], [10n ** 19n, 'constructor']],
  ...[{ a: { b: [10n ** 19n] } }, prototypeMap(1), prototypeMap('"a"'), prototypeMap('{}'), prototypeMap('null')],
];

const image = 'nginx:1.27';
const template = () => ({
  metadata: { labels: { app: 'web' } },
  spec: {
    os: { name: 'windows' },
    initContainers: [{ name: 'init', image, restartPolicy: 'Always' }],
    containers: [
      {
        name: 'web',
        image,
        ports: [{ name: 'http', containerPort: 80 }],
        env: [{ name: 'A', value: '$(B) localhost:80' }],
        volumeMounts: [{ name: 'data', mountPath: '/data' }],
      },
      { name: 'logs', image },
    ],
    volumes: [{ name: 'data', emptyDir: {} }],
  },
});

/** A valid object of a kind. */
function objectOf(struct: string): any {
  const { apiVersion, template: path } = KINDS.get(struct)!;
  const object: any = { apiVersion, kind: struct, metadata: { name: 'web', labels: { app: 'web' } } };
  const pod = template();
  return path.length === 0
    ? { ...object, spec: pod.spec }
    : { ...object, ...path.reduceRight<any>((inner, name) => ({ [name]: inner }), pod) };
}

/** A copy of a value with another value at a path. It has an item for each index of the path. */
function withAt(value: any, [step, ...rest]: Steps, leaf: unknown): any {
  if (step === undefined) {
    return leaf;
  }
  if (typeof step === 'number') {
    const list = Array.isArray(value) ? [...value] : [];
    list[step] = withAt(list[step], rest, leaf);
    return list;
  }
  const map = { ...value };
  Object.defineProperty(map, step, {
    value: withAt(map[step], rest, leaf),
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return map;
}

/** The paths of all fields of a struct, with one item for each list and each map. Templates of pods are tested in a Pod. */
function* fieldsOf(type: string, path: Steps = []): Generator<Steps> {
  if (type.endsWith('[]')) {
    yield* fieldsOf(type.slice(0, -2), [...path, 0]);
  } else if (type.startsWith('map<')) {
    for (const key of PROTOTYPE_NAMES) {
      yield [...path, key];
    }
    yield* fieldsOf(type.slice(4, -1), [...path, 'a']);
  }
  yield path;
  if (type !== 'PodTemplateSpec' || path.length === 0) {
    for (const [name, [field]] of Object.entries(SCHEMA[type] ?? {})) {
      // only the cluster writes a status, and these lists have the type of `containers`
      if (!['status', 'initContainers', 'ephemeralContainers'].includes(name)) {
        yield* fieldsOf(field, [...path, name]);
      }
    }
  }
}

const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
};
const OTHERS = [
  ...['apiVersion', 'kind', 'metadata', 'spec', 'status'].map((field) => [field]),
  ...[
    ['metadata', 'name'],
    ['metadata', 'namespace'],
    ['metadata', 'generateName'],
    ['metadata', 'annotations', 'waive.cdk8s-pods/a'],
  ],
  ...[
    ['spec', 'selector'],
    ['spec', 'selector', 'constructor'],
    ['spec', 'ports'],
    ['spec', 'ports', 0],
    ['spec', 'ports', 0, 'targetPort'],
  ],
  ...[
    ['spec', 'podSelector'],
    ['spec', 'podSelector', 'matchLabels'],
    ['spec', 'ingress'],
    ['spec', 'type'],
    ['data'],
    ['items'],
  ],
];

const OPTIONS: readonly LintOptions[] = [
  { severity: 'advice', podSecurity: 'restricted', target: '1.37' },
  { target: '1.27' },
];

/** The messages of the errors that one object causes anywhere. */
function failures(object: any, valid: any, others: readonly unknown[] = []): string[] {
  const messages: string[] = [];
  const attempt = (what: string, run: () => unknown): void => {
    try {
      run();
    } catch (error) {
      messages.push(`${what}: ${(error as Error).message}`);
    }
  };
  const isObject = typeof object.apiVersion === 'string' && typeof object.kind === 'string' && object.kind !== 'List';
  if (!isObject) {
    return [];
  }
  for (const options of OPTIONS) {
    attempt('lint', () => {
      const defects = lint([object, ...others], options).filter(({ what }) => what.includes('fails on this object'));
      messages.push(...defects.map(({ what }) => what));
    });
  }
  attempt('diagram', () => diagramsOf([object, ...others]));
  attempt('diff', () => {
    const manifest = (one: any): Manifest => ({ object: one, file: 'a.yaml', location: 'a.yaml:1' });
    for (const [before, after] of [
      [valid, object],
      [object, valid],
    ]) {
      const comparison = compare([manifest(before)], [manifest(after)]);
      for (const format of FORMATS.values()) {
        format(comparison, { before: 'a', after: 'b', verbose: true } as any);
      }
    }
  });
  return messages;
}

/** A value as YAML in flow style, in which integers can have any size. */
function flow(value: any): string {
  return typeof value === 'bigint'
    ? String(value)
    : typeof value !== 'object' || value === null
      ? JSON.stringify(value)
      : Array.isArray(value)
        ? `[${value.map(flow).join(', ')}]`
        : `{${Object.entries(value)
            .map(([key, inner]) => `${JSON.stringify(key)}: ${flow(inner)}`)
            .join(', ')}}`;
}

describe('no value of any field makes a rule, a diff or a diagram fail', () => {
  test.each([...KINDS.keys()])('%s', (struct) => {
    const valid = objectOf(struct);
    const found = new Map<string, string>();
    let count = 0;
    let index = 0;
    for (const path of fieldsOf(struct)) {
      index++;
      // only some of the values for each deeper field: each type of field comes often
      const values = path.length <= 2 ? HOSTILE : HOSTILE.filter((_, i) => (i + index) % 96 === 0);
      for (const value of path.length === 0 ? [] : values) {
        const object = withAt(valid, path, value);
        count++;
        failures(object, valid).forEach((message) => found.set(message, `${path.join('.')}: ${flow(value)}`));
      }
    }
    expect([...found]).toEqual([]);
    expect(count).toBeGreaterThan(500);
  });

  test.each(['Service', 'NetworkPolicy', 'PodDisruptionBudget', 'ConfigMap', 'Secret', 'constructor', 'List'])(
    '%s',
    (kind) => {
      const valid = { ...SERVICE, kind };
      const found = new Map<string, string>();
      for (const path of OTHERS) {
        for (const value of HOSTILE) {
          const object = withAt(valid, path, value);
          failures(object, valid, [objectOf('Pod')]).forEach((message) =>
            found.set(message, `${path.join('.')}: ${flow(value)}`),
          );
        }
      }
      expect([...found]).toEqual([]);
    },
  );
});

test('the reports of all formats', () => {
  const valid = objectOf('Pod');
  const paths = [...fieldsOf('Pod')].filter((path, i) => path.length > 0 && i % 50 === 0);
  const objects = paths.flatMap((path) =>
    HOSTILE.filter((value) => value !== '\ud800').map((value) => withAt(valid, path, value)),
  );
  const file = examine(objects.map(flow).join('\n---\n'), 'a.yaml', new Linter(OPTIONS[0]));
  expect(file.problems.filter(({ message }) => message.includes('defect'))).toEqual([]);
  for (const format of [json, jsonl, junit, sarif, tap, text]) {
    expect(
      [
        ...format({
          files: [file],
          problems: file.problems,
          patches: 0,
          coverageOf: () => ({ schema: true, hasRules: false }),
        }),
      ].join('').length,
    ).toBeGreaterThan(1000);
  }
});
