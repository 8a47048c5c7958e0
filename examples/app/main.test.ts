import { synthesize } from '../synthesize';

const { outdated, find } = synthesize(__dirname);

test('dist/ is what main.ts writes', () => expect(outdated).toEqual([]));

test('the Service selects the pod, and targets the port that it listens on', () => {
  const { metadata, spec } = find('Pod', 'greeter');
  const service = find('Service', 'greeter').spec;
  expect(service.selector).toEqual(metadata.labels);
  expect(service.ports[0].targetPort).toBe(spec.containers[0].ports[0].containerPort);
});

test('what the pod refers to is there', () => {
  const { serviceAccountName, containers } = find('Pod', 'greeter').spec;
  const { name, key } = containers[0].env[0].valueFrom.configMapKeyRef;
  expect(find('ServiceAccount', serviceAccountName)).toBeDefined();
  expect(find('ConfigMap', name).data).toHaveProperty(key);
});
