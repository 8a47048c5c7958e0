import { apiFindings as api } from '../../../rules/check/check';
import { RULES } from '../../../rules/check/registry';
import { message } from '../../../rules/finding';
import { withoutRule } from '../../synth';
import { otherStructs } from '../../../kubernetes/built-in';
import { SCHEMA } from '../../../kubernetes/schema';

const pod = (spec: any = {}, metadata: any = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', ...metadata },
  spec: { containers: [{ name: 'c', image: 'nginx:1.27' }], ...spec },
});
const container = (fields: any) => pod({ containers: [{ name: 'c', image: 'nginx:1.27', ...fields }] });
const found = (manifest: any, version = '1.37') =>
  api(manifest, version).map((finding) => withoutRule(message(finding)));

describe('an unknown field is reported with a suggestion', () => {
  test.each([
    ['misspelt', container({ imgae: 'x' }), 'Did you mean "image"?'],
    ['of another case', container({ imagepullpolicy: 'Always' }), 'Did you mean "imagePullPolicy"?'],
    ['in the metadata', pod({}, { nodeSelector: { gpu: 'true' } }), 'It belongs in spec.nodeSelector.'],
    ['at the root', { ...pod(), containers: [] }, 'It belongs in spec.containers.'],
    ['in the pod, of its containers', pod({ livenessProbe: {} }), 'It belongs in spec.containers[].livenessProbe.'],
    ['in a container, of the pod', container({ hostNetwork: true }), 'It belongs in spec.hostNetwork.'],
    ['like nothing else', pod({ xyzzy: 1 }), 'Remove `xyzzy`.'],
  ])('%s', (_, manifest, fix) => {
    expect(found(manifest)).toEqual([expect.stringMatching(new RegExp(`there is no field .*${escaped(fix)}$`))]);
  });
});

describe('a value of a wrong type is reported with the right type', () => {
  test.each([
    ['a number in quotes', container({ ports: [{ containerPort: '80' }] }), 'Write it without quotes: 80.'],
    ['a number for text', container({ env: [{ name: 'A', value: 1 }] }), 'Write it in quotes: "1".'],
    ['a boolean for text', pod({}, { labels: { gpu: true } }), 'Write it in quotes: "true".'],
    ['a fraction', container({ ports: [{ containerPort: 80.5 }] }), 'Write an integer, without quotes.'],
    ['more than 32 bits', container({ ports: [{ containerPort: 8e10 }] }), 'Write an integer, without quotes.'],
    ['a map for a list', pod({ tolerations: {} }), 'Write the items in brackets: [ … ].'],
    ['a list for a map', pod({}, { labels: [] }), 'Write an object: each key with its value.'],
    ['text for a boolean', pod({ hostNetwork: 'yes' }), 'Write true or false, without quotes.'],
    ['no quantity', container({ resources: { limits: { memory: '1gb' } } }), '"128Mi" for memory, for example.'],
  ])('%s', (_, manifest, fix) => {
    expect(found(manifest)).toEqual([expect.stringMatching(new RegExp(`${escaped(fix)}$`))]);
  });

  test('null is no value, and is none too many', () => {
    expect(found(pod({ hostNetwork: null, tolerations: null, nodeName: null }))).toEqual([]);
  });

  test('a field that cannot be decoded is not also reported as missing', () => {
    expect(api(container({ image: 5 }), '1.37').map(({ rule }) => rule)).toEqual(['api/type']);
    expect(api(pod({ containers: 'c' }), '1.37').map(({ rule }) => rule)).toEqual(['api/type']);
  });
});

test.each([null, undefined, 5, 'pod', [], { spec: [] }, { metadata: 1, spec: { containers: [null, 3] } }])(
  'anything at all is answered with findings: %j',
  (manifest) => {
    expect(api(manifest, '1.37').length).toBeGreaterThan(0);
  },
);

test('keys that all objects have are fields that no pod has', () => {
  const manifest = JSON.parse(
    JSON.stringify(pod()).replace('"containers"', '"__proto__":{},"constructor":1,"containers"'),
  );
  expect(api(manifest, '1.37').map(({ path }) => path)).toEqual(['spec.__proto__', 'spec.constructor']);
});

test('reports all problems, in the order of the manifest', () => {
  const manifest = pod({
    hostnam: 'a',
    containers: [
      { name: 'C', image: ' x' },
      { name: 'd', image: 'i', ports: [{ containerPort: 0 }] },
    ],
    restartPolicy: 'Sometimes',
  });
  expect(api(manifest, '1.37').map(({ path }) => path)).toEqual([
    'spec.containers[0].name',
    'spec.containers[0].image',
    'spec.containers[1].ports[0].containerPort',
    'spec.hostnam',
    'spec.restartPolicy',
  ]);
});

describe('what a version does not have', () => {
  test('a field that came later is refused', () => {
    expect(api(pod({ hostnameOverride: 'h' }), '1.33').map(({ rule }) => rule)).toEqual(['api/field-version']);
  });

  test('a field whose gate is off is dropped, with a warning', () => {
    const [finding, ...others] = api(pod({ hostnameOverride: 'h' }), '1.34');
    expect(finding).toMatchObject({ rule: 'dropped-field', severity: 'warning', path: 'spec.hostnameOverride' });
    expect(others).toEqual([]);
  });

  test('from the version on whose gate is on, it counts', () => {
    expect(api(pod({ hostnameOverride: 'h' }), '1.35')).toEqual([]);
  });
});

test('the manifest is left as it was', () => {
  const manifest = pod({ hostNetwork: null, evictionResponders: [{ name: 'a/b' }], xyzzy: [null] });
  const before = JSON.stringify(manifest);
  api(manifest, '1.37');
  expect(JSON.stringify(manifest)).toBe(before);
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

test('each rule is about a struct that the schema has, and about fields of it', () => {
  const unknown = RULES.flatMap(({ checks = {}, fields = [] }) => [...Object.keys(checks), ...fields]).filter(
    (place) => {
      const [struct, field] = place.split('.');
      const fieldsOf = SCHEMA[struct] ?? otherStructs()[struct];
      // objects of any other kind
      return (
        place !== 'OtherObject' && (fieldsOf === undefined || (field !== undefined && fieldsOf[field] === undefined))
      );
    },
  );
  expect(unknown).toEqual([]);
});

test('a rule on several fields is asked once, whichever of them are there', () => {
  const policies = { dnsPolicy: 'None', dnsConfig: { nameservers: [] } };
  expect(found(pod(policies))).toHaveLength(1);
  expect(found(pod({ dnsConfig: { nameservers: ['x'] } }))).toHaveLength(1);
  expect(found(pod({ dnsPolicy: 'None' }))).toHaveLength(1);
});

test('a field that is undefined is one that is not there', () => {
  const none = { labels: undefined, annotations: undefined };
  const ports = { ports: undefined, resources: undefined, lifecycle: undefined };
  expect(found({ ...container(ports), metadata: { name: 'p', ...none } })).toEqual([]);
  expect(found(pod({ hostAliases: undefined, securityContext: undefined, volumes: undefined }))).toEqual([]);
});
