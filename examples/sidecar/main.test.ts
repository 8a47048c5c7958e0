import { synthesize } from '../synthesize';

const { outdated, manifests } = synthesize(__dirname);
const pod = manifests.getPod('clock');

test('dist/ is what main.ts writes', () => expect(outdated).toEqual([]));

test('synth reports nothing', () => manifests.hasNoFindings());

test('who reads files cannot write them', () => {
  const mounts = pod.containers().map(({ name, container }) => [name, container.volumeMounts]);
  expect(Object.fromEntries(mounts)).toEqual({
    clock: [
      { name: 'pages', mountPath: '/www', readOnly: true },
      { name: 'logs', mountPath: '/var/log/clock' },
    ],
    fetch: [{ name: 'pages', mountPath: '/pages' }],
    collect: [{ name: 'logs', mountPath: '/logs', readOnly: true }],
  });
});
