import { Chart, Testing } from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import { AppPod, FromPlus, SidecarPod } from '../index';
import { chartAt, problemsOf } from './synth';

const app = { name: 'web', image: 'nginx:1.27', ports: [{ containerPort: 80 }] };
const find = (chart: Chart, kind: string, name?: string): any =>
  Testing.synth(chart).find(
    (manifest) => manifest.kind === kind && (name === undefined || manifest.metadata.name === name),
  );

describe('a Service of cdk8s-plus', () => {
  test("selects our pod by its labels, the chart's among them", () => {
    const chart = new Chart(Testing.app(), 'test', { labels: { team: 'a' } });
    const pod = new AppPod(chart, 'web', { metadata: { labels: { app: 'web' } }, app });
    pod.metadata.addLabel('tier', 'front');
    new plus.Service(chart, 'service', { selector: pod, ports: [{ port: 80 }] });
    expect(find(chart, 'Service').spec.selector).toEqual({ team: 'a', app: 'web', tier: 'front' });
  });

  test('that would select every pod, since ours has no labels, is refused', () => {
    const chart = chartAt();
    const pod = new AppPod(chart, 'web', { app });
    new plus.Service(chart, 'service', { selector: pod, ports: [{ port: 80 }] });
    expect(problemsOf(chart)).toEqual([
      '[test/web] metadata.labels: a Service or NetworkPolicy selects this pod, but it has no labels. The selector would be ' +
        "empty, and an empty selector selects every pod. Add a label, such as { app: 'web' }.",
    ]);
  });
});

describe('a NetworkPolicy of cdk8s-plus', () => {
  test('selects our pod, and lets another of ours in', () => {
    const chart = chartAt();
    const web = new AppPod(chart, 'web', { metadata: { namespace: 'front', labels: { app: 'web' } }, app });
    const client = new AppPod(chart, 'client', { metadata: { namespace: 'back', labels: { app: 'client' } }, app });
    new plus.NetworkPolicy(chart, 'policy', {
      selector: web,
      ingress: { rules: [{ peer: client, ports: [plus.NetworkPolicyPort.tcp(80)] }] },
    });
    expect(find(chart, 'NetworkPolicy')).toMatchObject({
      metadata: { namespace: 'front' },
      spec: {
        podSelector: { matchLabels: { app: 'web' } },
        ingress: [
          {
            from: [
              {
                podSelector: { matchLabels: { app: 'client' } },
                namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'back' } },
              },
            ],
            ports: [{ port: 80, protocol: 'TCP' }],
          },
        ],
      },
    });
  });

  test('of a pod of cdk8s-plus accepts our pods as a peer', () => {
    const chart = chartAt();
    const ours = new AppPod(chart, 'ours', { metadata: { labels: { app: 'ours' } }, app });
    const theirs = new plus.Pod(chart, 'theirs', { containers: [{ image: 'nginx:1.27', portNumber: 80 }] });
    theirs.connections.allowFrom(ours);
    const { spec } = Testing.synth(chart).find(
      ({ kind, spec: { ingress } }) => kind === 'NetworkPolicy' && ingress !== undefined,
    );
    expect(spec.ingress[0].from[0].podSelector).toEqual({ matchLabels: { app: 'ours' } });
  });
});

test('ConfigMaps and Secrets of cdk8s-plus go into our variables', () => {
  const chart = chartAt();
  const config = new plus.ConfigMap(chart, 'config', { metadata: { name: 'config' }, data: { color: 'blue' } });
  const secret = new plus.Secret(chart, 'secret', { metadata: { name: 'secret' }, stringData: { password: 'p' } });
  new AppPod(chart, 'web', {
    metadata: { name: 'web' },
    app: {
      ...app,
      env: [
        FromPlus.env('COLOR', plus.EnvValue.fromConfigMap(config, 'color')),
        FromPlus.env('PASSWORD', secret.envValue('password')),
        FromPlus.env('MODE', plus.EnvValue.fromValue('test')),
        FromPlus.env('IP', plus.EnvValue.fromFieldRef(plus.EnvFieldPaths.POD_IP)),
      ],
      envFrom: [FromPlus.envFrom(plus.Env.fromConfigMap(config, 'C_')), FromPlus.envFrom(plus.Env.fromSecret(secret))],
    },
  });
  expect(find(chart, 'Pod').spec.containers[0]).toStrictEqual({
    ...app,
    envFrom: [{ prefix: 'C_', configMapRef: { name: 'config' } }, { secretRef: { name: 'secret' } }],
    env: [
      { name: 'COLOR', valueFrom: { configMapKeyRef: { name: 'config', key: 'color' } } },
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'secret', key: 'password' } } },
      { name: 'MODE', value: 'test' },
      { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    ],
  });
});

describe('volumes of cdk8s-plus', () => {
  test('go into our volumes, each kind as cdk8s-plus itself renders it', () => {
    const chart = chartAt();
    const config = new plus.ConfigMap(chart, 'config', { metadata: { name: 'config' } });
    const secret = new plus.Secret(chart, 'secret', { metadata: { name: 'secret' } });
    const claim = new plus.PersistentVolumeClaim(chart, 'claim', { metadata: { name: 'claim' } });
    const volumes = [
      plus.Volume.fromConfigMap(chart, 'v1', config, { name: 'v1', items: { key: { path: 'file' } } }),
      plus.Volume.fromSecret(chart, 'v2', secret, { name: 'v2' }),
      plus.Volume.fromEmptyDir(chart, 'v3', 'v3', { medium: plus.EmptyDirMedium.MEMORY }),
      plus.Volume.fromPersistentVolumeClaim(chart, 'v4', claim, { name: 'v4' }),
      plus.Volume.fromHostPath(chart, 'v5', 'v5', { path: '/host' }),
    ];
    new AppPod(chart, 'ours', { metadata: { name: 'ours' }, app, volumes: volumes.map(FromPlus.volume) });
    new plus.Pod(chart, 'theirs', { metadata: { name: 'theirs' }, containers: [{ image: 'i' }], volumes });
    const ours = find(chart, 'Pod', 'ours').spec.volumes;
    expect(ours).toEqual(find(chart, 'Pod', 'theirs').spec.volumes);
    expect(ours.map((volume: any) => Object.keys(volume)[1])).toEqual([
      'configMap',
      'secret',
      'emptyDir',
      'persistentVolumeClaim',
      'hostPath',
    ]);
  });

  test('back shared files', () => {
    const chart = chartAt();
    const config = new plus.ConfigMap(chart, 'config', { metadata: { name: 'config' } });
    const volume = FromPlus.volume(plus.Volume.fromConfigMap(chart, 'v', config, { name: 'settings' }));
    new SidecarPod(chart, 'web', {
      app,
      sidecars: [{ name: 'reload', image: 'busybox:1.36' }],
      files: [{ ...volume, readers: [{ container: 'reload', mountPath: '/settings' }] }],
    });
    const { spec } = find(chart, 'Pod');
    expect(spec.volumes).toStrictEqual([{ name: 'settings', configMap: { name: 'config' } }]);
    expect(spec.containers[1].volumeMounts).toEqual([{ name: 'settings', mountPath: '/settings', readOnly: true }]);
  });
});

test('a ServiceAccount of cdk8s-plus goes into our pod', () => {
  const chart = chartAt();
  const account = new plus.ServiceAccount(chart, 'account', { metadata: { name: 'robot' } });
  new AppPod(chart, 'web', { app, serviceAccountName: FromPlus.serviceAccountName(account) });
  expect(find(chart, 'Pod').spec.serviceAccountName).toBe('robot');
});
