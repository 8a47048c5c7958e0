import { AdapterPatternProps, AdapterPod, LocalAddress } from '../index';
import { chartAt, manifestOf, problemsOf, yamlOf } from './synth';

const app = { name: 'cache', image: 'redis:7', ports: [{ containerPort: 6379 }] };
const adapter = { name: 'metrics', image: 'redis_exporter:1', ports: [{ name: 'metrics', containerPort: 9121 }] };

test('minimal: an app and an adapter on a port of its own', () => {
  const chart = chartAt();
  new AdapterPod(chart, 'cache', { metadata: { name: 'cache' }, app, adapter });
  expect(yamlOf(chart)).toBe(`apiVersion: v1
kind: Pod
metadata:
  name: cache
spec:
  containers:
    - name: cache
      image: redis:7
      ports:
        - containerPort: 6379
    - name: metrics
      image: redis_exporter:1
      ports:
        - name: metrics
          containerPort: 9121
`);
});

test('everything: all props', () => {
  const everything: Required<AdapterPatternProps> = {
    adapter,
    addresses: [LocalAddress.url('REDIS_ADDR', 'redis://{host}:{port}')],
    files: [
      {
        name: 'logs',
        writers: [{ container: 'cache', mountPath: '/var/log/redis' }],
        readers: [{ container: 'metrics', mountPath: '/logs' }],
      },
    ],
    sidecarForm: 'classic',
    startsBefore: [],
    startsAfter: [],
  };
  const chart = chartAt();
  new AdapterPod(chart, 'cache', { metadata: { name: 'cache' }, app, ...everything });
  expect(yamlOf(chart)).toMatchSnapshot();
});

test('the adapter, not the app, gets the address, with the port of the app', () => {
  const chart = chartAt();
  new AdapterPod(chart, 'cache', { app, adapter, addresses: [LocalAddress.hostAndPort('HOST', 'PORT')] });
  const [cache, metrics] = manifestOf(chart).spec.containers;
  expect(cache).toEqual(app);
  expect(metrics.env).toEqual([
    { name: 'HOST', value: 'localhost' },
    { name: 'PORT', value: '6379' },
  ]);
});

test('an adapter that prints or sends what it translates declares no port', () => {
  const chart = chartAt();
  new AdapterPod(chart, 'cache', { app, adapter: { name: 'metrics', image: 'redis_exporter:1' } });
  expect(problemsOf(chart)).toEqual([]);
});

describe('bad input', () => {
  test('the address of an app that declares no port', () => {
    const chart = chartAt();
    const addresses = [LocalAddress.hostAndPort('HOST', 'PORT')];
    new AdapterPod(chart, 'cache', { app: { name: 'cache', image: 'redis:7' }, adapter, addresses });
    expect(problemsOf(chart)).toEqual([
      '[test/cache] patterns["adapter metrics"]: container "cache" declares no port. Add the port that it listens on to "ports".',
    ]);
  });

  test('a variable that the adapter sets itself', () => {
    const chart = chartAt();
    const own = { ...adapter, env: [{ name: 'HOST', value: 'redis' }] };
    new AdapterPod(chart, 'cache', { app, adapter: own, addresses: [LocalAddress.hostAndPort('HOST', 'PORT')] });
    expect(problemsOf(chart)).toEqual([
      '[test/cache] patterns["adapter metrics"]: the pattern sets HOST to "localhost", but container "metrics" already ' +
        'sets it. Remove one of them.',
    ]);
  });
});
