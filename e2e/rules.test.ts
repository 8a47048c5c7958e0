import { check } from '../rules/check/check';
import { checkOutput } from '../rules/check/check-output';
import { orderObject } from '../kubernetes/field-order';
import { print } from '../manifest/yaml/print';
import { Answers, isRecording, record } from './answers';
import {
  apply,
  clusterVersion,
  eventually,
  kubectl,
  orTell,
  ownNamespace,
  pipe,
  remove,
  removeNamespace,
  toBeMade,
} from './kubectl';
import { Proof } from './proof';
import { REGISTRY_PROOFS, RegistryProof } from './registry-proofs';
import { PROOFS, REFUSALS } from './rules';

let [bad, fixed]: string[] = [];

const said = (namespace: string, ...args: string[]) => kubectl(...args, '-n', namespace).catch(() => '');

/** Pods and events of a namespace. Tests that wait in the same namespace share one kubectl. */
const asking: Record<string, Promise<any[]>> = {};
const allOf = (namespace: string): Promise<any[]> =>
  (asking[namespace] ??= kubectl('get', 'pods,events', '-o', 'json', '-n', namespace)
    .then((list) => JSON.parse(list).items)
    .finally(() => delete asking[namespace]));

/** The state of a pod and of its containers, and its events. */
async function stateOf(pod: string, namespace: string): Promise<{ lines: string[]; containers: any[] }> {
  const all = await allOf(namespace);
  const status = all.find(({ kind, metadata }) => kind === 'Pod' && metadata.name === pod)?.status ?? {};
  const events = all.filter(({ kind, involvedObject }) => kind === 'Event' && involvedObject.name === pod);
  const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  const state = (kind: string, value: any = {}) =>
    Object.entries<any>(value).map(
      ([name, { exitCode = '', reason = '', message = '' }]) => `${kind} ${name} ${exitCode} ${reason} ${message}`,
    );
  return {
    containers,
    lines: [
      `phase ${status.phase} ${status.reason ?? ''} ${status.message ?? ''}`,
      ...(status.conditions ?? []).map((one: any) => `condition ${one.type} ${one.status} ${one.reason ?? ''}`),
      ...containers.flatMap((one: any) => [
        ...state(`${one.name} is`, one.state),
        ...state(`${one.name} was`, one.lastState),
        `${one.name} ${one.ready ? 'ready' : 'not ready'}`,
      ]),
      ...events.map(({ reason, message }) => `${reason}: ${message}`),
    ],
  };
}

/** The logs of its containers, also from before their last restart. */
async function printed(pod: string, containers: any[], namespace: string): Promise<string[]> {
  const asked = containers.flatMap(({ name, containerID, lastState }) => [
    ...(containerID === undefined ? [] : [[name]]),
    ...(lastState?.terminated === undefined ? [] : [[name, '--previous']]),
  ]);
  return Promise.all(asked.map((args) => said(namespace, 'logs', pod, '--tail=20', '-c', ...args)));
}

/** Sees all the words that are waited for, at one time, and gives the lines. */
async function sees({ name, asked }: Proof, namespace: string, wanted: RegExp[]): Promise<string[]> {
  let words = '';
  await eventually(async () => {
    const { lines, containers } = await stateOf(name, namespace);
    lines.push(asked === undefined ? '' : await said(namespace, ...asked));
    words = lines.join('\n');
    if (!wanted.every((one) => one.test(words))) {
      words = [...lines, ...(await printed(name, containers, namespace))].join('\n');
    }
    wanted.forEach((one) => expect(words).toMatch(one));
  });
  const found = wanted.map((one) => words.split('\n').find((line) => one.test(line))!);
  return [...new Set(found)].map((line) => line.trim().split(namespace).join('default'));
}

// a list, because kubectl 1.30 does not read a second JSON document
const text = (items: any[]) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });

