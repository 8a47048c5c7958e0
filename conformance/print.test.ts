import { Yaml } from 'cdk8s';
import { isDeepStrictEqual } from 'util';
import { parseAllDocuments } from 'yaml';
import { TRAPS } from '../__tests__/traps';
import { print } from '../manifest/yaml/print';
import { Random } from './random';
import { readAsKubectl, realManifests } from './shared';
import { range, STRINGS } from './strings';

type Reader = (yaml: string) => any[];

/** The `yaml` library is a strict reader: it reports invalid text as an error, and doubtful text as a warning. */
const readAs =
  (version: '1.1' | '1.2'): Reader =>
  (yaml) =>
    parseAllDocuments(yaml, { version }).map((document: any) => {
      expect([...document.errors, ...document.warnings]).toEqual([]);
      return document.toJS();
    });

/** How many strings go into a document, and how many documents to a reader at once. */
const STRINGS_AT_ONCE = 50;
const AT_ONCE = 1000;

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  range(1, Math.ceil(all.length / size)).map((i) => all.slice((i - 1) * size, i * size));

/** Documents with each string as a key where a line begins, and as the value of that key or the only item of its list. */
const withStrings = (strings: readonly string[]): any[] =>
  chunks(strings, STRINGS_AT_ONCE).map((some) =>
    Object.fromEntries(some.map((text, i) => [text, i % 2 === 0 ? text : [text]])),
  );

/** The fields that differ, or that only one side has. */
function differences(sent: any, back: any): any[] {
  if (isDeepStrictEqual(sent, back)) {
    return [];
  }
  return Object(sent) === sent && Object(back) === back
    ? Object.keys({ ...sent, ...back })
        .filter((key) => !isDeepStrictEqual(sent[key], back[key]))
        .map((key) => ({ key, sent: sent[key], back: back[key] }))
    : [{ sent, back }];
}

/** The values that a reader changes. */
function lost(documents: readonly any[], read: Reader): any[] {
  return chunks(documents, AT_ONCE).flatMap((some) => {
    const back = read(print(some));
    expect(back).toHaveLength(some.length);
    return some.flatMap((document, i) => differences(document, back[i]));
  });
}

const count = (amount: number): string => amount.toLocaleString('en');

test('at least 500,000 strings are tried', () => {
  expect(STRINGS.length).toBeGreaterThan(500_000);
});

describe.each<{ reader: string; read: Reader; documents: number }>([
  { reader: "kubectl's own", read: readAsKubectl, documents: 100_000 },
  { reader: 'of YAML 1.1', read: readAs('1.1'), documents: 5_000 },
  { reader: 'of YAML 1.2', read: readAs('1.2'), documents: 5_000 },
])('the reader $reader gives back', ({ read, documents }) => {
  test(`${count(STRINGS.length)} strings, as keys and as values`, () => {
    expect(lost(withStrings(STRINGS), read)).toEqual([]);
  });

  test('strings that are whole documents', () => {
    expect(lost([...TRAPS, ...STRINGS.filter((_, i) => i % 100 === 0)], read)).toEqual([]);
  });

  test(`${count(documents)} random documents`, () => {
    const random = new Random(20_240_229);
    for (let done = 0; done < documents; done += AT_ONCE) {
      const some = range(1, AT_ONCE).map(() => random.document());
      expect(lost(some, read)).toEqual([]);
    }
  });

  test('50,000 numbers', () => {
    const random = new Random(20_240_301);
    const powers = range(0, 1030).flatMap((i) => [2 ** i - 1, 2 ** i, 2 ** i + 1, 10 ** i, 2 ** -i, 10 ** -i]);
    const edges = [0.1, 1e21, 1e-7, Number.MAX_VALUE, Number.MIN_VALUE, Number.MAX_SAFE_INTEGER];
    const numbers = [...powers, ...edges, ...range(1, 22_000).map(() => random.number())].filter(Number.isFinite);
    expect(lost(chunks([...numbers, ...numbers.map((number) => -number || 0)], STRINGS_AT_ONCE), read)).toEqual([]);
  });
});

test.each(['{', '{}', '{"a":1}', '\u00a0{', '\ufeff', '\u2028{', '---', '...', '%YAML 1.1', '#', ''])(
  'kubectl reads a file that begins with the key %j',
  (key) => {
    expect(readAsKubectl(print([{ [key]: {} }, { [key]: [] }]))).toEqual([{ [key]: {} }, { [key]: [] }]);
  },
);

test('kubectl reads a file of empty documents', () => {
  expect(readAsKubectl(print([{}, {}, [], {}]))).toEqual([{}, {}, [], {}]);
});

test('there is no way to give kubectl half of a character', () => {
  expect(() => readAsKubectl('a: "\\ud83d"')).toThrow('found invalid Unicode character escape code');
  // a file gets another character instead
  expect(readAsKubectl('a: \ud83d')).toEqual([{ a: '\ufffd' }]);
});

test('kubectl reads 1,000 levels', () => {
  const deep = (depth: number): any =>
    depth === 0 ? 'end' : depth % 3 === 0 ? [deep(depth - 1)] : { a: deep(depth - 1) };
  expect(readAsKubectl(print([deep(1000)]))).toEqual([deep(1000)]);
});

describe('a real manifest is printed as cdk8s prints it', () => {
  test.each(realManifests())('$name', ({ manifest }) => {
    expect(print([manifest])).toBe(Yaml.stringify(manifest));
  });
});
