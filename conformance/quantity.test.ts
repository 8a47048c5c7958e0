import { check } from '../rules/check/check';
import { podcheck } from './shared';

const pod = (spec: any) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'default' },
  spec: { containers: [{ name: 'c', image: 'nginx:1.27' }], ...spec },
});

/** Quantities that it reads, however odd. */
const QUANTITIES = [
  '+',
  '-',
  'm',
  'Ki',
  '.m',
  'E',
  'e-3',
  ' 1',
  '1 ',
  '.',
  'e3',
  '1',
  '+1',
  '-1',
  '.5',
  '1.',
  '0.1',
  '1e3',
  '1E3',
  '1e-3',
  '12E',
  '1Ei',
  '100n',
  '100u',
  '1k',
  '1Ki',
  1,
  0.5,
];
const NO_QUANTITIES = [
  'e',
  'e+',
  '1e',
  '1m3',
  '1.1.1',
  '..',
  '\t1',
  ' ',
  '',
  ' 1',
  '1 ',
  '1K',
  '1ki',
  '1mi',
  '.',
  '1e',
  '1e1.5',
  '1_000',
  'e3',
  '--1',
  '0x10',
  '1,5',
  '１',
];

test('the rules accept the quantities that the API server accepts', () => {
  const all = [...QUANTITIES, ...NO_QUANTITIES];
  const pods = all.map((amount) => pod({ volumes: [{ name: 'v', emptyDir: { sizeLimit: amount } }] }));
  const theirs = podcheck('1.27', pods).map((verdict) => verdict.decode === undefined);
  const ours = pods.map((one) => !check(one, { version: '1.27' }).some(({ rule }) => rule === 'api/quantity'));
  expect(all.filter((_, i) => theirs[i])).toEqual(all.filter((_, i) => ours[i]));
});
