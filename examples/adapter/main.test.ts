import { synthesize } from '../synthesize';

const { outdated, manifests } = synthesize(__dirname);
const pod = manifests.getPod('queue');
const app = pod.getContainer('queue');
const adapter = pod.containers().find(({ role }) => role === 'native sidecar')!;

test('dist/ is what main.ts writes', () => expect(outdated).toEqual([]));

test('synth reports nothing', () => manifests.hasNoFindings());

test('the adapter asks the app at the port that the app declares', () => {
  expect(adapter.getEnv('QUEUE_HOST').value).toBe('localhost');
  expect(adapter.getEnv('QUEUE_PORT').value).toBe(String(app.container.ports![0].containerPort));
});

test('the app knows nothing of the adapter', () => {
  expect(app.container).not.toHaveProperty('env');
  expect(app.container).not.toHaveProperty('volumeMounts');
});

test('Prometheus is sent to the port and path of the adapter', () => {
  const { ports, readinessProbe } = adapter.container;
  manifests.hasResource('Pod', {
    metadata: {
      annotations: {
        'prometheus.io/port': String(ports![0].containerPort),
        'prometheus.io/path': readinessProbe!.httpGet!.path,
      },
    },
  });
});
