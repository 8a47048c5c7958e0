import * as fs from 'fs';
import * as path from 'path';
import { parseAllDocuments, stringify } from 'yaml';
import { documentsOf } from '../manifest/yaml/documents';
import { parsePath, PathOrder } from '../manifest/yaml/json-path';
import { Unreadable } from '../manifest/yaml/plain-value';
import { Text } from '../manifest/yaml/source-text';
import { YamlDocument } from '../manifest/yaml/yaml-document';

const root = path.dirname(__dirname);

/** What is read: values, and for what cannot be read, where and why. */
function read(yaml: string): any[] {
  const text = new Text(yaml);
  return [...documentsOf(text)].map((document) => {
    if (document instanceof Unreadable) {
      const { line, column } = text.at(document.offset);
      return `${line}:${column} ${document.reason}`;
    }
    return document.value;
  });
}

function only(yaml: string): YamlDocument {
  const [document] = documentsOf(new Text(yaml));
  return document as YamlDocument;
}

describe('what kubectl reads', () => {
  test.each([
    ['documents', 'a: 1\n---\nb: 2\n--- # a comment\nc: 3\n', [{ a: 1 }, { b: 2 }, { c: 3 }]],
    ['nothing between marks', '# a\n---\n---\n\n# b\n---\na: 1\n---\n', [{ a: 1 }]],
    ['a document on the line of its mark', '--- {a: 1}\n', [{ a: 1 }]],
    ['the mark of an end', 'a: 1\n...\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
    ['directives', '%YAML 1.1\n---\na: 1\n', [{ a: 1 }]],
    ['three dashes that are no mark', 'a: |\n  ---\n  b\nc: ---x\n', [{ a: '---\nb\n', c: '---x' }]],
    ['lines that end in carriage returns alone', 'a: 1\rb:\r  - c\r', [{ a: 1, b: ['c'] }]],
    [
      'a byte order mark after the mark of a document',
      '---\na: 1\n---\n\ufeffb: 2\nc: 3\n',
      [{ a: 1 }, { b: 2, c: 3 }],
    ],
    ['lines that end as on Windows', 'a: 1\r\nb: |\r\n  c\r\n---\r\nd: 2\r\n', [{ a: 1, b: 'c\n' }, { d: 2 }]],
    ['a byte order mark', '\ufeffa: 1\n', [{ a: 1 }]],
    ['JSON, with tabs', '{\n\t"a": [\n\t\t1\n\t]\n}\n', [{ a: [1] }]],
    ['anchors', 'a: &a {k: v}\nb: *a\n', [{ a: { k: 'v' }, b: { k: 'v' } }]],
    ['an anchor that is used often', `a: &a v\nb: [${'*a, '.repeat(1000)}]\n`, [{ a: 'v', b: Array(1000).fill('v') }]],
    ['a key with an anchor', '&k a: 1\nb: *k\n', [{ a: 1, b: 'a' }]],
    ['merges', 'a: &a {k: v, b: 1}\nc: {<<: *a, b: 2}\n', [{ a: { k: 'v', b: 1 }, c: { b: 2, k: 'v' } }]],
    ['a list of merges', 'a: &a {k: v}\nc: {<<: [*a, {z: 1}]}\n', [{ a: { k: 'v' }, c: { k: 'v', z: 1 } }]],
    ['keys that are no texts', '1: a\n1.5: b\ntrue: c\n', [{ '1': 'a', '1.5': 'b', true: 'c' }]],
    [
      'YAML 1.1',
      'a: yes\nb: 017\nc: 0o7\nd: 1:20\ne: 2001-01-01\n',
      [{ a: true, b: 15, c: 7, d: '1:20', e: '2001-01-01' }],
    ],
    [
      'text that looks like a number',
      '[., ._, e1, E5, -e1, 12e4567, 1e400, 0o8, 0x, _1, 0b2, .5_, 0x1ffffffffffffffff]\n',
      [['.', '._', 'e1', 'E5', '-e1', '12e4567', '1e400', '0o8', '0x', '_1', '0b2', '.5_', '0x1ffffffffffffffff']],
    ],
    [
      'numbers of Go',
      '[0o17, 0X1F, +0X1F, +_3, 91e_6, 0_, 0b-1, 08, .5_0, -0, 1e3, 99999999999999999999]\n',
      [[15, 31, 31, 3, 91e6, 0, -1, 8, 0.5, 0, 1000, 1e20]],
    ],
    [
      'numbers as keys',
      '0o17: a\n1e6: b\n1000000: c\n.inf: d\n1.10: e\n',
      [{ 15: 'a', '1e+06': 'b', 1000000: 'c', '.inf': 'd', 1.1: 'e' }],
    ],
    [
      'tags',
      '[!!str 1, !!int "1", !!float 1, !!bool "y", !!null "", !!binary aGk=, !local 1]\n',
      [['1', 1, 1, true, null, 'hi', '1']],
    ],
    ['a merge after a field, which it replaces', 'a: 1\n<<: [{a: 2}, {a: 3, b: 3}]\nb: 4\n', [{ a: 2, b: 4 }]],
    ['quotes around what would be a merge', '"<<": {a: 1}\n', [{ '<<': { a: 1 } }]],
    ['large numbers', 'a: 9007199254740993\n', [{ a: 9007199254740993n }]],
    ['a list, a number', '- a\n---\n5\n', [['a'], 5]],
  ])('%s', (_, yaml, values) => expect(read(yaml)).toEqual(values));

  test('keys that JavaScript has a meaning for', () => {
    const [map] = read('__proto__: {a: 1}\nconstructor: b\ntoString: c\n');
    expect(Object.keys(map)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.getPrototypeOf(map)).toBe(Object.prototype);
    expect(({} as any).a).toBeUndefined();
  });

  test('all that is committed, as the library reads it', () => {
    const folders = ['dist', ...fs.readdirSync(path.join(root, 'examples')).map((name) => `examples/${name}/dist`)];
    const files = folders
      .filter((folder) => fs.existsSync(path.join(root, folder)))
      .flatMap((folder) =>
        fs
          .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
          .map((name) => path.join(root, folder, name)),
      )
      .filter((file) => file.endsWith('.yaml'));
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const text = fs.readFileSync(file, 'utf8');
      expect(read(text)).toEqual(parseAllDocuments(text).map((document) => document.toJS()));
    }
  });
});

