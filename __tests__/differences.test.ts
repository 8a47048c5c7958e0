import { isDeepStrictEqual } from 'util';
import { differences, podPath } from '../manifest/diff/differences';
import { describeChange, formatSteps } from '../manifest/diff/describe-change';

/** Numbers below a bound, the same in each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (state * 48271) % 2147483647) % below;
}

const FIELDS = [
  ...[
    'name',
    'image',
    'env',
    'ports',
    'containerPort',
    'protocol',
    'command',
    'restartPolicy',
    'volumeMounts',
    'mountPath',
  ],
  ...[
    'containers',
    'initContainers',
    'volumes',
    'labels',
    'data',
    'value',
    'valueFrom',
    'secretKeyRef',
    'envFrom',
    'spec',
  ],
];
const VALUES = ['a', 'b', 'Always', '', 'a\nb', 1, 0, true, null];

/** What a manifest may hold, right or wrong. */
function random(below: (bound: number) => number, depth: number): any {
  switch (depth === 0 ? 2 : below(5)) {
    case 0:
      return Array.from({ length: below(4) }, () => random(below, depth - 1));
    case 1:
    case 3:
      return fields(below, depth);
    default:
      return VALUES[below(VALUES.length)];
  }
}

function fields(below: (bound: number) => number, depth: number): any {
  return Object.fromEntries(
    Array.from({ length: below(5) }, () => [FIELDS[below(FIELDS.length)], random(below, depth - 1)]),
  );
}

test('whatever two objects hold, there is a difference if and only if they differ, and words for it', () => {
  const below = numbers(3);
  const list = () => Array.from({ length: below(4) }, () => fields(below, 3));
  const object = () => {
    const spec = { ...fields(below, 3), containers: list(), ...(below(2) && { initContainers: list() }) };
    return { kind: 'A', metadata: below(3) ? fields(below, 2) : null, spec: below(3) ? { template: { spec } } : spec };
  };
  for (let i = 0; i < 3000; i++) {
    const before = object();
    const after = below(10) ? object() : JSON.parse(JSON.stringify(before));
    const found = differences(before, after);
    expect([before, after, found.length === 0]).toEqual([before, after, isDeepStrictEqual(before, after)]);
    const pod = podPath(after) ?? podPath(before);
    expect(found.every((one) => describeChange(one, pod) !== '' && formatSteps(one.steps) !== '')).toBe(true);
    expect(found.map((one) => describeChange(one, pod)).join()).not.toMatch(/undefined|\[object/);
  }
});
