import { checkOutput } from '../../rules/check/check-output';

const object = (apiVersion: string, kind: string, name: string, more: any = {}, namespace?: string): any => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
  ...more,
});
const RBAC = 'rbac.authorization.k8s.io/v1';

function found(...objects: any[]): string[] {
  return [...checkOutput(objects).values()].flat().map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);
}

const hpa = (kind: string, name: string, namespace?: string): any =>
  object(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    'scaler',
    { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind, name }, maxReplicas: 3 } },
    namespace,
  );
const ingress = (name: string, namespace?: string): any =>
  object(
    'networking.k8s.io/v1',
    'Ingress',
    'entry',
    { spec: { rules: [{ http: { paths: [{ backend: { service: { name, port: { number: 80 } } } }] } }] } },
    namespace,
  );
const route = (name: string, more: any = {}): any =>
  object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'entry', {
    spec: { rules: [{}, { backendRefs: [{ name, port: 80, ...more }] }] },
  });
const binding = (roleRef: any, subjects: any[] = [], namespace?: string): any =>
  object(RBAC, 'RoleBinding', 'binding', { roleRef, subjects }, namespace);
const service = (name: string, namespace?: string): any =>
  object('v1', 'Service', name, { spec: { ports: [{ port: 80 }] } }, namespace);
const pod = (spec: any): any =>
  object('v1', 'Pod', 'p', { spec: { containers: [{ name: 'a', image: 'b:1' }], ...spec } });

describe('a name that differs in one letter from a name of the output is a warning', () => {
  test.each<[string, any, any, string]>([
    [
      'the target of an autoscaler',
      hpa('Deployment', 'storfront'),
      object('apps/v1', 'Deployment', 'storefront'),
      'spec.scaleTargetRef.name',
    ],
    [
      'a Service of an Ingress',
      ingress('storfront'),
      service('storefront'),
      'spec.rules[0].http.paths[0].backend.service.name',
    ],
    ['a Service of a route', route('storfront'), service('storefront'), 'spec.rules[1].backendRefs[0].name'],
    [
      'a Service of a route to another namespace',
      route('storfront', { namespace: 'shop' }),
      service('storefront', 'shop'),
      'spec.rules[1].backendRefs[0].name',
    ],
    [
      'the class of an Ingress',
      object('networking.k8s.io/v1', 'Ingress', 'i', { spec: { ingressClassName: 'extrnal' } }),
      object('networking.k8s.io/v1', 'IngressClass', 'external'),
      'spec.ingressClassName',
    ],
    [
      'the Role of a binding',
      binding({ kind: 'Role', name: 'redaer' }),
      object(RBAC, 'Role', 'reader'),
      'roleRef.name',
    ],
    [
      'the ClusterRole of a binding in a namespace',
      binding({ kind: 'ClusterRole', name: 'redaer' }, [], 'shop'),
      object(RBAC, 'ClusterRole', 'reader'),
      'roleRef.name',
    ],
    [
      'a service account of a binding',
      binding({}, [{ kind: 'ServiceAccount', name: 'runer', namespace: 'shop' }]),
      object('v1', 'ServiceAccount', 'runner', {}, 'shop'),
      'subjects[0].name',
    ],
    [
      'the Namespace of an object',
      object('v1', 'ConfigMap', 'c', {}, 'paymens'),
      object('v1', 'Namespace', 'payments'),
      'metadata.namespace',
    ],
    [
      'the priority class of a pod',
      pod({ priorityClassName: 'urgnt' }),
      object('scheduling.k8s.io/v1', 'PriorityClass', 'urgent'),
      'spec.priorityClassName',
    ],
    [
      'the runtime class of a pod',
      pod({ runtimeClassName: 'gvizor' }),
      object('node.k8s.io/v1', 'RuntimeClass', 'gvisor'),
      'spec.runtimeClassName',
    ],
    [
      'a pull secret of a pod',
      pod({ imagePullSecrets: [{ name: 'registri' }] }),
      object('v1', 'Secret', 'registry'),
      'spec.imagePullSecrets[0].name',
    ],
    [
      'the storage class of a claim',
      object('v1', 'PersistentVolumeClaim', 'c', { spec: { storageClassName: 'fasst' } }),
      object('storage.k8s.io/v1', 'StorageClass', 'fast'),
      'spec.storageClassName',
    ],
    [
      'the Service of a StatefulSet',
      object('apps/v1', 'StatefulSet', 's', { spec: { serviceName: 'databse' } }),
      service('database'),
      'spec.serviceName',
    ],
  ])('%s', (_, one, other, path) => {
    expect(found(one, other)).toEqual([`warning runtime/misspelled-name ${path}`]);
  });

  test.each<[string, any, any]>([
    ['the same name', hpa('Deployment', 'storefront'), object('apps/v1', 'Deployment', 'storefront')],
    ['another kind of target', hpa('StatefulSet', 'storfront'), object('apps/v1', 'Deployment', 'storefront')],
    ['a target of another group', hpa('Rollout', 'storfront'), object('argoproj.io/v1alpha1', 'Rollout', 'storefront')],
    ['a Service of Knative', ingress('storfront'), object('serving.knative.dev/v1', 'Service', 'storefront')],
    ['another kind of backend', route('storfront', { kind: 'Bucket' }), service('storefront')],
    ['another namespace', ingress('storfront', 'other'), service('storefront', 'shop')],
    ['a user', binding({}, [{ kind: 'User', name: 'runer' }]), object('v1', 'ServiceAccount', 'runner')],
    ['the namespace dev', object('v1', 'ConfigMap', 'c', {}, 'dev'), object('v1', 'Namespace', 'dew')],
    ['a namespace with a number', object('v1', 'ConfigMap', 'c', {}, 'team-1'), object('v1', 'Namespace', 'team-2')],
  ])('%s: no finding', (_, one, other) => {
    expect(found(one, other)).toEqual([]);
  });
});

