import { checkOutput } from '../../rules/check/check-output';
import { Finding } from '../../rules/finding';

const object = (apiVersion: string, kind: string, name: string, spec: any, namespace = 'shop'): any => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
  spec,
});
const findings = (...objects: any[]): Finding[] => [...checkOutput(objects).values()].flat();
const found = (...objects: any[]): string[] =>
  findings(...objects).map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);

const container = (resources?: any, name = 'app'): any => ({ name, image: 'shop:1.0', resources });
const deployment = (containers: any[], spec: any = {}): any =>
  object('apps/v1', 'Deployment', 'web', { template: { spec: { containers, ...spec } } });
const pod = (...containers: any[]): any => object('v1', 'Pod', 'web', { containers });
const AT = 'spec.template.spec.containers[0]';

describe('the port of a backend', () => {
  const service = (spec: any = {}): any =>
    object('v1', 'Service', 'web', { ports: [{ name: 'http', port: 80, targetPort: 8080 }], ...spec });
  const ingress = (port: any, name = 'web'): any =>
    object('networking.k8s.io/v1', 'Ingress', 'entry', {
      defaultBackend: { service: { name, port } },
    });
  const route = (backend: any, kind = 'HTTPRoute'): any =>
    object('gateway.networking.k8s.io/v1', kind, 'entry', { rules: [{ backendRefs: [{ name: 'web', ...backend }] }] });

  test.each<[string, any, string]>([
    ['a number of an Ingress', ingress({ number: 8080 }), 'spec.defaultBackend.service.port.number'],
    ['a name of an Ingress', ingress({ name: 'https' }), 'spec.defaultBackend.service.port.name'],
    ['a route', route({ port: 8080 }), 'spec.rules[0].backendRefs[0].port'],
    ['a GRPCRoute', route({ port: 8080 }, 'GRPCRoute'), 'spec.rules[0].backendRefs[0].port'],
    ['a route to a namespace', route({ port: 8080, namespace: 'shop' }), 'spec.rules[0].backendRefs[0].port'],
  ])('%s that the Service lacks: an error', (_, one, path) => {
    expect(found(one, service())).toEqual([`error runtime/backend-port ${path}`]);
  });

  test.each<[string, any, any]>([
    ['the number', ingress({ number: 80 }), service()],
    ['the name', ingress({ name: 'http' }), service()],
    ['no port', route({}), service()],
    ['a Service that is not in the output', ingress({ number: 8080 }, 'database'), service()],
    ['a Service of another namespace', route({ port: 8080, namespace: 'other' }), service()],
    ['an ExternalName', ingress({ number: 8080 }), service({ type: 'ExternalName' })],
    ['another kind', route({ kind: 'Bucket', port: 8080 }), service()],
    ['the annotation of a controller', ingress({ name: 'use-annotation' }), service()],
  ])('%s: no finding', (_, one, other) => expect(found(one, other)).toEqual([]));

  test('the message says that the number is a targetPort, and lists the ports', () => {
    const [{ what, why, fix }] = findings(ingress({ number: 8080 }), service());
    expect(`${what} ${why} ${fix}`).toBe(
      'the Service "web" has no port 8080. 8080 is a `targetPort` of it. The requests go to a `port`. ' +
        'It has 80 ("http"). Use one of these ports, or add the port to the Service.',
    );
  });
});

