import { Yaml } from 'cdk8s';
import * as fs from 'fs';
import * as path from 'path';
import { parse, parseAllDocuments } from 'yaml';
import { NOT_FINITE } from '../manifest/yaml/not-finite';
import { print } from '../manifest/yaml/print';
import { scalar } from '../manifest/yaml/scalar';
import { TRAPS } from './traps';

const dist = path.join(__dirname, '..', 'dist');
const files = fs.readdirSync(dist).map((name) => [name, fs.readFileSync(path.join(dist, name), 'utf8')]);

/** What a field comes to, from after its colon. */
const value = (of: any): string => print([{ a: of }]).slice('a:'.length, -1);

describe('what people would write', () => {
  test.each(files)('%s', (_, text) => {
    const manifests = parseAllDocuments(text).map((document) => document.toJS());
    expect(print(manifests)).toBe(text);
    expect(print(manifests)).toBe(Yaml.stringify(...manifests));
  });

  test('lists are indented below their key, and so are lists of lists', () => {
    expect(print([{ a: [1, { b: 2, c: [3] }, [[4, 5], 6]] }])).toBe(
      'a:\n  - 1\n  - b: 2\n    c:\n      - 3\n  - - - 4\n      - 5\n    - 6\n',
    );
  });

  test('what is empty stays empty, wherever it is', () => {
    expect(print([{ a: {}, b: [], c: [{}, [], ''], d: null }, {}, []])).toBe(
      'a: {}\nb: []\nc:\n  - {}\n  - []\n  - ""\nd: null\n---\n{}\n---\n[]\n',
    );
  });

  test('there is nothing of no manifests, and a line between two', () => {
    expect(print([])).toBe('');
    expect(print([{ a: 1 }, { b: 2 }])).toBe('a: 1\n---\nb: 2\n');
  });

  test.each(
    [
      'plain',
      'nginx:1.27',
      'registry.example.com:5000/a/b@sha256:0f',
      '64Mi',
      '100m',
      '1.27.3',
      '10.0.0.0/8',
      '80:80',
      '-c',
      '--port=80',
      '/var/log/*.log',
      'while true; do echo "$(date)" it\'s; done',
      '$(NAME)',
      'a#b',
      'a:b',
      ':80',
      'yEs',
      'no way',
      'e2e',
      '0xg',
      'Grüße 😀',
    ].filter((text) => !text.includes(' #')),
  )('%s needs no quotes', (text) => {
    expect(value(text)).toBe(` ${text}`);
  });

  test.each([
    ['true', '"true"'],
    ['8080', '"8080"'],
    ['1.27', '"1.27"'],
    ['+1', '"+1"'],
    // numbers for the readers in Go alone
    ...['0X1F', '0B1', '0b-1', '0o+7', '1e1_0', '+_1', '0_b1'].map((number) => [number, `"${number}"`]),
    ['', '""'],
    ["it's: so", '"it\'s: so"'],
    ['say: "so"', '\'say: "so"\''],
    ['it\'s: "so"', '"it\'s: \\"so\\""'],
    ['C:\\ x: y', '"C:\\\\ x: y"'],
    ['a # b', '"a # b"'],
    ['tab: \t', '"tab: \\t"'],
    ['a\r\nb', '"a\\r\\nb"'],
    ['\u001b[0m\u007f\u0085\u2028\ufeff', '"\\e[0m\\x7f\\N\\L\\ufeff"'],
  ])('%j is quoted as %s', (text, quoted) => {
    expect(value(text)).toBe(` ${quoted}`);
    expect(scalar(text)).toBe(quoted);
  });

  test.each([
    ['one\ntwo', '|-\n  one\n  two'],
    ['one\ntwo\n', '|\n  one\n  two'],
    ['one\n\n', '|+\n  one\n'],
    ['one\n\n\ttwo: #\n', '|\n  one\n\n  \ttwo: #'],
    ['  one\ntwo', '|2-\n    one\n  two'],
    ['\tone\ntwo', '|2-\n  \tone\n  two'],
    ['\none', '|-\n\n  one'],
    [`${'long '.repeat(100)}\nline\n`, `|\n  ${'long '.repeat(100)}\n  line`],
  ])('%j is a block', (text, block) => {
    expect(value(text)).toBe(` ${block}`);
    expect(parse(print([{ a: text, b: [[text], { c: text }] }]))).toEqual({ a: text, b: [[text], { c: text }] });
  });

  test.each(['\n', ' \n ', 'one\n  ', 'one\r\ntwo\r\n', 'one\u2028\ntwo'])('%j is no block', (text) => {
    expect(value(text)).toMatch(/^ ".*"$/);
  });

  test('long lines are not folded', () => {
    const text = 'a word and '.repeat(1000).trim();
    expect(value(text)).toBe(` ${text}`);
    expect(value(`${text}: `)).toBe(` "${text}: "`);
  });

  test('a value that is used twice is printed twice: no anchors', () => {
    const labels = { app: 'web' };
    expect(print([{ a: labels, b: labels }])).toBe('a:\n  app: web\nb:\n  app: web\n');
  });

  test('the order is that of the fields', () => {
    expect(print([{ b: 1, a: 2, '10': 3 }])).toBe(print([JSON.parse('{ "b": 1, "a": 2, "10": 3 }')]));
  });
});