describe('what cannot be read', () => {
  const deep = (open: string, times = 3000) => open.repeat(times);
  const bomb = [...'bcdefghij'].map((c, i) => `${c}: &${c} [${`*${'abcdefghi'[i]},`.repeat(9)}]\n`).join('');
  const levels = 'more than 250 nested levels';
  test.each([
    ['broken YAML', 'a: [1\nb: 2\n', [expect.stringMatching(/^2:1 /)]],
    ['the documents after it', 'a: [\n---\nb: 2\n', [expect.stringMatching(/^2:1 /), { b: 2 }]],
    ['tabs', 'a:\n\tb: 1\n', ['2:1 Tabs are not allowed as indentation']],
    ['a cycle', 'a: &a [*a]\n', ['1:8 the alias "*a" is inside the value that it refers to']],
    ['an alias of nothing', 'a: *b\n', ['1:4 no anchor "&b" is before this alias']],
    [
      'an alias bomb',
      `a: &a [x,x,x]\n${bomb}`,
      [expect.stringMatching(/^\d+:\d+ the aliases expand to more than 100000 values/)],
    ],
    [
      'a bomb of long texts',
      `a: &a ${'x'.repeat(1_000_000)}\nb: [${'*a, '.repeat(1000)}]\n`,
      [expect.stringMatching(/^2:\d+ the aliases expand to more than 100000 values/)],
    ],
    [
      'a bomb of merges',
      `a: &a {x: [${'x,'.repeat(1000)}]}\nb: [${'{<<: *a},'.repeat(1000)}]\n`,
      [expect.stringContaining('the aliases expand to')],
    ],
    ['no key', '~: a\n', ['1:1 a key must be a string']],
    ['a key that is too large an integer', '9223372036854775808: a\n', ['1:1 a key must be a string']],
    [
      'a number that JSON lacks',
      'a: [1, .nan]\n',
      ['1:8 .nan is not a number of JSON. If it is a text, write it in quotes: ".nan"'],
    ],
    [
      'another infinity',
      'a: -.INF\n',
      ['1:4 -.INF is not a number of JSON. If it is a text, write it in quotes: "-.INF"'],
    ],
    ['a tag of another type', 'a: !!int b\n', ['1:10 "b" does not have the type of its tag "!!int"']],
    ['a key with a tag of another type', '!!bool b: a\n', ['1:8 a key must be a string']],
    ['a merge of an alias of a list', 'a: &a [{b: 1}]\n<<: *a\n', ['2:5 "<<" requires a map or a list of maps']],
    ['a key that is a list', '? [a]\n: b\n', ['1:3 a key must be a string']],
    ['a merge of no map', 'a: {<<: 5}\n', ['1:9 "<<" requires a map or a list of maps']],
    ['open brackets', deep('['), [expect.stringContaining(levels)]],
    ['brackets', deep('[') + deep(']'), [expect.stringContaining(levels)]],
    ['braces', deep('{a: '), [expect.stringContaining(levels)]],
    ['dashes', `${deep('- ')}a`, [expect.stringContaining(levels)]],
    ['questions', `${deep('? ')}a`, [expect.stringContaining(levels)]],
    [
      'indents',
      Array.from({ length: 1000 }, (__, i) => `${' '.repeat(i)}a:\n`).join(''),
      [expect.stringContaining(levels)],
    ],
    [
      'a document that is too large',
      `a: 1\n---\nb: "${'x'.repeat(5e6)}"\n---\nc: 3\n`,
      [{ a: 1 }, '3:1 the document is larger than 4 MB, and the API server accepts at most 3 MB', { c: 3 }],
    ],
    ['quotes without end', `a: ${'"'.repeat(1001)}`, [expect.any(String)]],
  ])('%s: the place, and why', (_, yaml, said) => expect(read(yaml)).toEqual(said));

  test.each([
    ['many marks', `${'---\n'.repeat(300_000)}last: 1`],
    ['many keys', Array.from({ length: 50_000 }, (__, i) => `k${i}: v\n`).join('')],
    ['many tags', `a: ${'!a '.repeat(20_000)}`],
    ['many dashes', '-'.repeat(1_000_000)],
    ['many digits', `a: ${'7'.repeat(1_000_000)}`],
    ['many zeros', `a: 0${'0'.repeat(1_000_000)}`],
    ['many hexadecimal digits', `a: 0x${'f'.repeat(1_000_000)}`],
    ['many blanks', `a:${' '.repeat(1_000_000)}b`],
  ])('%s are read to the end', (_, yaml) => {
    expect(read(yaml)).toHaveLength(1);
  });
});

