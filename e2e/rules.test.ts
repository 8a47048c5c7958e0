import { checkObject } from '../rules';
import { checkTogether } from '../rules/together';
import { apply, eventually, kubectl, remove } from './kubectl';
import { Proof, PROOFS } from './rules';

const NAMESPACES = ['rules-bad', 'rules-fixed'];

/** All that the cluster says of a pod: its state, that of its containers, its events, and what its containers have printed. */
async function words(pod: string, namespace: string): Promise<string> {
  const said = (...args: string[]) => kubectl(...args, '-n', namespace).catch(() => '');
  const json = await said('get', 'pod', pod, '-o', 'json');
  if (json === '') {
    return '';
  }
  const { status } = JSON.parse(json);
  const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  const state = (kind: string, value: any = {}) =>
    Object.entries<any>(value).map(
      ([name, detail]) => `${kind} ${name} ${detail.exitCode ?? ''} ${detail.reason ?? ''} ${detail.message ?? ''}`,
    );
  const events = [
    'get',
    'events',
    '--field-selector',
    `involvedObject.name=${pod}`,
    '-o',
    'jsonpath={range .items[*]}{.reason}: {.message}{"\\n"}{end}',
  ];
  const logs = containers.flatMap(({ name }: any) => [
    said('logs', pod, '-c', name, '--tail=20', '--prefix'),
    said('logs', pod, '-c', name, '--tail=20', '--prefix', '--previous'),
  ]);
  return [
    `phase ${status.phase} ${status.reason ?? ''} ${status.message ?? ''}`,
    ...(status.conditions ?? []).map(
      ({ type, status: holds, reason = '' }: any) => `condition ${type} ${holds} ${reason}`,
    ),
    ...containers.flatMap(({ name, ready: isReady, state: now, lastState }: any) => [
      ...state(`${name} is`, now),
      ...state(`${name} was`, lastState),
      `${name} ${isReady ? 'ready' : 'not ready'}`,
    ]),
    await said(...events),
    ...(await Promise.all(logs)),
  ].join('\n');
}

/** Sees words come, all of them at once, and keeps them. */
async function sees(proof: Proof, namespace: string, wanted: RegExp[]): Promise<void> {
  let last = '';
  try {
    await eventually(async () => {
      last = await words(proof.name, namespace);
      wanted.forEach((one) => expect(last).toMatch(one));
    });
  } catch (error) {
    process.stderr.write(`\n${proof.name} in ${namespace}:\n${last}\n`);
    throw error;
  }
}

const text = (objects: any[]) => objects.map((object) => JSON.stringify(object)).join('\n---\n');

beforeAll(async () => {
  await Promise.all(NAMESPACES.map((name) => kubectl('create', 'namespace', name)));
  const of = (objects: any[], namespace: string) =>
    objects.map(({ metadata, ...rest }) => ({ ...rest, metadata: { ...metadata, namespace } }));
  await apply(text(PROOFS.flatMap(({ bad }) => of(bad, 'rules-bad'))));
  await apply(text(PROOFS.flatMap(({ fixed }) => of(fixed, 'rules-fixed'))));
});

afterAll(async () => {
  await Promise.all(NAMESPACES.map((name) => remove('pods', '--all', '-n', name).catch(() => undefined)));
  await remove('namespace', '--wait=false', ...NAMESPACES);
});

const found = (objects: any[]): string[] => {
  const together = checkTogether(objects);
  return objects.flatMap((object) =>
    [...checkObject(object, '1.37'), ...(together.get(object) ?? [])].map(({ rule }) => rule),
  );
};

describe('what a rule finds breaks, and runs when it is fixed', () => {
  test.each(PROOFS.map((proof) => [proof.name, proof] as const))('%s', async (_, proof) => {
    expect(found(proof.bad)).toContain(proof.rule);
    expect(found(proof.fixed)).toEqual([]);
    await Promise.all([sees(proof, 'rules-bad', proof.fails), sees(proof, 'rules-fixed', proof.runs)]);
  });
});
