import { synthesize } from '../synthesize';

const { outdated, manifests } = synthesize(__dirname);
const pod = manifests.getPod('greeter');
const greeter = pod.getContainer('greeter');

test('dist/ is what main.ts writes', () => expect(outdated).toEqual([]));

test('synth reports nothing', () => manifests.hasNoFindings());

test('the Service selects the pod, and targets the port that it listens on', () => {
  const targetPort = greeter.getPort('http').containerPort;
  manifests.hasResource('Service', { spec: { selector: pod.metadata.labels, ports: [{ targetPort }] } });
});

test('what the pod refers to is there', () => {
  manifests.getResource('ServiceAccount', pod.spec.serviceAccountName!);
  const { name, key } = greeter.getEnv('GREETING').valueFrom!.configMapKeyRef!;
  expect(manifests.getResource('ConfigMap', name!).data).toHaveProperty(key);
});
