import { spawnSync } from 'child_process';
import { documentsOf } from '../manifest/yaml/documents';
import { Unreadable } from '../manifest/yaml/plain-value';
import { Text } from '../manifest/yaml/source-text';
import { Random } from './random';
import { outputLines, programOf } from './shared';

const COUNT = Number(process.env.SCALAR_COUNT ?? 500_000);
const YAMLJSON = programOf('yamljson');
const ENTRIES_OF_A_DOCUMENT = 1000;
const COUNT_OF_REFUSED = 400;

const CHARACTERS = [
  '01789_.+-e',
  '0123456789',
  '01_.-+eExXoObB',
  '0123456789abcdefABCDEF_',
  'yYnNtTfFoOeEsSrRuUlLiI.~-',
  '0123456789.:-_TtZz+ ',
];
const WORDS = [
  ...[
    'y',
    'n',
    'yes',
    'no',
    'on',
    'off',
    'true',
    'false',
    'null',
    '.inf',
    '.nan',
    '~',
    '<<',
    '=',
    'Infinity',
    'NaN',
    'e1',
    'E5',
    '12e4567',
  ],
  ...[
    '0x',
    '0o',
    '0b',
    '0X',
    '0O',
    '0B',
    '-0x',
    '+0o',
    '-0b',
    '0b-',
    '0b+',
    '0o-',
    '1e400',
    '1e-400',
    '-1e308',
    '1.8e308',
    '08',
    '0o8',
    '0_',
    '+_3',
    '0777',
  ],
  ...[
    '9007199254740993',
    '9223372036854775807',
    '9223372036854775808',
    '-9223372036854775808',
    '-9223372036854775809',
    '18446744073709551615',
  ],
  ...[
    '18446744073709551616',
    '0xffffffffffffffff',
    '0x10000000000000000',
    '-0x8000000000000000',
    '0o1777777777777777777777',
    '01777777777777777777777',
  ],
  ...[
    '0b1111111111111111111111111111111111111111111111111111111111111111',
    '3.4028235e38',
    '3.5e38',
    '1e-46',
    '1.40129846e-45',
    '16777217.0',
  ],
  ...[
    '2001-1-2',
    '2001-02-29',
    '2000-02-29',
    '2001-01-02T01:02:03Z',
    '2001-01-02 01:02:03',
    '2001-01-02t1:2:3.5+24:60',
    '1:20',
    '190:20:30.15',
    '1.2.3',
  ],
];

/** A text that kubectl may read as a number, a boolean or null. */
function text(random: Random): string {
  const word = (): string => random.of(WORDS);
  const characters = random.of(CHARACTERS);
  const some = (): string => Array.from({ length: 1 + random.below(9) }, () => random.of([...characters])).join('');
  const mixed = [
    some,
    some,
    some,
    word,
    () => word() + some(),
    () => some() + word(),
    () => random.of(['+', '-', '.', '_']) + word(),
  ];
  return random.of(mixed)().trim();
}

/** Syntax of YAML, not a scalar. */
const isSyntax = (scalar: string): boolean =>
  /^[-.]{0,3}$|^[-:] |^:|:$|: | #|^<<|^=/.test(scalar) && scalar !== '.' && scalar !== '';

const TAGS = [
  '!!str',
  '!!int',
  '!!float',
  '!!bool',
  '!!null',
  '!!timestamp',
  '!!map',
  '!local',
  '!',
  '!<tag:yaml.org,2002:int>',
];

