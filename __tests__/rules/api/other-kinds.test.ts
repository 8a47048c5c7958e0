import { SEEDS } from '../../../conformance/fuzz/other-seeds';
import { VERSIONS } from '../../../kubernetes/schema';
import { Lint } from '../../../index';
import { check } from '../../../rules/check/check';

const object = (of: string, fields: object): any => {
  const [apiVersion, kind] = of.split(' ');
  return { apiVersion, kind, metadata: { name: 'web' }, ...fields };
};
const found = (one: any, version = '1.37'): string[] =>
  check(one, { version }).map(({ rule, path }) => `${rule} ${path}`);

const RBAC = 'rbac.authorization.k8s.io/v1';
const NETWORKING = 'networking.k8s.io/v1';

test.each(Object.keys(SEEDS))('valid objects of %s have no finding', (of) => {
  for (const seed of SEEDS[of]) {
    expect(found(object(of, seed))).toEqual([]);
  }
});

test('no rule fails on objects of other kinds without fields', () => {
  for (const version of VERSIONS) {
    for (const of of Object.keys(SEEDS)) {
      for (const fields of [
        {},
        { metadata: null },
        { spec: null },
        { spec: {} },
        { metadata: {}, spec: {}, data: {} },
      ]) {
        expect(found(object(of, fields), version).filter((one) => one.startsWith('internal'))).toEqual([]);
      }
    }
  }
});

describe('the fields that the API server refuses are errors', () => {
  test.each<[string, object, ...string[]]>([
    ['v1 Service', { spec: {} }, 'api/service-port spec.ports'],
    ['v1 Service', { spec: { clusterIP: 'None' } }],
    [
      'v1 Service',
      { spec: { type: 'LoadBalancer', ports: [{ port: 80 }], loadBalancerSourceRanges: ['10.0.0.1/8'] } },
      'api/service-address spec.LoadBalancerSourceRanges[0]',
    ],
    ['v1 Service', { spec: { ports: [{ port: 80, nodePort: 30080 }] } }, 'api/service-port spec.ports[0].nodePort'],
    [
      'v1 Service',
      { spec: { type: 'NodePort', ports: [{ port: 80, nodePort: 8080 }] } },
      'api/service-port spec.ports[0].nodePort',
    ],
    ['v1 Service', { spec: { type: 'Nodeport', ports: [{ port: 80 }] } }, 'api/service spec.type'],
    ['v1 Service', { spec: { type: 'ExternalName', externalName: 'https://a.com' } }, 'api/service spec.externalName'],
    [
      'v1 Service',
      { spec: { clusterIP: 'None', externalIPs: ['127.0.0.1'] } },
      'api/service-address spec.externalIPs[0]',
    ],
    ['v1 Service', { spec: { clusterIP: 'None', ipFamilies: ['ipv4'] } }, 'api/service-address spec.ipFamilies[0]'],
    ['v1 ConfigMap', { data: { a: 'b' }, binaryData: { a: 'YQ==' } }, 'api/config-data data[a]'],
    ['v1 ConfigMap', { data: { a: 'b'.repeat(1024 * 1024 + 1) } }, 'api/config-data []'],
    ['v1 Secret', { stringData: { 'a b': 'c' } }, 'api/config-data data[a b]'],
    ['v1 Secret', { type: 'kubernetes.io/dockerconfigjson', data: { '.dockerconfigjson': 'e30K' } }],
    [
      'v1 Secret',
      { type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': '{' } },
      'api/secret-type data[.dockerconfigjson]',
    ],
    [
      'v1 Secret',
      { type: 'kubernetes.io/basic-auth' },
      'api/secret-type data[username]',
      'api/secret-type data[password]',
    ],
    ['v1 Namespace', { metadata: { name: 'a.b' } }, 'api/object-name metadata.name'],
    [
      'v1 PersistentVolumeClaim',
      { spec: { accessModes: ['ReadWrite'], resources: { requests: { storage: '1Gi' } } } },
      'api/volume-claim spec.accessModes',
    ],
    [
      'v1 PersistentVolumeClaim',
      { spec: { accessModes: ['ReadWriteOnce'] } },
      'api/volume-claim spec.resources[storage]',
    ],
    [
      'v1 PersistentVolume',
      { spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '0' }, nfs: { server: 'a', path: 'b' } } },
      'api/persistent-volume spec.capacity[storage]',
      'api/persistent-volume spec.nfs.path',
    ],
    [
      'v1 LimitRange',
      { spec: { limits: [{ type: 'Pod', default: { cpu: 1 } }] } },
      'api/limit-range spec.limits[0].default',
    ],
    ['v1 ResourceQuota', { spec: { hard: { pods: '1.5' } } }, 'api/resource-quota spec.hard[pods]'],
    ['v1 ResourceQuota', { spec: { hard: { cpu: 1 }, scopes: ['BestEffort'] } }, 'api/resource-quota spec.scopes'],
    [
      `${NETWORKING} Ingress`,
      { spec: { defaultBackend: { service: { name: 'a' } } } },
      'api/ingress spec.defaultBackend',
    ],
    [`${NETWORKING} Ingress`, { spec: { rules: [{ host: '*' }] } }, 'api/ingress spec.rules[0].host'],
    [`${NETWORKING} Ingress`, { spec: { rules: [{ host: '10.0.0.1' }] } }, 'api/ingress spec.rules[0].host'],
    [
      `${NETWORKING} NetworkPolicy`,
      { spec: { ingress: [{ from: [{}] }] } },
      'api/network-policy spec.ingress[0].from[0]',
    ],
    [
      `${NETWORKING} NetworkPolicy`,
      { spec: { egress: [{ ports: [{ endPort: 90 }] }] } },
      'api/network-policy spec.egress[0].ports[0].endPort',
    ],
    [
      `${NETWORKING} NetworkPolicy`,
      { spec: { egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } }] }] } },
      'api/network-policy spec.egress[0].to[0].ipBlock.except[0]',
    ],
    [
      `${RBAC} Role`,
      { metadata: { name: 'system:a' }, rules: [{ nonResourceURLs: ['/a'], verbs: ['get'] }] },
      'api/role rules[0].nonResourceURLs',
    ],
    [
      `${RBAC} ClusterRoleBinding`,
      { roleRef: { kind: 'Role', name: 'a' }, subjects: [{ kind: 'ServiceAccount', name: 'a' }] },
      'api/role-binding roleRef.kind',
      'api/role-binding subjects[0].namespace',
    ],
    [
      'autoscaling/v1 HorizontalPodAutoscaler',
      { spec: { scaleTargetRef: { kind: 'Deployment', name: 'a' }, maxReplicas: 2 } },
      'api/autoscaler spec.scaleTargetRef.apiVersion',
    ],
    [
      'autoscaling/v2 HorizontalPodAutoscaler',
      {
        spec: {
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' },
          maxReplicas: 2,
          metrics: [
            { type: 'Pods', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 1 } } },
          ],
        },
      },
      'api/autoscaler spec.metrics[0].pods',
    ],
    ['policy/v1 PodDisruptionBudget', { spec: { minAvailable: '50' } }, 'api/disruption-budget spec.minAvailable'],
    [
      'scheduling.k8s.io/v1 PriorityClass',
      { metadata: { name: 'system-a' }, value: 1 },
      'api/priority-class metadata.name',
    ],
    ['storage.k8s.io/v1 StorageClass', { provisioner: 'a/b/c' }, 'api/storage-class provisioner'],
    ['v1 ReplicationController', { spec: { selector: { a: 'b' } } }, 'api/workload spec.template'],
  ])('%s %j', (of, fields, ...findings) => expect(found(object(of, fields))).toEqual(findings));
});

