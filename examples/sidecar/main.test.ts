import { synthesize } from '../synthesize';

const { outdated, find } = synthesize(__dirname);

test('dist/ is what main.ts writes', () => expect(outdated).toEqual([]));

test('who reads files cannot write them', () => {
  const { initContainers, containers } = find('Pod', 'clock').spec;
  const mounts = [...initContainers, ...containers].map(({ name, volumeMounts }: any) => [name, volumeMounts]);
  expect(Object.fromEntries(mounts)).toEqual({
    clock: [
      { name: 'pages', mountPath: '/www', readOnly: true },
      { name: 'logs', mountPath: '/var/log/clock' },
    ],
    fetch: [{ name: 'pages', mountPath: '/pages' }],
    collect: [{ name: 'logs', mountPath: '/logs', readOnly: true }],
  });
});
