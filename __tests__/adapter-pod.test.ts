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
  initContainers:
    - name: metrics
      image: redis_exporter:1
      restartPolicy: Always
      ports:
        - name: metrics
          containerPort: 9121
  containers:
    - name: cache
      image: redis:7
      ports:
        - containerPort: 6379
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
  const { containers, initContainers } = manifestOf(chart).spec;
  expect(containers).toEqual([app]);
  expect(initContainers[0].env).toEqual([
    { name: 'HOST', value: 'localhost' },
    { name: 'PORT', value: '6379' },
  ]);
});

test('the address of the app can be in the arguments of the adapter, also for a port that the app does not declare', () => {
  const chart = chartAt();
  new AdapterPod(chart, 'cache', {
    app,
    adapter: { ...adapter, command: ['exporter'], args: ['-v'] },
    addresses: [
      LocalAddress.args(['--redis={host}:{port}']),
      LocalAddress.command(['--admin', 'http://{host}:{port}/'], 8001),
    ],
  });
  const [{ command, args }] = manifestOf(chart).spec.initContainers;
  expect(args).toEqual(['-v', '--redis=localhost:6379']);
  expect(command).toEqual(['exporter', '--admin', 'http://localhost:8001/']);
});

test('an address cannot extend a command that the adapter does not have', () => {
  const chart = chartAt();
  new AdapterPod(chart, 'cache', { app, adapter, addresses: [LocalAddress.command(['{port}'])] });
  expect(problemsOf(chart)).toEqual([
    expect.stringContaining('patterns["adapter metrics"]: container "metrics" has no command, so "6379" would replace'),
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
