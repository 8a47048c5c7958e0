import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, Chart } from 'cdk8s';
import { allBuiltIn, isServed, isThere, otherStructs } from '../../../kubernetes/built-in';
import { kindOf } from '../../../kubernetes/kinds';
import { VERSIONS } from '../../../kubernetes/schema';
import { KindGardener } from '../../../conformance/fuzz/any-kind';
import { Dice } from '../../../conformance/fuzz/dice';
import { Lint, PodApp } from '../../../index';
import { check } from '../../../rules/check/check';
import { Schema } from '../../../rules/decode/schema';
import { decode } from '../../../rules/decode/decode';
import { Triggers } from '../../../rules/decode/triggers';

const object = (apiVersion: string, kind: string, fields: object = {}): any => ({
  apiVersion,
  kind,
  metadata: { name: 'a' },
  ...fields,
});
/** The findings of decoding. */
const found = (one: any, version = '1.35'): string[] =>
  check(one, { version })
    .filter(({ rule }) => /^(dropped-|api\/(kind|unknown-field|field-version|type|quantity)$)/.test(rule))
    .map(({ rule, path, fix }) => `${rule} ${path}: ${fix}`);

describe('an unknown field of any kind is an error with a suggestion', () => {
  test.each([
    ['at the root', object('v1', 'Service', { typo: 1 }), 'api/unknown-field typo: Remove `typo`.'],
    [
      'of another case',
      object('v1', 'Service', { spec: { ports: [{ targetport: 80 }] } }),
      'api/unknown-field spec.ports[0].targetport: Did you mean "targetPort"?',
    ],
    [
      'misplaced',
      object('networking.k8s.io/v1', 'Ingress', { rules: [] }),
      'api/unknown-field rules: It belongs in spec.rules.',
    ],
    [
      'of an old version',
      object('networking.k8s.io/v1', 'Ingress', { spec: { defaultBackend: { serviceName: 'a' } } }),
      'api/unknown-field spec.defaultBackend.serviceName: Remove `serviceName`.',
    ],
    [
      'in the metadata',
      object('v1', 'ConfigMap', { metadata: { name: 'a', label: {} } }),
      'api/unknown-field metadata.label: Did you mean "labels"?',
    ],
    [
      'in a pod template',
      object('v1', 'ReplicationController', { spec: { template: { spec: { container: [] } } } }),
      'api/unknown-field spec.template.spec.container: Did you mean "containers"?',
    ],
    [
      'in the schema of a custom resource',
      object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
        spec: { versions: [{ schema: { openAPIV3Schema: { properties: { a: { tpe: 'string' } } } } }] },
      }),
      'api/unknown-field spec.versions[0].schema.openAPIV3Schema.properties.a.tpe: Did you mean "type"?',
    ],
  ])('%s', (_, one, finding) => expect(found(one)).toEqual([finding]));
});

describe('a value of a wrong type is an error', () => {
  test.each([
    ['v1', 'Service', { spec: { ports: [{ port: '80' }] } }, 'spec.ports[0].port: Write it without quotes: 80.'],
    ['v1', 'ConfigMap', { data: { port: 80 } }, 'data.port: Write it in quotes: "80".'],
    ['v1', 'ConfigMap', { binaryData: { a: '?' } }, 'binaryData.a: Encode it in base64.'],
    ['v1', 'Secret', { data: { a: 'a b' } }, 'data.a: Encode it in base64, or write it in `stringData` as it is.'],
    ['rbac.authorization.k8s.io/v1', 'Role', { rules: {} }, 'rules: Write the items in brackets: [ … ].'],
    [
      'coordination.k8s.io/v1',
      'Lease',
      { spec: { renewTime: '2026-01-31T12:00:00Z' } },
      'spec.renewTime: Write "2026-01-31T12:00:00.000000Z", for example.',
    ],
    [
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      { spec: { versions: [{ schema: { openAPIV3Schema: { maximum: '3', additionalProperties: 'a' } } }] } },
      'spec.versions[0].schema.openAPIV3Schema.maximum: Write a number, without quotes.',
      'spec.versions[0].schema.openAPIV3Schema.additionalProperties: Write true or false, without quotes.',
    ],
  ])('%s %s', (apiVersion, kind, fields, ...findings) => {
    expect(found(object(apiVersion, kind, fields))).toEqual(findings.map((one) => `api/type ${one}`));
  });

  test('a quantity', () => {
    const quota = object('v1', 'ResourceQuota', { spec: { hard: { cpu: '1 core' } } });
    expect(found(quota)).toEqual([expect.stringContaining('api/quantity spec.hard.cpu')]);
  });

  test('the message does not contain bytes, which can be secret', () => {
    const [{ what }] = check(object('v1', 'Secret', { data: { a: 'pass word' } }), { version: '1.35' });
    expect(what).toBe('the value is not in base64.');
  });
});