describe('an autoscaler', () => {
  const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  const hpa = (spec: any = {}, version = 'v2'): any =>
    object(`autoscaling/${version}`, 'HorizontalPodAutoscaler', 'web', {
      scaleTargetRef: target,
      maxReplicas: 3,
      ...spec,
    });
  const metric = (name: string, type = 'Utilization'): any => ({
    metrics: [{ type: 'Resource', resource: { name, target: { type, averageUtilization: 80 } } }],
  });
  const cpu = { requests: { cpu: '100m' } };

  test.each<[string, any, any, string]>([
    ['by cpu', hpa(metric('cpu')), [container()], 'spec.metrics[0].resource'],
    ['by memory', hpa(metric('memory')), [container(cpu)], 'spec.metrics[0].resource'],
    ['without metrics', hpa(), [container()], 'spec'],
    ['of version 1', hpa({ targetCPUUtilizationPercentage: 80 }, 'v1'), [container()], 'spec'],
    [
      'with one container of two',
      hpa(metric('cpu')),
      [container(cpu), container({}, 'log')],
      'spec.metrics[0].resource',
    ],
    [
      'of one container',
      hpa({
        metrics: [
          {
            type: 'ContainerResource',
            containerResource: { name: 'cpu', container: 'app', target: { type: 'Utilization' } },
          },
        ],
      }),
      [container(), container(cpu, 'log')],
      'spec.metrics[0].containerResource',
    ],
  ])('%s, and a container without the request: a warning', (_, one, containers, path) => {
    expect(found(one, deployment(containers))).toEqual([`warning runtime/autoscaler-request ${path}`]);
  });

  test.each<[string, any, any]>([
    ['requests', hpa(metric('cpu')), deployment([container(cpu)])],
    ['limits', hpa(metric('cpu')), deployment([container({ limits: { cpu: 1 } })])],
    ['an average value', hpa(metric('cpu', 'AverageValue')), deployment([container()])],
    ['requests of the pod', hpa(metric('cpu')), deployment([container()], { resources: cpu })],
    [
      'an init container without requests',
      hpa(metric('cpu')),
      deployment([container(cpu)], { initContainers: [container({}, 'i')] }),
    ],
    ['another name', hpa({ scaleTargetRef: { ...target, name: 'database' } }), deployment([container()])],
  ])('with %s: no finding', (_, one, other) => expect(found(one, other)).toEqual([]));

  test('with a default of a LimitRange: no finding', () => {
    const limits = [{ type: 'Container', defaultRequest: { cpu: '50m' } }];
    expect(found(hpa(metric('cpu')), deployment([container()]), object('v1', 'LimitRange', 'l', { limits }))).toEqual(
      [],
    );
  });

  test.each([
    ['apps/v1', 'DaemonSet'],
    ['batch/v1', 'Job'],
    ['batch/v1', 'CronJob'],
    ['v1', 'Pod'],
  ])('of %s %s: an error', (apiVersion, kind) => {
    expect(found(hpa({ scaleTargetRef: { apiVersion, kind, name: 'web' } }))).toEqual([
      'error runtime/not-scalable spec.scaleTargetRef.kind',
    ]);
  });

  test('of a kind with replicas, or of a custom resource: no finding', () => {
    expect(found(hpa())).toEqual([]);
    expect(found(hpa({ scaleTargetRef: { apiVersion: 'example.com/v1', kind: 'Job', name: 'web' } }))).toEqual([]);
  });
});