describe.each(['1.1', '1.2'] as const)('a reader of YAML %s gets back', (version) => {
  const read = (yaml: string): any => parse(yaml, { version });

  test.each([
    ['texts', TRAPS],
    ['texts of two lines', TRAPS.flatMap((a) => TRAPS.slice(0, 20).map((b) => `${a}\n${b}`))],
    ['texts on lines of their own', { a: { b: TRAPS.map((text) => ({ c: text, d: [text] })) } }],
    ['keys', Object.fromEntries(TRAPS.map((text, i) => [text, i]))],
    ['keys of maps in lists', TRAPS.map((text) => ({ [text]: { [text]: [] } }))],
    [
      'keys of any length',
      [127, 128, 129, 1021, 1022, 1023, 1024, 1025, 5000].map((n) => ({ ['k'.repeat(n)]: { ['"'.repeat(n)]: [n] } })),
    ],
    [
      'numbers',
      [
        0,
        -1,
        0.1,
        -1.5e-7,
        1e21,
        5e-324,
        1.7976931348623157e308,
        2 ** 53,
        2 ** 53 + 2,
        2 ** 63,
        2 ** 64,
        123456789012345680000,
      ],
    ],
    ['nothing, and truth', [null, true, false]],
  ])('%s', (_, sent) => {
    expect(read(print([sent]))).toEqual(sent);
  });
});

test('a key that is too long for a line is marked as one', () => {
  const key = 'k'.repeat(1025);
  expect(print([{ a: [{ [key]: 1, b: { [key]: { c: [2] } } }] }])).toBe(
    `a:\n  - ? ${key}\n    : 1\n    b:\n      ? ${key}\n      :\n        c:\n          - 2\n`,
  );
});

test('undefined is omitted; in a list, it is printed as null', () => {
  expect(print([{ a: undefined, b: { c: undefined }, d: [undefined, { e: undefined }] }])).toBe(
    'b: {}\nd:\n  - null\n  - {}\n',
  );
});

test('minus zero is zero', () => {
  expect(value(-0)).toBe(' 0');
});

test('a map needs no prototype, and a key may be called like one', () => {
  const map = Object.assign(Object.create(null), { a: 1 });
  expect(print([map, JSON.parse('{ "__proto__": 1 }')])).toBe('a: 1\n---\n__proto__: 1\n');
});

test('the text depends on the manifests alone', () => {
  const manifests = [TRAPS.map((text) => ({ [text]: text }))];
  const before = print(manifests);
  print([Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`key-${i}`, `value ${i}`]))]);
  expect(print(manifests)).toBe(before);
});

test('a manifest may have 1,000 levels', () => {
  let deep: any = 'end';
  for (let i = 0; i < 1000; i++) {
    deep = i % 2 === 0 ? [deep] : { a: deep };
  }
  expect(JSON.stringify(parse(print([deep])))).toBe(JSON.stringify(deep));
});

describe('what cannot be printed is refused, with its place', () => {
  const round: any = { metadata: { name: 'round' }, kind: 'Pod' };
  round.spec = { containers: [round] };

  test.each<[string, any, string]>([
    ['a function', { spec: { a: [1, () => 1] } }, '[manifest 1] spec.a[1]: a function cannot go into a manifest.'],
    ['a symbol', { a: Symbol('a') }, '[manifest 1] a: a symbol cannot go into a manifest.'],
    ['NaN', { a: NaN }, `[manifest 1] a: NaN cannot go into a manifest. ${NOT_FINITE.why} ${NOT_FINITE.fix}`],
    [
      'infinity',
      { a: -Infinity },
      `[manifest 1] a: -Infinity cannot go into a manifest. ${NOT_FINITE.why} ${NOT_FINITE.fix}`,
    ],
    [
      'a date',
      { kind: 'Pod', metadata: { name: 'web', annotations: { 'example.com/at': new Date(0) } } },
      '[Pod web] metadata.annotations[example.com/at]: a Date cannot go into a manifest: only plain data can.',
    ],
    ['a map', new Map(), '[manifest 1] a Map cannot go into a manifest: only plain data can.'],
    ['nothing', undefined, '[manifest 1] undefined cannot go into a manifest.'],
    [
      'half of a character',
      { a: 'b: \ud83d' },
      '[manifest 1] a: it contains half of a character (a lone surrogate). Was the text cut in two there?',
    ],
    [
      'half of a character in a key',
      { a: { '\ude00': 1 } },
      '[manifest 1] a[\ude00]: it contains half of a character (a lone surrogate). Was the text cut in two there?',
    ],
    [
      'what holds itself',
      round,
      `[Pod round] ${'spec.containers[0].'.repeat(6)}spec.containers…: more than 1000 nested levels. Does it contain itself?`,
    ],
  ])('%s', (_, manifest, message) => {
    expect(() => print([{}, manifest])).toThrow(new Error(message));
  });

  test('half of a character among lines, and at their end', () => {
    expect(() => print([{ a: 'b\n\ud83d' }])).toThrow('half of a character');
    expect(() => print([{ a: '\ude00\ud83d\n' }])).toThrow('half of a character');
    expect(print([{ a: '\ud83d\ude00\n' }])).toBe('a: |\n  😀\n');
  });
});
