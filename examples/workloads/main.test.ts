import { Match } from '../../testing';
import { synthesize } from '../synthesize';

const { outdated, manifests } = synthesize(__dirname);

test('dist/ is what main.ts writes', () => expect(outdated).toEqual([]));

test('synth reports nothing', () => manifests.hasNoFindings());

test.each([
  ['Deployment', 'web'],
  ['StatefulSet', 'member'],
  ['DaemonSet', 'agent'],
])('a %s selects the pods that it makes', (kind, name) => {
  const matchLabels = Match.exact(manifests.getPod(name, { kind }).metadata.labels);
  manifests.hasResource(kind, { metadata: { name }, spec: { selector: { matchLabels } } });
});

test('the Service finds the pods of the Deployment, at the port that their app declares', () => {
  const pod = manifests.getPod('web', { kind: 'Deployment' });
  const [port] = pod.getContainer('web').container.ports!;
  manifests.hasResource('Service', {
    metadata: { name: 'web' },
    spec: { selector: Match.exact(pod.metadata.labels), ports: [{ targetPort: port.containerPort }] },
  });
});

test.each([
  ['Deployment', 'web', 'collect'],
  ['DaemonSet', 'agent', 'metrics'],
  ['Job', 'report', 'follow'],
])('the sidecar of the %s is native', (kind, name, sidecar) => {
  expect(
    manifests
      .getPod(name, { kind })
      .containers()
      .map((container) => [container.name, container.role]),
  ).toEqual([
    [sidecar, 'native sidecar'],
    [name, 'container'],
  ]);
});

test.each([
  ['StatefulSet', 'member', 'sign'],
  ['CronJob', 'greeting', 'look'],
])('the step of the %s ends before the app starts', (kind, name, step) => {
  expect(manifests.getPod(name, { kind }).getContainer(step).role).toBe('init container');
});

test('the pods of a Job are not restarted in place', () => {
  expect(['report', 'greeting'].map((name) => manifests.getPod(name).spec.restartPolicy)).toEqual(['Never', 'Never']);
});
