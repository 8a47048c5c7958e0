import { Capture, Match, Matcher, MatchResult } from '../../testing';

const fits = (pattern: Matcher, value: unknown): boolean => pattern.test(value).isMatch;

test.each<[string, Matcher, unknown[], unknown[]]>([
  [
    'objectLike',
    Match.objectLike({ a: { b: 1 } }),
    [{ a: { b: 1, c: 2 }, d: 3 }],
    [{ a: { c: 1 } }, { a: 1 }, [], null, 'a'],
  ],
  [
    'objectEquals',
    Match.objectEquals({ a: { b: 1 } }),
    [{ a: { b: 1 } }, { a: { b: 1 }, c: undefined }],
    [{ a: { b: 1, c: 2 } }],
  ],
  [
    'objectLike with a list',
    Match.objectLike({ a: [{ b: 1 }] }),
    [{ a: [{ b: 1, c: 2 }] }],
    [{ a: [{ b: 1 }, {}] }, { a: [] }],
  ],
  [
    'arrayWith',
    Match.arrayWith([1, 3]),
    [
      [1, 3],
      [0, 1, 2, 3, 4],
    ],
    [[3, 1], [1], [], 'a', undefined],
  ],
  ['arrayWith objects', Match.arrayWith([{ a: 1 }]), [[{}, { a: 1 }]], [[{ a: 1, b: 2 }]]],
  [
    'arrayEquals',
    Match.arrayEquals([1, { a: 1 }]),
    [[1, { a: 1 }]],
    [
      [1, { a: 1, b: 2 }],
      [{ a: 1 }, 1],
    ],
  ],
  ['exact', Match.exact(1), [1], ['1', 1n, null, undefined]],
  ['exact with a matcher', Match.exact({ a: Match.anyValue() }), [{ a: 0 }], [{ a: 0, b: 1 }]],
  ['absent', Match.objectLike({ a: Match.absent() }), [{}, { b: 1 }], [{ a: null }, { a: 0 }]],
  ['anyValue', Match.anyValue(), [0, '', false, []], [null, undefined]],
  ['not', Match.not({ a: 1 }), [{ a: 2 }, undefined, {}], [{ a: 1, b: 2 }]],
  ['stringLikeRegexp', Match.stringLikeRegexp('^b.$'), ['a\nbc', 'bc'], ['abc', 1, undefined]],
  ['a global expression', Match.stringLikeRegexp(/b/g), ['b', 'b', 'ab'], ['a']],
  ['serializedJson', Match.serializedJson({ a: 1 }), ['{"a": 1, "b": 2}'], ['{"a": 2}', '{', { a: 1 }]],
])('%s', (_, pattern, right, wrong) => {
  expect(right.filter((value) => !fits(pattern, value))).toEqual([]);
  expect(wrong.filter((value) => fits(pattern, value))).toEqual([]);
});

test('fields of the prototype are not fields', () => {
  expect(fits(Match.objectLike({ constructor: Match.absent(), toString: Match.absent() }), {})).toBe(true);
});

test('a Capture takes no value if another part of the pattern does not match, or in Match.not', () => {
  const capture = new Capture();
  expect(fits(Match.objectLike({ a: capture, b: 1 }), { a: 1, b: 2 })).toBe(false);
  Match.not(Match.objectLike({ a: capture, b: 1 }))
    .test({ a: 1, b: 2 })
    .finish();
  expect(() => capture.asNumber()).toThrow('no value');
});

test('a Capture with a pattern takes only a value that matches, and has each type', () => {
  const captures = {
    s: new Capture(Match.stringLikeRegexp('a')),
    n: new Capture(),
    b: new Capture(),
    l: new Capture(),
    o: new Capture(),
  };
  expect(fits(captures.s, 'b')).toBe(false);
  Match.objectLike(captures)
    .test({ s: 'a', n: 1, b: true, l: [1], o: { a: 1 } })
    .finish();
  const { s, n, b, l, o } = captures;
  expect([s.asString(), n.asNumber(), b.asBoolean(), l.asArray(), o.asObject()]).toEqual(['a', 1, true, [1], { a: 1 }]);
});

test('a matcher of one’s own works in every pattern', () => {
  class Even extends Matcher {
    public readonly name = 'Even';
    public override test(actual: unknown): MatchResult {
      const result = new MatchResult();
      return Number(actual) % 2 === 0 ? result : result.fail('expected an even number');
    }
  }
  const pattern = Match.arrayWith([Match.objectLike({ replicas: new Even() })]);
  expect(fits(pattern, [{ replicas: 1 }, { replicas: 2 }])).toBe(true);
  expect(String(pattern.test([{ replicas: 1 }]))).toContain('[0].replicas: expected an even number');
});
