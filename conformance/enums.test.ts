import { ENUMS } from '../kubernetes/enums';
import { SCHEMA } from '../kubernetes/schema';
import { podcheck } from './shared';
import { WORKLOAD_PLACES } from './workload-enums';

const container = (fields: any) => ({ containers: [{ name: 'c', image: 'i', ...fields }] });
const mount = (fields: any) => ({
  containers: [{ name: 'c', image: 'i', volumeMounts: [{ name: 'v', mountPath: '/v', ...fields }] }],
  volumes: [{ name: 'v', emptyDir: {} }],
});
const volume = (source: any) => ({ containers: [{ name: 'c', image: 'i' }], volumes: [{ name: 'v', ...source }] });
const pod = (fields: any) => ({ ...container({}), ...fields });
const claim = (fields: any) =>
  volume({ ephemeral: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '1Gi' } }, ...fields } } } });
const nodeTerm = (expression: any) =>
  pod({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [expression] }] },
      },
    },
  });
const spread = (fields: any) =>
  pod({ topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'k', whenUnsatisfiable: 'DoNotSchedule', ...fields }] });

/** A pod spec with a value at the place of each field that the API server checks against a list. */
const PLACES: Record<string, (value: string) => any> = {
  'AppArmorProfile.type': (type) => pod({ securityContext: { appArmorProfile: { type } } }),
  'AzureDiskVolumeSource.cachingMode': (cachingMode) =>
    volume({ azureDisk: { diskName: 'd', diskURI: 'u', cachingMode } }),
  'AzureDiskVolumeSource.kind': (kind) => volume({ azureDisk: { diskName: 'd', diskURI: 'u', kind } }),
  'Container.imagePullPolicy': (imagePullPolicy) => container({ imagePullPolicy }),
  'Container.restartPolicy': (restartPolicy) => container({ restartPolicy }),
  'Container.terminationMessagePolicy': (terminationMessagePolicy) => container({ terminationMessagePolicy }),
  'ContainerPort.protocol': (protocol) => container({ ports: [{ containerPort: 1, protocol }] }),
  'ContainerResizePolicy.resourceName': (resourceName) =>
    container({ resizePolicy: [{ resourceName, restartPolicy: 'NotRequired' }] }),
  'ContainerResizePolicy.restartPolicy': (restartPolicy) =>
    container({ resizePolicy: [{ resourceName: 'cpu', restartPolicy }] }),
  'ContainerRestartRule.action': (action) =>
    container({ restartPolicy: 'Never', restartPolicyRules: [{ action, exitCodes: { operator: 'In', values: [1] } }] }),
  'ContainerRestartRuleOnExitCodes.operator': (operator) =>
    container({
      restartPolicy: 'Never',
      restartPolicyRules: [{ action: 'Restart', exitCodes: { operator, values: [1] } }],
    }),
  'HTTPGetAction.scheme': (scheme) => container({ livenessProbe: { httpGet: { port: 1, scheme } } }),
  'HostPathVolumeSource.type': (type) => volume({ hostPath: { path: '/p', type } }),
  'ImageVolumeSource.pullPolicy': (pullPolicy) => volume({ image: { reference: 'i', pullPolicy } }),
  'PersistentVolumeClaimSpec.accessModes': (mode) => claim({ accessModes: [mode] }),
  'PersistentVolumeClaimSpec.volumeMode': (volumeMode) => claim({ accessModes: ['ReadWriteOnce'], volumeMode }),
  'PodCertificateProjection.keyType': (keyType) =>
    volume({
      projected: { sources: [{ podCertificate: { signerName: 'a.b/c', keyType, credentialBundlePath: 'p' } }] },
    }),
  'PodOS.name': (name) => pod({ os: { name } }),
  'PodSecurityContext.fsGroupChangePolicy': (fsGroupChangePolicy) => pod({ securityContext: { fsGroupChangePolicy } }),
  'PodSecurityContext.seLinuxChangePolicy': (seLinuxChangePolicy) => pod({ securityContext: { seLinuxChangePolicy } }),
  'PodSecurityContext.supplementalGroupsPolicy': (supplementalGroupsPolicy) =>
    pod({ securityContext: { supplementalGroupsPolicy } }),
  'PodSpec.dnsPolicy': (dnsPolicy) => pod({ dnsPolicy }),
  'PodSpec.preemptionPolicy': (preemptionPolicy) => pod({ preemptionPolicy }),
  'PodSpec.restartPolicy': (restartPolicy) => pod({ restartPolicy }),
  'SeccompProfile.type': (type) => pod({ securityContext: { seccompProfile: { type } } }),
  'SecurityContext.procMount': (procMount) => container({ securityContext: { procMount } }),
  'Toleration.effect': (effect) => pod({ tolerations: [{ key: 'k', operator: 'Exists', effect }] }),
  'Toleration.operator': (operator) => pod({ tolerations: [{ key: 'k', operator, effect: 'NoSchedule' }] }),
  'TopologySpreadConstraint.nodeAffinityPolicy': (nodeAffinityPolicy) => spread({ nodeAffinityPolicy }),
  'TopologySpreadConstraint.nodeTaintsPolicy': (nodeTaintsPolicy) => spread({ nodeTaintsPolicy }),
  'TopologySpreadConstraint.whenUnsatisfiable': (whenUnsatisfiable) => spread({ whenUnsatisfiable }),
  'VolumeMount.mountPropagation': (mountPropagation) => mount({ mountPropagation }),
  'VolumeMount.recursiveReadOnly': (recursiveReadOnly) => mount({ readOnly: true, recursiveReadOnly }),
};

