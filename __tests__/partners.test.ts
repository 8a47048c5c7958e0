import { ApiObject, Chart, Helm, Testing } from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import {
  AppDaemonSet,
  AppDeployment,
  AppPod,
  AppStatefulSet,
  FromPlus,
  KubernetesVersion,
  PodApp,
  SidecarPattern,
  SidecarPod,
} from '../index';
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
    expect(spec.initContainers[0].volumeMounts).toEqual([{ name: 'settings', mountPath: '/settings', readOnly: true }]);
  });
});

test('a ServiceAccount of cdk8s-plus goes into our pod', () => {
  const chart = chartAt();
  const account = new plus.ServiceAccount(chart, 'account', { metadata: { name: 'robot' } });
  new AppPod(chart, 'web', { app, serviceAccountName: FromPlus.serviceAccountName(account) });
  expect(find(chart, 'Pod').spec.serviceAccountName).toBe('robot');
});

describe('a HorizontalPodAutoscaler of cdk8s-plus', () => {
  const limited = { ...app, resources: { requests: { cpu: '100m' } } };
  const scale = (chart: Chart, target: plus.IScalable): void =>
    void new plus.HorizontalPodAutoscaler(chart, 'scale', { target, maxReplicas: 5 });

  test.each([
    ['Deployment', AppDeployment],
    ['StatefulSet', AppStatefulSet],
  ])('scales our %s', (kind, Workload) => {
    const chart = chartAt();
    const workload = new Workload(chart, 'web', { metadata: { name: 'web' }, app: limited });
    expect(workload.hasAutoscaler).toBe(false);
    scale(chart, workload);
    expect(workload.hasAutoscaler).toBe(true);
    const { scaleTargetRef } = find(chart, 'HorizontalPodAutoscaler').spec;
    expect(scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind, name: 'web' });
    expect(find(chart, kind).spec).not.toHaveProperty('replicas');
  });

  test('refuses a fixed number of replicas, and containers without requests and limits', () => {
    const chart = chartAt();
    scale(chart, new AppDeployment(chart, 'web', { app, replicas: 2 }));
    expect(problemsOf(chart)).toEqual([
      expect.stringContaining('cannot have a fixed number of replicas (2)'),
      expect.stringContaining('every container in the target must have a CPU or memory resource constraint'),
    ]);
  });

  test('accepts requests of a native sidecar', () => {
    const chart = chartAt();
    const sidecars = [{ name: 'proxy', image: 'proxy:1', resources: { limits: { memory: '1Gi' } } }];
    scale(chart, new AppDeployment(chart, 'web', { app, patterns: [new SidecarPattern({ sidecars })] }));
    expect(problemsOf(chart)).toEqual([]);
  });
});

describe('matchLabels', () => {
  test('select the pods of a workload or a pod, for a PodDisruptionBudget', () => {
    const chart = chartAt();
    const labels = { app: 'web' };
    const objects = [
      new AppDeployment(chart, 'web', { metadata: { name: 'web' }, app }),
      new AppDaemonSet(chart, 'agent', { selector: { matchLabels: labels }, app }),
      new AppPod(chart, 'pod', { metadata: { labels }, app }),
    ];
    for (const [i, { matchLabels }] of objects.entries()) {
      new ApiObject(chart, `budget-${i}`, {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        spec: { minAvailable: 1, selector: { matchLabels } },
      });
    }
    const budgets = Testing.synth(chart).filter(({ kind }) => kind === 'PodDisruptionBudget');
    expect(budgets.map(({ spec }) => spec.selector.matchLabels)).toEqual(Array(3).fill(labels));
  });
});

describe('exposeViaService', () => {
  const service = (fill: (chart: Chart) => void): any => {
    const chart = chartAt();
    fill(chart);
    return find(chart, 'Service');
  };

  test('adds a Service with the name, the labels and the ports of a workload', () => {
    const ports = [
      { name: 'http', containerPort: 8080 },
      { name: 'dns', containerPort: 53, protocol: 'UDP' as const },
    ];
    expect(
      service((chart) =>
        new AppDeployment(chart, 'web', {
          metadata: { name: 'web', namespace: 'shop' },
          app: { ...app, ports },
        }).exposeViaService(),
      ),
    ).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        selector: { app: 'web' },
        ports: [
          { name: 'http', port: 8080, targetPort: 'http' },
          { name: 'dns', port: 53, targetPort: 'dns', protocol: 'UDP' },
        ],
      },
    });
  });

  test('of a pod, with another name, type and ports, and of a port that an adapter declares', () => {
    const ports = [{ port: 80, targetPort: 8080 }];
    const { metadata, spec } = service((chart) =>
      new AppPod(chart, 'web', { metadata: { labels: { app: 'web' } }, app }).exposeViaService({
        ...{ name: 'front', ports, serviceType: 'NodePort' },
      }),
    );
    expect([metadata, spec]).toEqual([{ name: 'front' }, { type: 'NodePort', selector: { app: 'web' }, ports }]);
    const sidecars = [{ name: 'metrics', image: 'metrics:1', ports: [{ containerPort: 9100 }] }];
    const patterns = [new SidecarPattern({ sidecars })];
    expect(
      service((chart) =>
        new AppStatefulSet(chart, 'web', { app: { name: 'web', image: 'web:1' }, patterns }).exposeViaService(),
      ).spec.ports,
    ).toEqual([{ port: 9100 }]);
  });

  test('twice, with two names; the app writes both and the Deployment', () => {
    const podApp = new PodApp();
    const deployment = new AppDeployment(new Chart(podApp, 'web'), 'web', { metadata: { name: 'web' }, app });
    deployment.exposeViaService();
    deployment.exposeViaService({ name: 'public', serviceType: 'LoadBalancer' }).addDependency(deployment);
    expect(podApp.synthYaml().match(/^ {2}name: .*/gm)).toEqual(['  name: web', '  name: web', '  name: public']);
  });

  test('is refused without a port, for several ports without names, and for a pod without labels', () => {
    const expose = (ports?: any[]) => () =>
      service((chart) => new AppDeployment(chart, 'web', { app: { ...app, ports } }).exposeViaService());
    expect(expose()).toThrow(
      '[test/web] no container of the pod declares a port. Add the port to `ports` of the container.',
    );
    expect(expose([{ containerPort: 80 }, { name: 'b', containerPort: 81 }])).toThrow(
      '[test/web] the port 80 has no name. Each port of a Service with several ports requires a name.',
    );
    const chart = chartAt();
    new AppPod(chart, 'web', { app }).exposeViaService();
    expect(problemsOf(chart)).toEqual([expect.stringContaining('selects this pod, but it has no labels')]);
  });
});

test('a Helm chart of cdk8s is rendered for the target version', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'helm-'));
  const helmExecutable = path.join(folder, 'helm');
  fs.writeFileSync(helmExecutable, '#!/bin/sh\necho "{apiVersion: v1, kind: ConfigMap, data: {args: \'$*\'}}"\n', {
    mode: 0o755,
  });
  const chart = chartAt('1.33');
  new Helm(chart, 'redis', { chart: 'redis', helmExecutable, helmFlags: KubernetesVersion.helmFlags(chart) });
  fs.rmSync(folder, { recursive: true });
  expect(find(chart, 'ConfigMap').data.args).toMatch(/^template .*--kube-version 1\.33\.0 /);
});
