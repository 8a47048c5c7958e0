import { found, pod } from './found';

const at = (path: string, list: string[]) => list.map((one) => one.replace(path, ''));

describe('node affinity', () => {
  const required = (term: any, version?: string) =>
    at(
      'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].',
      found(
        pod({
          affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } } },
        }),
        version,
      ),
    );
  const by = (operator: string, ...values: string[]) => ({ matchExpressions: [{ key: 'a', operator, values }] });

  test.each([
    [by('In'), ['matchExpressions[0].values Required']],
    [by('Exists', 'b'), ['matchExpressions[0].values Forbidden']],
    [by('Gt', '1', '2'), ['matchExpressions[0].values Required']],
    [by('in', 'b'), ['matchExpressions[0].operator Invalid']],
    [by('In', 'a b'), ['matchExpressions[0].values[0] Invalid']],
    [{ matchFields: [{ key: 'metadata.uid', operator: 'In', values: ['a'] }] }, ['matchFields[0].key Invalid']],
    [{ matchFields: [{ key: 'metadata.name', operator: 'Exists' }] }, ['matchFields[0].operator Invalid']],
  ])('%j', (term, expected) => {
    expect(required(term)).toEqual(expected);
  });

  test('1.30 accepts values that no label can have', () => {
    expect(required(by('In', 'a b'), '1.30')).toEqual([]);
  });
});

describe('pod affinity', () => {
  const near = (term: any, metadata?: any, version?: string) =>
    at(
      'spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]',
      found(
        pod({ affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } }, {}, metadata),
        version,
      ),
    );
  const term = { topologyKey: 'zone', labelSelector: { matchLabels: { app: 'a' } } };

  test('names a topology key', () => {
    expect(near({ ...term, topologyKey: '' })).toEqual(['.topologyKey Required', '.topologyKey Invalid']);
  });

  test('adds no key that the selector has', () => {
    const labels = { app: 'a' };
    expect(near({ ...term, matchLabelKeys: ['app'] }, { labels })).toEqual(['[0] Invalid']);
    expect(near({ ...term, matchLabelKeys: ['tier'] }, { labels })).toEqual([]);
  });

  test('without a selector is warned of', () => {
    expect(near({ topologyKey: 'zone' })).toEqual(['.labelSelector api-warning/null-selector']);
  });
});

describe('spreading', () => {
  const spread = (...some: any[]) =>
    at(
      'spec.topologySpreadConstraints',
      found(
        pod({
          topologySpreadConstraints: some.map((one) => ({
            maxSkew: 1,
            topologyKey: 'zone',
            whenUnsatisfiable: 'DoNotSchedule',
            labelSelector: {},
            ...one,
          })),
        }),
      ),
    );

  test.each([
    [{ maxSkew: 0 }, '[0].maxSkew Invalid'],
    [{ topologyKey: '' }, '[0].topologyKey Required'],
    [{ whenUnsatisfiable: 'Maybe' }, '[0].whenUnsatisfiable NotSupported'],
    [{ minDomains: 1, whenUnsatisfiable: 'ScheduleAnyway' }, '[0].minDomains Invalid'],
    [{ nodeTaintsPolicy: 'honor' }, '[0].nodeTaintsPolicy NotSupported'],
  ])('%j', (one, expected) => {
    expect(spread(one)).toEqual([expected]);
  });

  test('twice in one way is refused', () => {
    expect(spread({}, {})).toEqual(['[0].{topologyKey, whenUnsatisfiable} Duplicate']);
  });
});

test.each([
  [{ key: 'a', operator: 'Exists' }, []],
  [{ operator: 'Equal' }, ['operator Invalid']],
  [{ key: 'a', operator: 'Exists', value: 'b' }, ['operator Invalid']],
  [{ key: 'a', operator: 'Is', value: 'b' }, ['operator NotSupported']],
  [{ key: 'a b', operator: 'Exists' }, ['key Invalid']],
  [{ key: 'a', operator: 'Exists', effect: 'Never' }, ['effect NotSupported']],
  [{ key: 'a', operator: 'Exists', tolerationSeconds: 1 }, ['effect Invalid']],
])('toleration %j', (toleration, expected) => {
  expect(at('spec.tolerations[0].', found(pod({ tolerations: [toleration] })))).toEqual(expected);
});

test('the node selector has keys and values of labels', () => {
  expect(found(pod({ nodeSelector: { 'a b': 'c' } }))).toEqual(['spec.nodeSelector Invalid']);
  expect(found(pod({ nodeSelector: { 'beta.kubernetes.io/os': 'linux' } }))).toEqual([
    'spec.nodeSelector[beta.kubernetes.io/os] api-warning/deprecated-label',
  ]);
});

test('the API server warns about the label of control planes since 1.31', () => {
  const old = pod({ nodeSelector: { 'node-role.kubernetes.io/master': '' } });
  expect(found(old, '1.30')).toEqual([]);
  expect(found(old, '1.31')).toEqual([
    'spec.nodeSelector[node-role.kubernetes.io/master] api-warning/deprecated-label',
  ]);
});
