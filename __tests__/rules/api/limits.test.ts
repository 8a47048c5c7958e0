import { fractionalBytes } from '../../../rules/api-warning';
import { check } from '../../../rules/check/check';
import { found, pod } from './found';

const limits = (amounts: any) => pod({}, { resources: { limits: { cpu: 1, ...amounts } } });

test.each([
  ['12E', []],
  ['2Mi', []],
  ['3Mi', ['requests', 'limits']],
  ['8Ei', ['requests', 'limits']],
  ['9223372036854775808', []],
])('huge pages are computed in 64 bits: %s', (amount, expected) => {
  expect(found(limits({ 'hugepages-2Mi': amount }))).toEqual(
    expected.map((list) => `spec.containers[0].resources.${list}[hugepages-2Mi] Invalid`),
  );
});

test.each([
  [2n ** 63n - 1n, true],
  [2n ** 63n, false],
  [-(2n ** 63n), true],
  [-(2n ** 63n) - 1n, false],
])('a 64-bit field accepts 64-bit integers that a double cannot hold: %s', (value, isAccepted) => {
  const errors = found(pod({ tolerations: [{ key: 'a', effect: 'NoExecute', tolerationSeconds: value }] }));
  expect(errors).toEqual(isAccepted ? [] : ['spec.tolerations[0].tolerationSeconds undefined']);
});

test('a quantity can be an integer that a double cannot hold', () => {
  expect(found(limits({ memory: 2n ** 64n }))).toEqual([]);
});

test.each([
  ['8Pi', false],
  ['9Pi', true],
  ['999Pi', true],
  ['8191Ti', false],
  ['9999Ti', true],
  ['9224T', false],
  ['9223372036854775', false],
  ['9223372036854776', true],
  ['1.5Gi', false],
  ['100m', true],
])(
  'the API server computes an amount of memory in thousandths of 64 bits, and warns about a fraction: %s',
  (memory, isFraction) => {
    const findings = check(limits({ memory }), { version: '1.37' }).filter(({ rule }) => rule === fractionalBytes.id);
    expect(findings.length > 0).toBe(isFraction);
  },
);

test.each([
  ['+e-10', false],
  ['e-3', true],
  ['Pi', false],
  ['Ki', true],
  ['1e99999999999999999999', false],
])('a quantity needs digits if it does not fit in 64 bits: %s', (sizeLimit, isAccepted) => {
  const errors = found(pod({ volumes: [{ name: 'v', emptyDir: { sizeLimit } }] }));
  expect(errors).toEqual(isAccepted ? [] : ['spec.volumes[0].emptyDir.sizeLimit undefined']);
});

describe('an annotation with tolerations', () => {
  const key = 'scheduler.alpha.kubernetes.io/tolerations';
  const annotated = (value: string) => pod({}, {}, { annotations: { [key]: value } });

  test.each(['', 'null', '[]', '[{"key":"a"}]', '[{"KEY":"a","Operator":"Exists","other":1}]'])('%s', (value) => {
    expect(found(annotated(value))).toEqual([]);
  });

  test.each(['x', '{}', '[1]', '[{"key":1}]', '[{"key":"a","tolerationSeconds":1.5}]'])(
    'is unreadable: %s',
    (value) => {
      expect(found(annotated(value))).toEqual(['metadata.annotations Invalid']);
    },
  );

  test.each([
    ['[{"key":"a","operator":"Foo"}]', 'operator NotSupported'],
    ['[null]', 'operator Invalid'],
    ['[{"key":"a b","operator":"Exists"}]', 'key Invalid'],
    ['[{"key":"a","effect":"No"}]', 'effect NotSupported'],
  ])('%s', (value, expected) => {
    expect(found(annotated(value))).toEqual([`metadata.annotations.${key}[0].${expected}`]);
  });
});

test('white space and lower case are those of Go', () => {
  expect(found(pod({}, { image: 'a\u0085' }))).toEqual(['spec.containers[0].image Invalid']);
  expect(found(pod({}, { image: '\ufeffa' }))).toEqual([]);
  expect(found(pod({}, {}, { annotations: { '\u0130': 'a' } }))).toEqual([]);
});

test('the limits of texts count bytes', () => {
  const iscsi = (targetPortal: string) => ({
    iscsi: { targetPortal, iqn: 'iqn.2001-04.com.example:a', lun: 0, initiatorName: 'iqn.2001-04.com.example:a' },
  });
  expect(found(pod({ volumes: [{ name: 'v', ...iscsi('é'.repeat(31)) }] }))).toEqual([]);
  expect(found(pod({ volumes: [{ name: 'v', ...iscsi('é'.repeat(32)) }] }))).toEqual(['spec.volumes[0].name Invalid']);
});

test('the annotations of a certificate have a limit', () => {
  const annotations = (length: number) =>
    pod({
      volumes: [
        {
          name: 'v',
          projected: {
            sources: [
              {
                podCertificate: {
                  signerName: 'example.com/s',
                  keyType: 'ED25519',
                  credentialBundlePath: 'a',
                  userAnnotations: { 'a.b/c': 'a'.repeat(length) },
                },
              },
            ],
          },
        },
      ],
    });
  expect(found(annotations(262_139))).toEqual([]);
  expect(found(annotations(262_140))).toEqual([
    'spec.volumes[0].projected.sources[0].podCertificate.userAnnotations TooLong',
  ]);
});