describe('a LimitRange', () => {
  const range = (limit: any, namespace?: string): any =>
    object('v1', 'LimitRange', 'limits', { limits: [{ type: 'Container', ...limit }] }, namespace);
  const at = (place: string): string[] => [`error runtime/limit-range ${AT}.resources.${place}`];

  test.each<[string, any, any, string]>([
    ['a limit above max', { max: { cpu: 1 } }, { limits: { cpu: '1500m' } }, 'limits.cpu'],
    ['a request above max', { max: { memory: '1Gi' } }, { requests: { memory: '2Gi' } }, 'requests.memory'],
    [
      'a request below min',
      { min: { memory: '64Mi' } },
      { requests: { memory: '32Mi' }, limits: { memory: '1Gi' } },
      'requests.memory',
    ],
    ['a limit below min', { min: { cpu: '100m' } }, { limits: { cpu: '50m' } }, 'limits.cpu'],
    ['a request above the default limit', { default: { cpu: '200m' } }, { requests: { cpu: '500m' } }, 'requests.cpu'],
  ])('and %s: an error', (_, limit, resources, place) => {
    expect(found(deployment([container(resources)]), range(limit))).toEqual(at(place));
  });

  test.each<[string, any, any]>([
    [
      'the same amount in other units',
      { max: { memory: '1Gi' }, min: { memory: '1024Mi' } },
      { limits: { memory: '1Gi' } },
    ],
    ['a container without resources', { max: { cpu: 1 }, min: { cpu: '1m' } }, undefined],
    ['a limit of its own', { default: { cpu: '200m' } }, { requests: { cpu: '500m' }, limits: { cpu: 1 } }],
    ['an invalid amount', { max: { cpu: 1 } }, { limits: { cpu: 'x' }, requests: { constructor: 1 } }],
    ['a limit for pods', { type: 'Pod', max: { cpu: 1 } }, { limits: { cpu: 4 } }],
  ])('and %s: no finding', (_, limit, resources) => {
    expect(found(deployment([container(resources)]), range(limit))).toEqual([]);
  });

  test('of another namespace: no finding', () => {
    expect(found(deployment([container({ limits: { cpu: 4 } })]), range({ max: { cpu: 1 } }, 'other'))).toEqual([]);
  });

  test('and an init container: an error', () => {
    const init = deployment([container()], { initContainers: [container({ limits: { cpu: 4 } }, 'init')] });
    expect(found(init, range({ max: { cpu: 1 } }))).toEqual([
      'error runtime/limit-range spec.template.spec.initContainers[0].resources.limits.cpu',
    ]);
  });
});

describe('a ResourceQuota', () => {
  const quota = (hard: any, more: any = {}): any => object('v1', 'ResourceQuota', 'quota', { hard, ...more });
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
  const range = object('v1', 'LimitRange', 'l', { limits: [{ type: 'Container', default: { cpu: 1 } }] });

  test.each<[string, any, any]>([
    ['requests.cpu', { 'requests.cpu': 4 }, container({ requests: { memory: 1 } })],
    ['memory', { memory: '4Gi' }, container()],
    ['limits.cpu', { 'limits.cpu': 4 }, container({ requests: { cpu: 1 } })],
  ])('for %s, and a container without it: a warning; an error if the output has the Namespace', (_, hard, one) => {
    expect(found(pod(one), quota(hard))).toEqual(['warning runtime/resource-quota spec.containers[0]']);
    expect(found(pod(one), quota(hard), namespace)).toEqual(['error runtime/resource-quota spec.containers[0]']);
  });

  test.each<[string, any, any[]]>([
    ['a request', { cpu: 4 }, [pod(container({ requests: { cpu: 1 } }))]],
    ['a limit in place of a request', { cpu: 4 }, [pod(container({ limits: { cpu: 1 } }))]],
    ['a default limit', { 'limits.cpu': 4, cpu: 4 }, [pod(container()), range]],
    ['another resource', { pods: 4, 'requests.storage': '1Gi' }, [pod(container())]],
  ])('and %s: no finding', (_, hard, objects) => expect(found(...objects, quota(hard), namespace)).toEqual([]));

  test('for some pods only: no finding', () => {
    expect(found(pod(container()), quota({ cpu: 1 }, { scopes: ['BestEffort'] }))).toEqual([]);
  });
});

test('10,000 objects of all these kinds take linear time, and break nothing', () => {
  const objects = Array.from({ length: 2000 }, (_, i) => [
    object(
      'v1',
      'Pod',
      `p${i}`,
      { containers: [container({ limits: { cpu: 2 } })], priorityClassName: `class-${i}` },
      `n${i}`,
    ),
    object('v1', 'LimitRange', 'l', { limits: [{ type: 'Container', max: { cpu: 1 } }] }, `n${i}`),
    object('v1', 'Service', `backend-${i}-x`, { ports: [{ port: 80 }] }, `n${i}`),
    object(
      'networking.k8s.io/v1',
      'Ingress',
      'i',
      { defaultBackend: { service: { name: `backend-${i}-missing`, port: { number: 1 } } } },
      `n${i}`,
    ),
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: `namespace-${i}-x` } },
  ]);
  expect(found(...objects.flat())).toHaveLength(2000);
});
