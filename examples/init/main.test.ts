import { synthesize } from '../synthesize';

const { outdated, find } = synthesize(__dirname);
const { initContainers, containers } = find('Pod', 'menu').spec;

test('dist/ is what main.ts writes', () => expect(outdated).toEqual([]));

test('the steps run in the order given, to their end', () => {
  expect(initContainers.map(({ name, restartPolicy }: any) => [name, restartPolicy])).toEqual([
    ['fetch', undefined],
    ['build', undefined],
  ]);
});

test('each hands over to the next one, which only reads', () => {
  expect([...initContainers, ...containers].map(({ volumeMounts }: any) => volumeMounts)).toEqual([
    [{ name: 'dishes', mountPath: '/dishes' }],
    [
      { name: 'dishes', mountPath: '/dishes', readOnly: true },
      { name: 'pages', mountPath: '/pages' },
    ],
    [{ name: 'pages', mountPath: '/www', readOnly: true }],
  ]);
});
