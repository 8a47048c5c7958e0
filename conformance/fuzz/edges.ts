/** Values at the limits of fields and types, and annotations with a meaning. */
import { Dice } from './dice';

/** The lengths at which the API server refuses the texts of some fields. */
const LENGTHS = [15, 52, 58, 63, 64, 104, 128, 253, 256, 316, 571, 1024, 2048, 4095];

/** What a long text consists of: characters of one to four bytes, and the parts of names, paths and lists. */
const PARTS = ['a', 'A', '0', '-', 'é', '日', '😀', `${'a'.repeat(62)}.`, 'a.', 'a/', '/a', '$(A)', 'a,', ' '];
const STARTS = ['', '', '', '/', 'a\\', 'example.com/', 'example.com/a.', 'localhost/', 'iqn.2001-04.com.example:'];

/** A text at the limit of a length, in bytes or in characters. */
export function longText(dice: Dice, limit = dice.one(LENGTHS)): string {
  const length = limit + dice.one([-1, 0, 1]);
  const part = dice.one(PARTS);
  const text = dice.one(STARTS) + part.repeat(Math.ceil(length / part.length));
  return dice.chance(0.5)
    ? [...text].slice(0, length).join('')
    : Buffer.from(text)
        .subarray(0, length)
        .toString()
        .replace(/\ufffd$/, '');
}

const DIGITS = [
  ...['', '0', '00', '1', '2', '7', '8', '9', '10', '12', '15', '16', '012', '999', '1000', '1024', '4096', '8388608'],
  ...['1.', '.5', '0.5', '1.5', '0.0001', '1.0000000001', '0.123456789', '999999999999999999', '1234567890123456789'],
  ...['9007199254740993', '9223372036854775807', '9223372036854775808', '18446744073709551616', '1'.padEnd(40, '0')],
];
const UNITS = [
  ...['', '', 'n', 'u', 'm', 'k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'],
  ...[
    'e0',
    'e3',
    'E3',
    'E+2',
    'e-3',
    'e-9',
    'e-10',
    'e18',
    'e19',
    'e30',
    'e308',
    'e4294967296',
    'e',
    'K',
    'mi',
    'i',
    ' ',
  ],
];

/** A quantity, often at the limit of 64 bits. Some are invalid. */
export function anyQuantity(dice: Dice): string {
  return dice.one(['', '', '', '-', '+']) + dice.one(DIGITS) + dice.one(UNITS);
}

const BIG = [2n ** 53n + 1n, 2n ** 63n - 1n, 2n ** 63n, -(2n ** 63n), -(2n ** 63n) - 1n, 2n ** 64n - 1n, 2n ** 64n];

/** Replaces a number or a quantity somewhere in an object by an integer that a double cannot hold, as the YAML reader returns it. */
export function insertBigNumber(object: unknown, dice: Dice): void {
  const numbers: (readonly [struct: any, key: string])[] = [];
  const visit = (struct: any): void => {
    for (const key of Object.keys(struct)) {
      const value = struct[key];
      if (typeof value === 'number' || /^\d+[KMGm]?i?$/.test(String(value))) {
        numbers.push([struct, key]);
      } else if (typeof value === 'object' && value !== null) {
        visit(value);
      }
    }
  };
  visit(object);
  if (numbers.length > 0) {
    const [struct, key] = dice.one(numbers);
    struct[key] = dice.one(BIG);
  }
}

const PROFILES = ['runtime/default', 'docker/default', 'unconfined', 'localhost/', 'localhost/a', 'localhost/a/b'];
const INVALID_PROFILES = ['', 'x', 'localhost', 'localhost/ a', 'localhost//a', 'localhost/../a', 'runtime/default '];

/** The values of annotations that the API server reads. */
export const ANNOTATIONS: Readonly<Record<string, readonly string[]>> = {
  'container.apparmor.security.beta.kubernetes.io/app': [...PROFILES, ...INVALID_PROFILES],
  'container.apparmor.security.beta.kubernetes.io/c': [
    ...PROFILES,
    ...INVALID_PROFILES,
    `localhost/${'a'.repeat(4096)}`,
  ],
  'container.apparmor.security.beta.kubernetes.io/nope': PROFILES,
  'container.seccomp.security.alpha.kubernetes.io/c': [...PROFILES, ...INVALID_PROFILES],
  'controller.kubernetes.io/pod-deletion-cost': [
    ...['0', '10', '-1', '+1', '01', '-01', '--1', '1.0', '1e3', ' 1', '', '0x1', '1_000', '٣'],
    ...['2147483647', '2147483648', '-2147483648', '-2147483649', '9223372036854775808'],
  ],
  'kubernetes.io/config.mirror': ['', 'a'],
  'pod.alpha.kubernetes.io/initialized': ['true', 'false'],
  'pod.beta.kubernetes.io/init-containers': ['[]', '{'],
  'scheduler.alpha.kubernetes.io/affinity': ['{}', '{', '{"nodeAffinity": 1}'],
  'scheduler.alpha.kubernetes.io/critical-pod': ['', 'true'],
  'scheduler.alpha.kubernetes.io/preferred-zones': ['a'],
  'scheduler.alpha.kubernetes.io/tolerations': [
    ...['', ' ', 'null', '[]', '{}', '[null]', '[{}]', '[1]', '["a"]', 'x', '[{"key":"a"}'],
    ...['[{"key":1}]', '[{"KEY":"a","Operator":"Foo"}]', '[{"operator":"Exists","value":"a"}]', '[{"key":"a","x":1}]'],
  ],
  'seccomp.security.alpha.kubernetes.io/pod': [...PROFILES, ...INVALID_PROFILES],
  'security.alpha.kubernetes.io/sysctls': ['kernel.shm_rmid_forced=1', '=', ''],
  'security.alpha.kubernetes.io/unsafe-sysctls': ['kernel.msgmax=1', '='],
  'service.alpha.kubernetes.io/tolerate-unready-endpoints': ['true'],
  'volume.beta.kubernetes.io/storage-class': ['a', 'A b'],
};

const long = (length: number, part = 'a') => part.repeat(length);

/** Fields with limits that the lengths of `longText` do not reach, by `Type.field`, with values at the limits. */
export const LIMITS: Readonly<Record<string, readonly any[]>> = {
  'ObjectMeta.annotations': [
    { a: long(262_143) },
    { a: long(262_144) },
    { a: long(131_071, 'é'), b: '' },
    { a: long(131_071, 'é'), b: 'c' },
  ],
  'PodCertificateProjection.userAnnotations': [{ 'example.com/a': long(262_131) }, { 'example.com/a': long(262_132) }],
  'PodDNSConfig.searches': [
    [...Array(8).fill(`${long(63)}.${long(63)}.${long(63)}.${long(35)}`), long(15)],
    [...Array(8).fill(`${long(63)}.${long(63)}.${long(63)}.${long(35)}`), long(16), 'a'],
    Array(32).fill('a'),
    Array(33).fill('a'),
  ],
  'WindowsSecurityContextOptions.gmsaCredentialSpec': [65_536, 65_537].map((length) => long(length)),
  'WindowsSecurityContextOptions.runAsUserName': [
    ...[255, 256].map((length) => `${long(63)}.${long(63)}.${long(63)}.${long(63)}.a`.slice(0, length) + '\\user'),
    ...[104, 105].map((length) => `DOMAIN\\${long(length)}`),
    ...[104, 105].map((length) => long(length, 'é')),
    ...[15, 16].map((length) => `${long(length)}\\user`),
  ],
};