test('values of all types have no finding', () => {
  const schema = {
    type: 'object',
    $ref: '#/a',
    default: { a: [null] },
    enum: ['a', 1, null],
    maximum: 1.5,
    'x-kubernetes-preserve-unknown-fields': true,
    additionalProperties: false,
    items: [{ type: 'string' }, {}],
    properties: { a: { additionalProperties: { type: 'string' }, items: { type: 'string' } } },
    dependencies: { a: ['b'], c: { type: 'string' } },
  };
  for (const one of [
    object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
      spec: { versions: [{ schema: { openAPIV3Schema: schema } }] },
    }),
    object('v1', 'Secret', { data: { a: 'YQ==', b: 'YW\nJj', c: '', d: null, e: [97, 98] }, stringData: { a: 'b' } }),
    object('v1', 'Service', { spec: { ports: [{ port: 80, targetPort: 'http' }] }, status: { loadBalancer: {} } }),
    object('apps/v1', 'ControllerRevision', { data: { any: [1] }, revision: 1 }),
    object('coordination.k8s.io/v1', 'Lease', { spec: { renewTime: '2026-01-31T12:00:00.000000Z' } }),
    object('v1', 'Service', { metadata: { name: 'a', creationTimestamp: null }, spec: { clusterIP: null } }),
  ]) {
    expect(found(one)).toEqual([]);
  }
});

test('in a schema that is an item, the server drops unknown fields: a warning', () => {
  const ofItems = (items: unknown) =>
    object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
      spec: { versions: [{ schema: { openAPIV3Schema: { items } } }] },
    });
  const items = 'spec.versions[0].schema.openAPIV3Schema.items';
  expect(found(ofItems({ tpe: 'string', not: { tpe: 'a' } }))).toEqual([
    `dropped-field ${items}.tpe: Did you mean "type"?`,
    `dropped-field ${items}.not.tpe: Did you mean "type"?`,
  ]);
  expect(found(ofItems('string'))).toEqual([`dropped-field ${items}: Write an object or a list.`]);
  expect(found(ofItems({ type: 3 }))).toEqual([`api/type ${items}.type: Write it in quotes: "3".`]);
});