describe('a list of more than 4 MB, as kubectl prints all pods of a large cluster', () => {
  const filling = 'x'.repeat(600_000);
  const items = Array.from({ length: 8 }, (_, i) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { annotations: { text: `"]},{\\ \n- item\nkind: no\n#${filling}\n` }, name: `pod-${i}` },
  }));
  const list = { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } };
  const lone = items.map((item) => ({ apiVersion: 'v1', kind: 'List', items: [item] }));
  const places = (text: string): string[] => {
    const whole = new Text(text);
    const documents = [...documentsOf(whole)] as YamlDocument[];
    return documents.map((document) => {
      const { from, to } = document.spansTo(['items', 0, 'metadata', 'name']).pop()!;
      return `${text.slice(from, to)} ${whole.at(document.start).line}`;
    });
  };

  test.each([
    ['YAML', stringify(list, { indentSeq: false, lineWidth: 0 })],
    ['YAML with its items further in', stringify(list, { lineWidth: 0 })],
    ['YAML with lines that end in CRLF', stringify(list, { lineWidth: 0 }).replace(/\n/g, '\r\n')],
    ['YAML beside another document', `a: 1\n---\n${stringify(list, { lineWidth: 0 })}---\nb: 2\n`],
    ['JSON', JSON.stringify(list, null, 4)],
    ['JSON in one line', JSON.stringify(list)],
  ])('in %s is read item by item', (_, text) => {
    const found = read(text).filter((one) => 'apiVersion' in one);
    expect(found).toEqual(lone);
    expect(read(text).length - found.length).toBe(text.startsWith('a: 1') ? 2 : 0);
  });

  test('keeps the places of what is in it', () => {
    const yaml = stringify(list, { indentSeq: false, lineWidth: 0 });
    expect(places(yaml)).toEqual(items.map((_, i) => `pod-${i} ${3 + i * 10}`));
    expect(places(JSON.stringify(list))).toEqual(items.map((_, i) => `"pod-${i}" 1`));
  });

  test('keeps what kind of list it is, and items that are no objects', () => {
    const more = { ...list, kind: 'PodList', items: [...items, 5, [], 'a]'] };
    const tail = read(JSON.stringify(more)).slice(-3);
    expect(tail).toEqual([5, [], 'a]'].map((item) => ({ apiVersion: 'v1', kind: 'PodList', items: [item] })));
    expect(read(stringify(more)).slice(-3)).toEqual(tail);
  });

  test('does without an item that is too large, and without what is no list', () => {
    const large = { ...list, items: [{ a: 'x'.repeat(5e6) }, items[0]] };
    const expected = ['4:5 the item is larger than 4 MB, and the API server accepts at most 3 MB', lone[0]];
    expect(read(stringify(large, { lineWidth: 0 }))).toEqual([
      '3:1 the item is larger than 4 MB, and the API server accepts at most 3 MB',
      lone[0],
    ]);
    expect(read(JSON.stringify(large, null, 2))).toEqual(expected);
    const no = '1:1 the document is larger than 4 MB, and the API server accepts at most 3 MB';
    expect(read(JSON.stringify({ ...list, kind: 'Pod' }))).toEqual([no]);
    expect(read(JSON.stringify(list).slice(0, -100))).toEqual([no]);
    expect(read(stringify({ ...list, kind: 'Pod' }))).toEqual([no]);
  });
});