/** A map with the key `k`, in which the scalar has one of many positions. The name of the anchor must be unique. */
const POSITIONS: readonly ((scalar: string, k: string, tag: string) => string)[] = [
  (scalar, k) => `${k}: ${scalar}`,
  (scalar, k) => `${k}:\n  ${scalar}: value`,
  (scalar, k) => `${k}:\n  - ${scalar}\n  - - ${scalar}`,
  (scalar, k) => `${k}:\n  ? ${scalar}\n  : value`,
  (scalar, k) => `${k}: ${scalar} # comment`,
  (scalar, k) => `${k}: {a: ${scalar} }`,
  (scalar, k) => `${k}: {${scalar} : a}`,
  (scalar, k) => `${k}: [${scalar} , ${scalar} ]`,
  (scalar, k) => `${k}: [&${k} ${scalar} , *${k} ]`,
  (scalar, k) => `${k}: [&${k} ${scalar} , {*${k} : a}]`,
  (scalar, k) => `${k}:\n  &${k} ${scalar}: *${k}`,
  (scalar, k) => `${k}: [&${k} {a: ${scalar} }, {<<: *${k} }]`,
  (scalar, k) => `${k}: {a: ${scalar} , <<: {a: 1}, b: 1, <<: [{b: ${scalar} }, {b: 2, c: ${scalar} }]}`,
  (scalar, k, tag) => `${k}: ${tag} ${scalar}`,
  (scalar, k, tag) => `${k}:\n  ${tag} ${scalar}: value`,
  (scalar, k, tag) => `${k}: [${tag} '${scalar}', {${tag} "${scalar}": a}]`,
  (scalar, k, tag) => `${k}: &${k} ${tag} ${scalar}\n${k}-alias: *${k}`,
  (scalar, k) => `${k}: ['${scalar}', "${scalar}", {'${scalar}': a, "b${scalar}": b}]`,
  (scalar, k) => `${k}: |-\n  ${scalar}`,
  (scalar, k) => `${k}: >\n  ${scalar}`,
  (scalar, k) => `${k}:\n  ${scalar}\n  ${scalar}`,
];

function read(yaml: string): unknown {
  const [document] = documentsOf(new Text(yaml));
  return document instanceof Unreadable ? document : document?.value;
}

/** Whether a value equals a value of a line of JSON. */
function equals(ours: unknown, theirs: any, line: string): boolean {
  if (typeof ours === 'bigint') {
    return Number(ours) === theirs && line.includes(`${ours}`);
  }
  if (typeof ours !== 'object' || ours === null || typeof theirs !== 'object' || theirs === null) {
    return Object.is(ours, theirs);
  }
  const keys = Object.keys(ours);
  return (
    keys.length === Object.keys(theirs).length && keys.every((key) => equals((ours as any)[key], theirs[key], line))
  );
}

const random = new Random(17);
const readable: { yaml: string; value: any }[] = [];
const refused: string[] = [];
for (let i = 0; i < COUNT; i++) {
  const scalar = text(random);
  const yaml = isSyntax(scalar) ? `k${i}: []` : POSITIONS[i % POSITIONS.length](scalar, `k${i}`, random.of(TAGS));
  const value = read(yaml);
  if (value instanceof Unreadable) {
    refused.push(yaml);
  } else {
    readable.push({ yaml, value });
  }
}

test(`${COUNT} random scalars are read as kubectl reads them`, () => {
  const documents = Array.from({ length: Math.ceil(readable.length / ENTRIES_OF_A_DOCUMENT) }, (_, i) =>
    readable.slice(i * ENTRIES_OF_A_DOCUMENT, (i + 1) * ENTRIES_OF_A_DOCUMENT),
  );
  const lines = outputLines(
    YAMLJSON,
    [],
    documents.map((entries) => entries.map(({ yaml }) => yaml).join('\n')).join('\n---\n'),
  );
  const different = documents.flatMap((entries, i) => {
    const theirs = JSON.parse(lines[i]);
    return entries.filter(({ value }) => !Object.keys(value).every((key) => equals(value[key], theirs[key], lines[i])));
  });
  expect(different.slice(0, 20).map(({ yaml, value }) => [yaml, value])).toEqual([]);
  expect(lines).toHaveLength(documents.length);
});

test('a document that is only a scalar', () => {
  const scalars = Array.from({ length: 2000 }, () => text(random)).filter(
    (scalar) =>
      !isSyntax(scalar) && ![null, undefined].includes(read(scalar) as null) && !(read(scalar) instanceof Unreadable),
  );
  const lines = outputLines(YAMLJSON, [], scalars.join('\n---\n'));
  expect(scalars.filter((scalar, i) => !equals(read(scalar), JSON.parse(lines[i]), lines[i]))).toEqual([]);
});

test(`kubectl refuses what we refuse, in ${COUNT_OF_REFUSED} cases`, () => {
  const step = Math.ceil(refused.length / COUNT_OF_REFUSED);
  const sample = refused.filter((_, i) => i % step === 0);
  expect(sample.length).toBeGreaterThan(COUNT_OF_REFUSED / 2);
  expect(sample.filter((input) => spawnSync(YAMLJSON, { input }).status === 0)).toEqual([]);
});