describe('a kind that a server does not serve is an error, which names what to write', () => {
  test.each([
    ['1.27', 'extensions/v1beta1', 'Ingress', 'Write "networking.k8s.io/v1".'],
    ['1.35', 'policy/v1beta1', 'PodDisruptionBudget', 'Write "policy/v1".'],
    ['1.35', 'autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'Write "autoscaling/v2".'],
    ['1.35', 'batch/v1beta1', 'CronJob', 'Write "batch/v1".'],
    ['1.35', 'v1', 'Ingress', 'Write "networking.k8s.io/v1".'],
    ['1.35', 'events.k8s.io/v1beta1', 'Event', 'Write "events.k8s.io/v1".'],
    ['1.35', 'flowcontrol.apiserver.k8s.io/v1beta1', 'FlowSchema', 'Write "flowcontrol.apiserver.k8s.io/v1".'],
    ['1.28', 'flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', 'Write "flowcontrol.apiserver.k8s.io/v1beta3".'],
    ['1.35', 'resource.k8s.io/v1beta1', 'ResourceClaim', 'Write "resource.k8s.io/v1".'],
    [
      '1.33',
      'resource.k8s.io/v1beta1',
      'ResourceClaim',
      'Remove the object, or write "resource.k8s.io/v1" and set a newer target version: KubernetesVersion.set(app, \'1.34\').',
    ],
    [
      '1.29',
      'admissionregistration.k8s.io/v1',
      'ValidatingAdmissionPolicy',
      "Remove the object, or set a newer target version: KubernetesVersion.set(app, '1.30').",
    ],
    [
      '1.37',
      'scheduling.k8s.io/v1beta1',
      'Workload',
      'Remove the object, or waive this finding if the cluster serves it.',
    ],
    ['1.35', 'networking.k8s.io/v1alpha1', 'ClusterCIDR', 'Remove the object.'],
    ['1.35', 'resource.k8s.io/v1alpha2', 'ResourceClass', 'Use a DeviceClass.'],
  ])('%s %s %s', (version, apiVersion, kind, fix) => {
    expect(found(object(apiVersion, kind), version)).toEqual([`api/kind apiVersion: ${fix}`]);
  });

  test.each([
    ['policy/v1beta1', 'PodSecurityPolicy', expect.stringContaining('pod-security.kubernetes.io/enforce')],
    ['networking.k8s.io/v1', 'Ingres', 'api/kind kind: Did you mean "Ingress"?'],
    ['policy/v1', 'Eviction', 'api/kind kind: Find its version with `kubectl api-resources`.'],
  ])('%s %s', (apiVersion, kind, finding) => expect(found(object(apiVersion, kind))).toEqual([finding]));

  test('the reason is the version, or that the API is off by default', () => {
    const reason = (apiVersion: string, kind: string, version: string) => {
      const [{ what, why }] = check(object(apiVersion, kind), { version });
      return `${what} ${why}`;
    };
    expect(reason('networking.k8s.io/v1', 'ServiceCIDR', '1.30')).toBe(
      'Kubernetes 1.30 does not have ServiceCIDR of "networking.k8s.io/v1". Kubernetes 1.33 added it.',
    );
    expect(reason('flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', '1.32')).toBe(
      'Kubernetes 1.32 no longer has FlowSchema of "flowcontrol.apiserver.k8s.io/v1beta3". ' +
        'The last version that has it is 1.31.',
    );
    expect(reason('storage.k8s.io/v1beta1', 'VolumeAttributesClass', '1.33')).toBe(
      'Kubernetes 1.33 does not serve VolumeAttributesClass of "storage.k8s.io/v1beta1" by default. ' +
        'It is a beta version of the API.',
    );
  });

  test('the fields of a kind that is off by default are checked: a cluster can serve it', () => {
    expect(found(object('scheduling.k8s.io/v1beta1', 'Workload', { typo: 1 }), '1.37')).toEqual([
      expect.stringContaining('api/kind apiVersion'),
      'api/unknown-field typo: Remove `typo`.',
    ]);
  });

  test('an object that a server returned is served', () => {
    const returned = { ...object('scheduling.k8s.io/v1beta1', 'Workload'), status: { typo: 1 } };
    returned.metadata.uid = 'cccefd97-3f41-429e-a3aa-c6224d80e8e9';
    expect(found(returned, '1.37')).toEqual([]);
  });
});

test('a field of another version', () => {
  const service = object('v1', 'Service', { spec: { trafficDistribution: 'PreferClose' } });
  expect(found(service, '1.29')).toEqual([
    expect.stringContaining('api/field-version spec.trafficDistribution: Remove'),
  ]);
  expect(found(service, '1.30')).toEqual([]);
});

test.each([
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
  ['snapshot.storage.k8s.io/v1', 'VolumeSnapshot'],
  ['kustomize.config.k8s.io/v1beta1', 'Kustomization'],
  ['cert-manager.io/v1', 'Certificate'],
  ['v1', 'ServiceList'],
])('the fields of %s %s are not known', (apiVersion, kind) => {
  expect(found(object(apiVersion, kind, { typo: 1 }))).toEqual([]);
});

test.each(VERSIONS)('grown objects of each kind have no finding at %s, and a broken field has one', (version) => {
  const gardener = new KindGardener(version, new Dice(19));
  for (const kind of allBuiltIn().filter((one) => isServed(one, version) && kindOf(one) === undefined)) {
    for (let i = 0; i < 5; i++) {
      expect(found(gardener.object(kind), version).filter((one) => !one.startsWith('dropped-'))).toEqual([]);
      const { object: broken, how, path: place } = gardener.broken(kind);
      const findings = check(broken, { version });
      if (how !== 'wrong type') {
        expect([kind.kind, findings.map((one) => one.path)]).toEqual([kind.kind, expect.arrayContaining([place])]);
      }
    }
  }
});

test('each kind has a struct, in each version that has it', () => {
  for (const version of VERSIONS) {
    const schema = new Schema(version, new Triggers([])).ofOthers(otherStructs());
    for (const kind of allBuiltIn().filter((one) => isThere(one, version))) {
      expect([kind.kind, schema.type(kind.struct).fields?.has('metadata')]).toEqual([kind.kind, true]);
    }
  }
});

test('a rule can check the structs of other kinds, and of the structs that pods have, only in the metadata', () => {
  const places: string[] = [];
  const see = (_struct: unknown, at: unknown): void => void places.push(String(at));
  const checks: any = { ServicePort: see, 'ServiceSpec.ports': see, ObjectMeta: see, LabelSelector: see };
  const rule = { id: 'api/a', severity: 'error', summary: '', see: '', checks } as const;
  const schema = new Schema('1.35', new Triggers([rule])).ofOthers(otherStructs());
  const service = object('v1', 'Service', { spec: { ports: [{ port: 80 }] } });
  const sink = { findings: [], podRules: [], unreadable: [] };
  const { plan } = decode(service, 'Service', schema, sink);
  plan.forEach(({ triggers, at, context }) => triggers.forEach((one) => one.check(at.value, at, context)));
  expect(places).toEqual(['metadata', 'spec', 'spec.ports[0]']);
});

test('a waiver covers a finding in another kind', () => {
  const annotations = { 'waive.cdk8s-pods/api.unknown-field': 'a newer server has it' };
  const service = object('v1', 'Service', {
    metadata: { name: 'a', annotations },
    spec: { clusterIP: 'None' },
    typo: 1,
  });
  expect(Lint.manifests([service])).toEqual([]);
});

test('synth refuses an unknown field in an object of another library, for the version of the app', () => {
  const app = new PodApp({ kubernetesVersion: '1.29', outdir: fs.mkdtempSync(path.join(os.tmpdir(), 'kinds-')) });
  const chart = new Chart(app, 'c');
  new ApiObject(chart, 'service', {
    apiVersion: 'v1',
    kind: 'Service',
    spec: { trafficDistribution: 'a', typo: 1 },
  } as any);
  const errors = [
    /spec.trafficDistribution: Kubernetes 1.29 does not have this field/,
    /there is no field "typo" here/,
  ];
  errors.forEach((error) => expect(() => app.synth()).toThrow(error));
});
