import { checkObject } from '../rules';
import { podcheck, refused } from './shared';

const base = { name: 'c', image: 'nginx:1.27' };
const emptyDir = { name: 'v', emptyDir: {} };
const pod = (spec: any = {}, metadata: any = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'default', ...metadata },
  spec: { containers: [base], ...spec },
});
const container = (fields: any, spec: any = {}) => pod({ containers: [{ ...base, ...fields }], ...spec });
const mounts = (...volumeMounts: any[]) => container({ volumeMounts }, { volumes: [emptyDir] });
const long = 'a'.repeat(64);

/** Pods with a single thing wrong. */
const WRONG: Record<string, any> = {
  'a name with capitals': pod({}, { name: 'My_Pod' }),
  'a name that is too long': pod({}, { name: 'a'.repeat(254) }),
  'a namespace with a dot': pod({}, { namespace: 'bad.ns' }),
  'a label value that is too long': pod({}, { labels: { app: long } }),
  'a label value with a blank': pod({}, { labels: { app: 'a b' } }),
  'a label key with a bad prefix': pod({}, { labels: { 'Ex_ample.com/a': 'x' } }),
  'a label key that is too long': pod({}, { labels: { [long]: 'x' } }),
  'a label key with two slashes': pod({}, { labels: { 'a/b/c': 'x' } }),
  'an annotation key with a blank': pod({}, { annotations: { 'bad key': 'x' } }),
  'a node selector value with a blank': pod({ nodeSelector: { gpu: 'a b' } }),
  'a node selector key with a blank': pod({ nodeSelector: { 'g pu': 'a' } }),
  'a container without a name': pod({ containers: [{ image: 'i' }] }),
  'a container name with capitals': container({ name: 'C' }),
  'a container name with a dot': container({ name: 'a.b' }),
  'two containers of one name': pod({ containers: [base, base] }),
  'an init container of the same name': pod({ initContainers: [base] }),
  'a container without an image': pod({ containers: [{ name: 'c' }] }),
  'an image with a blank before it': container({ image: ' nginx' }),
  'port 0': container({ ports: [{ containerPort: 0 }] }),
  'port 65536': container({ ports: [{ containerPort: 65536 }] }),
  'a negative host port': container({ ports: [{ containerPort: 1, hostPort: -1 }] }),
  'a port name with capitals': container({ ports: [{ containerPort: 1, name: 'HTTP' }] }),
  'a port name that is too long': container({ ports: [{ containerPort: 1, name: 'a'.repeat(16) }] }),
  'a port name without a letter': container({ ports: [{ containerPort: 1, name: '80' }] }),
  'a port name with two dashes': container({ ports: [{ containerPort: 1, name: 'a--b' }] }),
  'two ports of one name': container({
    ports: [
      { containerPort: 1, name: 'a' },
      { containerPort: 2, name: 'a' },
    ],
  }),
  'a volume without a name': pod({ volumes: [{ emptyDir: {} }] }),
  'a volume name with capitals': pod({ volumes: [{ name: 'V', emptyDir: {} }] }),
  'two volumes of one name': pod({ volumes: [emptyDir, emptyDir] }),
  'a mount without a volume': container({ volumeMounts: [{ name: 'x', mountPath: '/x' }] }),
  'a mount without a name': mounts({ mountPath: '/x' }),
  'a mount without a path': mounts({ name: 'v' }),
  'two mounts at one path': mounts({ name: 'v', mountPath: '/x' }, { name: 'v', mountPath: '/x' }),
  'a sub-path that is absolute': mounts({ name: 'v', mountPath: '/x', subPath: '/y' }),
  'a sub-path that leads out': mounts({ name: 'v', mountPath: '/x', subPath: 'a/../..' }),
};

/** What the API server cannot even read, so that it names no place. */
const UNREADABLE: Record<string, any> = {
  'a quantity with a blank': container({ resources: { requests: { memory: '1 Gi' } } }),
  'a quantity with a wrong unit': container({ resources: { limits: { cpu: '1mb' } } }),
  'a size limit that is no quantity': pod({ volumes: [{ name: 'v', emptyDir: { sizeLimit: 'big' } }] }),
  'a label that is not a string': pod({}, { labels: { gpu: true } }),
};

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

describe('a rule finds what the API server refuses, at the same place', () => {
  const verdicts = podcheck('1.27', Object.values(WRONG));
  test.each(Object.keys(WRONG).map((name, i) => [name, WRONG[name], verdicts[i]] as const))(
    '%s',
    (_, wrong, verdict) => {
      // the server does not say which mount it is whose sub-path is wrong
      const theirs = (verdict.errors ?? []).map(({ field }) => field.replace('volumeMounts.', 'volumeMounts[0].'));
      expect(theirs).not.toEqual([]);
      const ours = checkObject(wrong, '1.27').map(({ path }) => path);
      expect([...new Set(ours)].sort()).toEqual([...new Set(theirs)].sort());
    },
  );
});

describe('a rule finds what the API server cannot read', () => {
  const verdicts = podcheck('1.27', Object.values(UNREADABLE));
  test.each(Object.keys(UNREADABLE).map((name, i) => [name, UNREADABLE[name], verdicts[i]] as const))(
    '%s',
    (_, wrong, verdict) => {
      expect(refused(verdict)).toBe(true);
      expect(checkObject(wrong, '1.27')).toHaveLength(1);
    },
  );
});

test('a quantity is one for the rules where it is one for the API server', () => {
  const all = [...QUANTITIES, ...NO_QUANTITIES];
  const pods = all.map((amount) => pod({ volumes: [{ name: 'v', emptyDir: { sizeLimit: amount } }] }));
  const theirs = podcheck('1.27', pods).map((verdict) => verdict.decode === undefined);
  const ours = pods.map((one) => !checkObject(one, '1.27').some(({ rule }) => rule === 'api/quantity'));
  expect(all.filter((_, i) => theirs[i])).toEqual(all.filter((_, i) => ours[i]));
});
