import { synthesize } from '../synthesize';

const { outdated, manifests } = synthesize(__dirname);
const pod = manifests.getPod('menu');

test('dist/ is what main.ts writes', () => expect(outdated).toEqual([]));

test('synth reports nothing', () => manifests.hasNoFindings());

test('the steps run in the order given, to their end', () => {
  expect(pod.containers().map(({ name, role }) => [name, role])).toEqual([
    ['fetch', 'init container'],
    ['build', 'init container'],
    [expect.any(String), 'container'],
  ]);
});

test('each hands over to the next one, which only reads', () => {
  expect(pod.containers().map(({ container }) => container.volumeMounts)).toEqual([
    [{ name: 'dishes', mountPath: '/dishes' }],
    [
      { name: 'dishes', mountPath: '/dishes', readOnly: true },
      { name: 'pages', mountPath: '/pages' },
    ],
    [{ name: 'pages', mountPath: '/www', readOnly: true }],
  ]);
});
