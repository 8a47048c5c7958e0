import { found } from './pods';

const of = (kind: string, spec: any, pod: any): any => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'web' },
  spec: {
    ...spec,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'a', image: 'shop:1.0' }], ...pod },
    },
  },
});

const ONE_NODE = { nodeSelector: { 'kubernetes.io/hostname': 'node-1' } };

describe('a claim that the pods of one node can use', () => {
  const claim = (spec: any = {}): any => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  });
  const OF_POD = { accessModes: ['ReadWriteOncePod'] };
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
  const workload = (kind: string, spec: any = {}, pod: any = {}): any => of(kind, spec, { volumes, ...pod });

  test.each<[string, any, any]>([
    ['a Deployment with the default strategy', workload('Deployment'), claim()],
    [
      'a Deployment that keeps one replica',
      workload('Deployment', { strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } } }),
      claim(),
    ],
    [
      'a Deployment with two replicas',
      workload('Deployment', { replicas: 2, strategy: { type: 'Recreate' } }),
      claim(),
    ],
    ['a StatefulSet whose pods share a claim', workload('StatefulSet', { replicas: 3 }), claim()],
    ['a DaemonSet', workload('DaemonSet'), claim()],
    ['one pod, on one node', workload('Deployment', {}, ONE_NODE), claim(OF_POD)],
    ['one pod, of a volume of the output', workload('Deployment'), claim({ ...OF_POD, volumeName: 'v' })],
  ])('%s: a warning', (_, object, other) => {
    expect(found(object, other)).toEqual([
      'warning runtime/claim-of-one-node spec.template.spec.volumes[0].persistentVolumeClaim.claimName',
    ]);
  });

  const affinity = {
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { labelSelector: { matchLabels: { app: 'web' } }, topologyKey: 'kubernetes.io/hostname' },
      ],
    },
  };
  test.each<[string, any, any]>([
    ['a Deployment that ends the old pod first', workload('Deployment', { strategy: { type: 'Recreate' } }), claim()],
    [
      'the same by numbers',
      workload('Deployment', { strategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } } }),
      claim(),
    ],
    ['no surge', workload('Deployment', { strategy: { rollingUpdate: { maxSurge: '0%' } } }), claim()],
    ['a Deployment without pods', workload('Deployment', { replicas: 0 }), claim()],
    ['a StatefulSet with one pod', workload('StatefulSet'), claim()],
    ['pods on one node', workload('Deployment', {}, ONE_NODE), claim()],
    ['pods on the node of the first one', workload('Deployment', { replicas: 2 }, { affinity }), claim()],
    ['a claim of many nodes', workload('Deployment'), claim({ accessModes: ['ReadWriteMany'] })],
    ['a claim with two modes', workload('Deployment'), claim({ accessModes: ['ReadWriteOnce', 'ReadWriteMany'] })],
    ['a volume that the claim names', workload('Deployment'), claim({ volumeName: 'v' })],
    ['a local volume', workload('Deployment'), claim({ storageClassName: 'local-path' })],
    ['another claim', workload('Deployment'), { ...claim(), metadata: { name: 'other' } }],
    [
      'a claim of another namespace',
      workload('Deployment'),
      { ...claim(), metadata: { name: 'data', namespace: 'n' } },
    ],
    [
      'a claim of a StatefulSet for each pod',
      workload('StatefulSet', { replicas: 2, volumeClaimTemplates: [claim()] }),
      claim(),
    ],
  ])('%s: no finding', (_, object, other) => {
    expect(found(object, other)).toEqual([]);
  });

  test('a class of which the output has the volume: no finding', () => {
    const volume = {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'v' },
      spec: { storageClassName: 'manual' },
    };
    expect(found(workload('Deployment'), claim({ storageClassName: 'manual' }), volume)).toEqual([]);
    expect(found(workload('Deployment'), claim({ storageClassName: 'fast' }), volume)).toHaveLength(1);
  });

  test('the manifest may be anything', () => {
    for (const odd of [null, 1, 'x', [], [null], {}]) {
      const object = {
        ...workload('Deployment'),
        spec: { ...workload('Deployment').spec, replicas: odd, strategy: odd },
      };
      expect(() => found(object, claim(), claim({ accessModes: odd }), { ...claim(), spec: odd })).not.toThrow();
    }
  });
});