test('duplicate keys are reported with their paths, and the last one counts', () => {
  const document = only('a: 1\nb:\n  - c: 1\n    c: 2\na: 3\n');
  expect(document.value).toEqual({ a: 3, b: [{ c: 2 }] });
  expect(document.duplicates.map(({ steps }) => steps)).toEqual([['b', 0, 'c'], ['a']]);
});

test('a path with a long key', () => {
  const key = 'a.b['.repeat(1000);
  const object = { spec: { labels: { [key]: { c: [1] }, 'a.b': 1 } } };
  expect(parsePath(object, `spec.labels.${key}.c[0]`)).toEqual(['spec', 'labels', key, 'c', 0]);
  expect(parsePath(object, `spec.labels[${key}].c[0]`)).toEqual(['spec', 'labels', key, 'c', 0]);
});

describe('the place of a path in the text', () => {
  const yaml = `# a pod
spec:
  labels: &labels
    app.kubernetes.io/name: web
  containers:
    - name: web
      ports:
        - containerPort: 8080
    - <<: { image: a }
      labels: *labels
`;
  const pointed = (path: string): string => {
    const text = new Text(yaml);
    const [document] = documentsOf(text) as Iterable<YamlDocument>;
    const span = document.spansTo(parsePath(document.value, path)).pop()!;
    return `${text.at(span.from).line} ${yaml.slice(span.from, span.to)}`;
  };
  test.each([
    ['a value', 'spec.containers[0].ports[0].containerPort', '8 8080'],
    ['a key before a collection', 'spec.containers[0].ports', '7 ports'],
    ['an item', 'spec.containers[0]', '6 name'],
    ['a key with dots', 'spec.labels.app.kubernetes.io/name', '4 web'],
    ['a key in brackets', 'spec.labels[app.kubernetes.io/name]', '4 web'],
    ['what is missing is where it would be', 'spec.containers[0].image', '6 name'],
    ['an item that is missing', 'spec.containers[7].image', '5 containers'],
    ['what was taken over', 'spec.containers[1].image', '9 a'],
    ['behind an alias', 'spec.containers[1].labels[app.kubernetes.io/name]', '4 web'],
    ['nothing at all', 'status', '2 spec'],
  ])('%s', (_, path, place) => expect(pointed(path)).toBe(place));
});

test('places are in the order of the manifest', () => {
  const object = { spec: { b: [1, 2], a: 1 }, metadata: {} };
  const paths = ['metadata', 'spec.a', 'spec.b[1]', 'spec.b', 'spec.b[0]', 'spec'].map((path) =>
    parsePath(object, path),
  );
  const order = new PathOrder(object);
  expect(paths.sort((a, b) => order.compare(a, b)).map((steps) => steps.join('.'))).toEqual([
    'spec',
    'spec.b',
    'spec.b.0',
    'spec.b.1',
    'spec.a',
    'metadata',
  ]);
});

test('comments are distinguished from texts that look like comments', () => {
  const yaml = '# a waive\nb: "# waive"\nc: | # waive c\n  # waive\nd: e#waive\n---\nf: # waive f\n';
  const [first, second] = documentsOf(new Text(yaml)) as Iterable<YamlDocument>;
  const said = (document: YamlDocument) =>
    [...document.comments('waive')].map(({ from, to, text }) => [yaml.slice(from, to), text]);
  expect(said(first)).toEqual([
    ['# a waive', '# a waive'],
    ['# waive c', '# waive c'],
  ]);
  expect(said(second)).toEqual([['# waive f', '# waive f']]);
});