beforeAll(async () => {
  // the end of a namespace does not remove them
  const volumes = PROOFS.flatMap((proof) => [...proof.bad, ...proof.fixed]).filter(
    ({ kind }) => kind === 'PersistentVolume',
  );
  volumes.forEach(({ metadata }) => toBeMade('persistentvolume', metadata.name));
  [bad, fixed] = await Promise.all([ownNamespace('rules-bad'), ownNamespace('rules-fixed')]);
});

afterAll(() => Promise.all([removeNamespace(bad), removeNamespace(fixed)]));

const found = (objects: any[], images?: RegistryProof['images']): string[] => {
  const together = checkOutput(objects);
  return objects.flatMap((object) =>
    [...check(object, { version: '1.37', images }), ...(together.get(object) ?? [])].flatMap(({ rule }) =>
      rule.startsWith('runtime/') ? [rule] : [],
    ),
  );
};

const ALL: readonly (Proof | RegistryProof)[] = [...PROOFS, ...REGISTRY_PROOFS];

/** The pages show what this one does. */
const VERSION = '1.37';

/** The result of the first proof of each rule, or else of its first refusal. */
const answers: Answers = {};

if (isRecording) {
  afterAll(async () => {
    if ((await clusterVersion()) === VERSION) {
      record(
        'runtime',
        answers,
        [...ALL, ...REFUSALS].map(({ rule }) => rule).filter((rule) => rule.startsWith('runtime/')),
      );
    }
  });
}

/** Objects in a namespace, unless they belong to the cluster. Those of another namespace than the first object are in another one. */
const into = (namespace: string, objects: any[], other: string): any[] =>
  objects.map((one) =>
    one.kind === 'PersistentVolume'
      ? one
      : {
          ...one,
          metadata: {
            ...one.metadata,
            namespace: one.metadata.namespace === objects[0].metadata.namespace ? namespace : other,
          },
        },
  );

describe('the object of a finding is rejected, and accepted after the fix', () => {
  test.concurrent.each(REFUSALS.map((refusal) => [refusal.name, refusal] as const))('%s', async (_, refusal) => {
    const put = (object: any) => pipe(JSON.stringify(object), ...refusal.how, '--dry-run=server', '-n', fixed);
    expect(check(refusal.bad, { version: '1.37' }).map(({ rule }) => rule)).toContain(refusal.rule);
    expect(check(refusal.fixed, { version: '1.37' })).toEqual([]);
    const words = await put(refusal.bad).catch(({ stderr }) => stderr.trim());
    expect(words).toMatch(refusal.says);
    if (!PROOFS.some(({ rule }) => rule === refusal.rule)) {
      const manifest = print([orderObject(refusal.bad)]);
      const by = ['kubectl', ...refusal.how].join(' ');
      answers[refusal.rule] ??= { manifest, version: VERSION, by, outcome: 'refused', words: [words] };
    }
    await put(refusal.fixed);
  });
});

describe('what a rule finds breaks, and runs when it is fixed', () => {
  test.concurrent.each(ALL.map((proof) => [proof.name, proof] as const))('%s', async (_, proof) => {
    const images = 'images' in proof ? proof.images : undefined;
    expect(found(proof.bad, images)).toContain(proof.rule);
    expect(found(proof.fixed, images)).toEqual([]);
    const both = [...into(bad, proof.bad, fixed), ...into(fixed, proof.fixed, bad)];
    const pods = both.filter(({ kind }) => kind === 'Pod').map(({ metadata }) => metadata.name);
    const words = await orTell(async () => {
      await apply(text(both));
      return (await Promise.all([sees(proof, bad, proof.fails), sees(proof, fixed, proof.runs)]))[0];
    }, pods.join(' '));
    // proofs end in any order
    if (PROOFS.find(({ rule }) => rule === proof.rule) === proof) {
      answers[proof.rule] = { manifest: print(proof.bad.map(orderObject)), version: VERSION, outcome: 'broken', words };
    }
    // what has been seen need not keep the machine busy
    const names = new Set(pods);
    if (names.size > 0) {
      await Promise.all([bad, fixed].map((namespace) => remove('--wait=false', '-n', namespace, 'pods', ...names)));
    }
  });
});