describe('a port of the node', () => {
  const port = (more: any): any => ({
    containers: [{ name: 'a', image: 'shop:1.0', ports: [{ containerPort: 80, ...more }] }],
  });
  const host = { hostNetwork: true, ...port({}) };
  const at = 'runtime/node-port-of-two-pods spec.template.spec.containers[0].ports[0]';

  test.each<[string, any, any, string]>([
    ['one node, and an update', {}, { ...host, ...ONE_NODE }, 'warning'],
    ['one node by its name', {}, { ...port({ hostPort: 80 }), nodeName: 'node-1' }, 'warning'],
    ['one node, and two pods', { replicas: 2, strategy: { type: 'Recreate' } }, { ...host, ...ONE_NODE }, 'warning'],
    ['any node, and an update', {}, host, 'advice'],
  ])('%s: %s', (_, spec, pod, severity) => {
    expect(found(of('Deployment', spec, pod))).toEqual([`${severity} ${at}`]);
  });

  test.each<[string, any, any]>([
    ['an update that ends the old pod first', { strategy: { type: 'Recreate' } }, { ...host, ...ONE_NODE }],
    [
      'an update without surge',
      { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } },
      { ...host, ...ONE_NODE },
    ],
    ['two pods on two nodes', { replicas: 2, strategy: { rollingUpdate: { maxUnavailable: 1 } } }, host],
    ['ports of the pod', {}, { ...port({}), ...ONE_NODE }],
    ['the network of the node without a port', {}, { hostNetwork: true, ...ONE_NODE }],
    ['no pod', { replicas: 0 }, { ...host, ...ONE_NODE }],
  ])('%s: no finding', (_, spec, pod) => {
    expect(found(of('Deployment', spec, pod))).toEqual([]);
  });
});

describe('the nodes of a pod', () => {
  const OS = 'kubernetes.io/os';
  const TERMS = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
  const pod = (spec: any): any => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { containers: [{ name: 'a', image: 'shop:1.0' }], ...spec },
  });
  const required = (...nodeSelectorTerms: any[]): any => ({
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
  });
  const term = (...all: any[]): any => ({
    matchExpressions: all.map(([key, operator, ...values]) => ({
      key,
      operator,
      ...(values.length > 0 ? { values } : {}),
    })),
  });
  const linux = { nodeSelector: { [OS]: 'linux' } };

  test.each<[string, any, string]>([
    [
      'an affinity against the selector',
      { ...linux, ...required(term([OS, 'In', 'windows'])) },
      `error runtime/no-node ${TERMS}[0]`,
    ],
    [
      'all terms against the selector',
      { ...linux, ...required(term([OS, 'NotIn', 'linux']), term([OS, 'DoesNotExist'])) },
      `error runtime/no-node ${TERMS}[0]`,
    ],
    [
      'expressions of one term',
      required(term(['disk', 'In', 'ssd', 'nvme'], ['disk', 'In', 'hdd'])),
      `error runtime/no-node ${TERMS}[0]`,
    ],
    [
      'a label that exists and does not',
      required(term(['disk', 'Exists'], ['disk', 'DoesNotExist'])),
      `error runtime/no-node ${TERMS}[0]`,
    ],
    ['an empty term', required({}), `error runtime/no-node ${TERMS}[0]`],
    [
      'an os against the selector',
      { ...linux, os: { name: 'windows' } },
      `error runtime/no-node spec.nodeSelector[${OS}]`,
    ],
    [
      'another name of an architecture',
      { nodeSelector: { 'kubernetes.io/arch': 'x86_64' } },
      'warning runtime/no-node spec.nodeSelector[kubernetes.io/arch]',
    ],
    ['an os in another case', { nodeSelector: { [OS]: 'Linux' } }, `warning runtime/no-node spec.nodeSelector[${OS}]`],
  ])('%s: a finding', (_, spec, expected) => {
    expect(found(pod(spec))).toEqual([expected]);
  });

  test.each<[string, any]>([
    ['an affinity of the same value', { ...linux, ...required(term([OS, 'In', 'linux', 'windows'])) }],
    ['one of two terms', { ...linux, ...required(term([OS, 'In', 'windows']), term(['disk', 'Exists'])) }],
    ['one of two terms, and an empty one', required({}, term(['disk', 'Exists']))],
    [
      'values without another one',
      required(term(['disk', 'In', 'ssd', 'hdd'], ['disk', 'NotIn', 'hdd'], ['disk', 'Exists'])),
    ],
    ['numbers', required(term(['cores', 'Gt', '4'], ['cores', 'Lt', '9']))],
    ['labels that do not exist', required(term(['a', 'DoesNotExist'], ['b', 'NotIn', 'x'], ['b', 'DoesNotExist']))],
    [
      'a preferred affinity',
      {
        ...linux,
        affinity: {
          nodeAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: term([OS, 'In', 'windows']) }],
          },
        },
      },
    ],
    ['the fields of a node', required({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n'] }] })],
    ['the os of the selector', { ...linux, os: { name: 'linux' } }],
    ['an architecture', { nodeSelector: { 'kubernetes.io/arch': 'arm64' } }],
  ])('%s: no finding', (_, spec) => {
    expect(found(pod(spec))).toEqual([]);
  });
});