/** Fields whose operator the API server refuses without a list. */
const OPERATORS: Record<string, (value: string) => any> = {
  'NodeSelectorRequirement.operator': (operator) => nodeTerm({ key: 'k', operator, values: ['1'] }),
  'LabelSelectorRequirement.operator': (operator) =>
    spread({ labelSelector: { matchExpressions: [{ key: 'k', operator, values: ['1'] }] } }),
};

/** Tables that no pod can test, or whose fields are behind a feature gate: see the comments in the table. */
const BY_DESCRIPTION = [
  'EphemeralContainer.imagePullPolicy',
  'EphemeralContainer.restartPolicy',
  'EphemeralContainer.terminationMessagePolicy',
  'ManagedFieldsEntry.operation',
  'VolumeMount.bindMountOptions',
];

/** Values that the API server 1.37 does not list, because they are behind a feature gate. */
const GATED: Record<string, string[]> = { 'Toleration.operator': ['Gt', 'Lt'] };

const manifest = (spec: any) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'default' },
  spec,
});

test('every table of values is compared with the API server, or has a reason', () => {
  expect(Object.keys(ENUMS).sort()).toEqual(
    [PLACES, OPERATORS, WORKLOAD_PLACES].flatMap(Object.keys).concat(BY_DESCRIPTION).sort(),
  );
});

test('every table of values belongs to a field that exists', () => {
  const strangers = Object.keys(ENUMS).filter((place) => {
    const [type, field] = place.replace(/^ISCSI/, 'Iscsi').split('.');
    return SCHEMA[type]?.[field] === undefined;
  });
  expect(strangers).toEqual([]);
});

describe('the values of a field are those that the API server lists', () => {
  const places = Object.entries(PLACES);
  const verdicts = podcheck(
    '1.37',
    places.map(([, place]) => manifest(place('no-such-value'))),
  );
  test.each(places.map(([place], i) => [place, verdicts[i]] as const))('%s', (place, verdict) => {
    const refusal = (verdict.errors ?? []).find(({ detail }) => detail.includes('"no-such-value": supported values: '));
    const listed = [...(refusal?.detail.split('supported values: ')[1] ?? '').matchAll(/"([^"]*)"/g)].map(
      ([, value]) => value,
    );
    const said = ENUMS[place].filter((value) => !(GATED[place] ?? []).includes(value));
    expect([...said].sort()).toEqual(listed.sort());
  });
});

describe('the operators of a field are those that the API server accepts', () => {
  test.each(Object.entries(OPERATORS))('%s', (place, at) => {
    const taken = (operator: string) =>
      !JSON.stringify(podcheck('1.37', [manifest(at(operator))])).includes('not a valid');
    expect(taken('no-such-value')).toBe(false);
    expect(ENUMS[place].filter((operator) => !taken(operator))).toEqual([]);
  });
});
