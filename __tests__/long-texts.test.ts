import { diagramsOf } from '../cli/diagram/pod-diagram';
import { compare } from '../manifest/diff/compare';
import { examine } from '../rules/check/examine';
import { Linter } from '../rules/check/lint';

const LENGTH = 200_000;

/** The length of the longest script that Linux starts. Longer ones are not read. */
const LONGEST_SCRIPT = 128 * 1024 - 1;

/** Texts that need much time if an expression tries many ways to match them. */
const TEXTS = [
  ...[
    'a',
    '0',
    ':',
    '@',
    '.',
    '/',
    '-',
    ' ',
    '\t',
    '%',
    '_',
    '$',
    '[',
    '(',
    "'",
    '\\',
    'é',
    '-a',
    'a.',
    'a/',
    '::',
    '0.',
    "['",
    '$(A)',
  ],
  ...[
    '@every 1s',
    'tail -n',
    'while : ',
    'httpd ',
    'nc -l ',
    'gunicorn ',
    '--bind=',
    '-endpoint',
    'localhost:',
    'pkill -',
    'iqn.2001-04.a',
    'TZ=',
    'echo a;',
    '$(date ',
    '>a ',
    'a;',
    '`a`',
    '<<a $(b) ',
    '$(<<a) ',
    'nc localhost 80;',
  ],
].map((part) => part.repeat(Math.ceil(LENGTH / part.length)));

type Place = (text: string) => any;
const template = (container: object, spec: object = {}, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', ...metadata },
  spec: {
    containers: [
      { name: 'web', image: 'nginx:1.27', ...container },
      { name: 'logs', image: 'nginx' },
    ],
    ...spec,
  },
});
const PLACES: Record<string, Place> = {
  image: (image) => template({ image, imagePullPolicy: 'Never' }),
  command: (text) => template({ command: ['sh', '-c', text], args: [text] }),
  script: (text) => template({ command: ['sh', '-c', text.slice(0, LONGEST_SCRIPT)] }),
  'script in a script': (text) =>
    template({ command: ['sh', '-c', `sh <<'EOF'\n${text.slice(0, LONGEST_SCRIPT - 20)}\nEOF`] }),
  'command line': (text) => template({ command: [text], livenessProbe: { exec: { command: ['sh', `-c ${text}`] } } }),
  variable: (value) =>
    template({
      env: [
        { name: value, value },
        { name: 'A', value: 'localhost' },
      ],
    }),
  'field reference': (fieldPath) =>
    template({ env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: `${fieldPath}']` } } }] }),
  'resource name': (name) => template({ resources: { limits: { [name]: '1' }, requests: { cpu: name } } }),
  quantity: (cpu) => template({ resources: { limits: { cpu, memory: `${cpu}Mi` } } }),
  path: (mountPath) => template({ volumeMounts: [{ name: mountPath, mountPath, subPath: mountPath }] }),
  host: (host) => template({ livenessProbe: { httpGet: { port: 80, host, path: host } } }, { hostname: host }),
  ip: (ip) =>
    template({}, { hostAliases: [{ ip, hostnames: [ip] }], dnsConfig: { nameservers: [ip], searches: [ip] } }),
  'object name': (name) => template({}, {}, { name, namespace: name, generateName: name }),
  labels: (text) => template({}, { nodeSelector: { [text]: text } }, { labels: { [text]: text } }),
  annotations: (text) => template({}, {}, { annotations: { [text]: text } }),
  volume: (iqn) =>
    template(
      {},
      {
        volumes: [
          { name: iqn, iscsi: { iqn, lun: 0, targetPortal: iqn, initiatorName: iqn } },
          { name: 'a', rbd: { image: iqn } },
        ],
      },
    ),
  sysctl: (name) => template({}, { securityContext: { sysctls: [{ name, value: name }] } }),
  schedule: (schedule) => ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'web' },
    spec: { schedule, timeZone: schedule, jobTemplate: { spec: { template: { spec: { containers: [] } } } } },
  }),
  kind: (kind) => ({ ...template({}), kind, apiVersion: `v${kind}` }),
};

describe(`a text of ${LENGTH} characters needs a short time`, () => {
  test.each(Object.entries(PLACES))('%s', (_, place) => {
    const slow: string[] = [];
    for (const text of TEXTS) {
      const object = place(text);
      const start = process.cpuUsage();
      diagramsOf([object]);
      const manifest = { object, file: 'a.yaml', location: 'a.yaml:1' };
      compare(
        [manifest],
        [{ ...manifest, object: { ...object, metadata: { ...object.metadata, labels: { a: text } } } }],
      );
      examine(
        JSON.stringify(object),
        'a.yaml',
        new Linter({ severity: 'advice', podSecurity: 'restricted', target: '1.37' }),
      );
      const { user } = process.cpuUsage(start);
      if (user > 2_000_000) {
        slow.push(`${text.slice(0, 20)}: ${user / 1e6} s`);
      }
    }
    expect(slow).toEqual([]);
  });
});
