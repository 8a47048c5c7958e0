import { synthesize } from '../synthesize';

const { outdated, find } = synthesize(__dirname);
const { metadata, spec } = find('Pod', 'queue');
const [app] = spec.containers;
const [adapter] = spec.initContainers;

test('dist/ is what main.ts writes', () => expect(outdated).toEqual([]));

test('the adapter asks the app at the port that the app declares', () => {
  expect(adapter.env).toEqual([
    { name: 'QUEUE_HOST', value: 'localhost' },
    { name: 'QUEUE_PORT', value: String(app.ports[0].containerPort) },
  ]);
});

test('the app knows nothing of the adapter', () => {
  expect(app).not.toHaveProperty('env');
  expect(app).not.toHaveProperty('volumeMounts');
});

test('Prometheus is sent to the port and path of the adapter', () => {
  expect(metadata.annotations).toMatchObject({
    'prometheus.io/port': String(adapter.ports[0].containerPort),
    'prometheus.io/path': adapter.readinessProbe.httpGet.path,
  });
});