describe('an object of another namespace is a warning', () => {
  test.each<[string, any, any, string]>([
    [
      'the target of an autoscaler',
      hpa('Deployment', 'web', 'a'),
      object('apps/v1', 'Deployment', 'web', {}, 'b'),
      'spec.scaleTargetRef.name',
    ],
    [
      'a Service of an Ingress',
      ingress('web', 'a'),
      service('web', 'b'),
      'spec.rules[0].http.paths[0].backend.service.name',
    ],
    [
      'the Role of a binding',
      binding({ kind: 'Role', name: 'r' }, [], 'a'),
      object(RBAC, 'Role', 'r', {}, 'b'),
      'roleRef.name',
    ],
  ])('%s', (_, one, other, path) => {
    expect(found(one, other)).toEqual([`warning runtime/other-namespace ${path}`]);
  });

  test('a subject and a route may name another namespace, and a ClusterRole has none: no finding', () => {
    const subject = { kind: 'ServiceAccount', name: 's', namespace: 'a' };
    const bound = binding({ kind: 'ClusterRole', name: 'r' }, [subject], 'a');
    expect(found(bound, object(RBAC, 'ClusterRole', 'r'), object('v1', 'ServiceAccount', 's', {}, 'b'))).toEqual([]);
    expect(found(route('web', { namespace: 'a' }), service('web', 'b'))).toEqual([]);
  });

  test('the message names both namespaces and the kind of the object', () => {
    const [finding] = [...checkOutput([ingress('web', 'a'), service('web', 'b')]).values()].flat();
    expect(finding.what).toBe('the Service "web" is in the namespace "b", and the Ingress is in "a".');
  });
});

test('a manifest of any shape has no finding, and breaks nothing', () => {
  for (const odd of [null, 1, 'x', [], [null], {}]) {
    for (const one of [hpa('Deployment', 'a'), ingress('a'), route('a'), binding({})]) {
      const broken = [
        { ...one, spec: odd, roleRef: odd, subjects: [odd] },
        { ...one, spec: { rules: odd, scaleTargetRef: odd, metrics: odd } },
      ];
      expect(found(...broken, service('web'))).toEqual([]);
    }
  }
});