test('before 1.36, the name of a Service starts with a letter', () => {
  const service = object('v1 Service', { metadata: { name: '1a' }, spec: { clusterIP: 'None' } });
  expect(found(service, '1.35')).toEqual(['api/object-name metadata.name']);
  expect(found(service, '1.36')).toEqual([]);
});

test('the labels and annotations of every kind are checked', () => {
  const metadata = { name: 'a', labels: { 'a b': 'c' }, annotations: { '/': '' } };
  expect(found({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata })).toEqual([
    'api/labels metadata.labels',
    'api/labels metadata.annotations',
  ]);
});

test('an object that is in no namespace can have the field', () => {
  expect(found(object('v1 Namespace', { metadata: { name: 'a', namespace: 'a b' } }))).toEqual([]);
});

describe('pod templates in custom resources', () => {
  const rollout = (template: unknown, kind = 'Rollout'): any =>
    object(`argoproj.io/v1alpha1 ${kind}`, { spec: { replicas: 'any', template } });

  test('all rules run on them, with the path in the object', () => {
    const spec = { containers: [{ name: 'A', image: 'nginx' }, { image: 'a:b:c' }] };
    expect(found(rollout({ spec }))).toEqual([
      'api/container-name spec.template.spec.containers[0].name',
      'runtime/image-reference spec.template.spec.containers[1].image',
    ]);
  });

  test('in lists, too', () => {
    const job = {
      name: 'worker',
      template: { spec: { containers: [{ name: 'a', image: 'b', ports: [{ containerPort: 0 }] }] } },
    };
    const set = object('jobset.x-k8s.io/v1alpha2 JobSet', { spec: { replicatedJobs: [{}, job] } });
    set.spec.replicatedJobs[1].template.spec.containers[0].ports[0].containerPort = 99999;
    expect(found(set)).toEqual([
      'api/container-port spec.replicatedJobs[1].template.spec.containers[0].ports[0].containerPort',
    ]);
  });

  test('fields of the custom resource are unknown, and its controller sets missing fields: no finding', () => {
    const spec = { containers: [{ image: 'nginx' }], containerConcurrency: 3 };
    expect(found(object('serving.knative.dev/v1 Service', { spec: { template: { spec } } }))).toEqual([]);
  });

  test('what only looks like a template has no finding', () => {
    for (const spec of [
      { containers: [] },
      { containers: ['A'] },
      { containers: [{ command: 'A' }] },
      { containers: { name: 'A' } },
    ]) {
      expect(found(rollout({ spec }))).toEqual([]);
    }
  });

  test('the Pod Security level counts', () => {
    const findings = Lint.manifests(
      [rollout({ spec: { hostNetwork: true, containers: [{ name: 'a', image: 'b' }] } })],
      {
        podSecurity: 'baseline',
      },
    );
    expect(findings.map(({ rule, path }) => `${rule} ${path}`)).toEqual([
      'pod-security/host-namespaces spec.template.spec.hostNetwork',
    ]);
  });
});
