import { check } from '../../rules/check/check';
import { Server } from './server';

let server: Server;
beforeAll(async () => void (server = await Server.connect()));
afterAll(() => server.close());

const LABELS = { app: 'b', tier: 'x' };
const expression = (key: string, operator: string, ...values: string[]) => ({
  matchExpressions: [{ key, operator, ...(values.length === 0 ? {} : { values }) }],
});

/** Selectors for pods with those labels. */
const SELECTORS: Record<string, any> = {
  'that repeats a label': { matchLabels: { app: 'b' } },
  'that repeats all labels': { matchLabels: LABELS },
  'of another value': { matchLabels: { app: 'a' } },
  'of another key': { matchLabels: { app: 'b', team: 'c' } },
  'that is empty': {},
  'that is not there': undefined,
  'by a value among several': expression('app', 'In', 'a', 'b'),
  'by a value that is not among them': expression('app', 'In', 'a', 'c'),
  'by a value of a label that is not there': expression('team', 'In', 'a'),
  'against a value': expression('app', 'NotIn', 'b'),
  'against another value': expression('app', 'NotIn', 'a'),
  'against a value of a label that is not there': expression('team', 'NotIn', 'a'),
  'by a label': expression('tier', 'Exists'),
  'by a label that is not there': expression('team', 'Exists'),
  'against a label': expression('tier', 'DoesNotExist'),
  'against a label that is not there': expression('team', 'DoesNotExist'),
};

const template = { metadata: { labels: LABELS }, spec: { containers: [{ name: 'c', image: 'i' }] } };
const ending = { ...template, spec: { ...template.spec, restartPolicy: 'Never' } };
const object = (apiVersion: string, kind: string, spec: any) => ({
  apiVersion,
  kind,
  metadata: { name: 'w', namespace: 'default' },
  spec,
});

const workloads: [string, (selector: any) => any][] = [
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind): [string, (selector: any) => any] => [
    `a ${kind}`,
    (selector) => object('apps/v1', kind, { selector, template }),
  ]),
  ['a Job', (selector) => object('batch/v1', 'Job', { selector, template: ending })],
  [
    'a Job with manualSelector',
    (selector) => object('batch/v1', 'Job', { manualSelector: true, selector, template: ending }),
  ],
];

describe.each(workloads)('the rule refuses in %s what the API server refuses', (_, write) => {
  test.each(Object.entries(SELECTORS))('a selector %s', async (_name, selector) => {
    const one = write(selector);
    const { body } = await server.tryToCreate(
      `/apis/${one.apiVersion}/namespaces/default/${one.kind.toLowerCase()}s`,
      one,
    );
    // for a DaemonSet without a selector, it reports only that the labels do not match
    const elsewhere = one.kind === 'DaemonSet' && selector === undefined;
    const said: string[] = (body.details?.causes ?? []).map(({ reason, field }: any) => `${reason} ${field}`);
    const found = check(one, { version: '1.37' }).map(({ type, path }) => `${type} ${path}`);
    expect({ found, refused: found.length > 0 }).toEqual({
      found: found.filter((finding) => said.includes(finding) || elsewhere),
      refused: said.length > 0,
    });
  });
});
