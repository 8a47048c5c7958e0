import { found, pod } from './found';

const volumes = (...some: any[]) => found(pod({ volumes: some }));
const data = { name: 'data', emptyDir: {} };
const claim = { name: 'data', persistentVolumeClaim: { claimName: 'c' } };
const mounts = (some: any[], more: any = {}, volume: any = data) =>
  found(pod({ volumes: [volume] }, { volumeMounts: some, ...more }));
const mount = (more: any, container: any = {}) => mounts([{ name: 'data', mountPath: '/x', ...more }], container);

test('a volume without a source is an emptyDir', () => {
  expect(volumes({ name: 'data' })).toEqual([]);
});

test.each([
  ['has no name', [{ emptyDir: {} }], 'spec.volumes[0].name Required'],
  ['has a name with a dot', [{ name: 'a.b', emptyDir: {} }], 'spec.volumes[0].name Invalid'],
  ['has the name of another', [data, data], 'spec.volumes[1].name Duplicate'],
  ['has two sources', [{ ...data, hostPath: { path: '/a' } }], 'spec.volumes[0].hostPath Forbidden'],
  [
    'has a second source that the server misspells',
    [{ ...data, downwardAPI: {} }],
    'spec.volumes[0].downwarAPI Forbidden',
  ],
])('a volume that %s is refused', (_, some, expected) => {
  expect(volumes(...some)).toEqual([expected]);
});

test('a claim that is made for an ephemeral volume is not mounted by its name', () => {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  const made = { name: 'a', ephemeral: { volumeClaimTemplate: { spec } } };
  expect(volumes(made, { name: 'b', persistentVolumeClaim: { claimName: 'p-a' } })).toEqual([
    'spec.volumes[1].persistentVolumeClaim.claimName Invalid',
  ]);
});

test('a mount of a volume that is refused is refused', () => {
  expect(mounts([{ name: 'data', mountPath: '/x' }], {}, { name: 'data', configMap: {} })).toEqual([
    'spec.containers[0].volumeMounts[0].name NotFound',
    'spec.volumes[0].configMap.name Required',
  ]);
});

const AT = 'spec.containers[0].volumeMounts[0]';
const ALL = 'spec.containers[0].volumeMounts';
test.each([
  ['of no volume', { name: 'gone' }, `${AT}.name NotFound`],
  ['without a path', { mountPath: '' }, `${AT}.mountPath Required`],
  ['of an absolute subPath', { subPath: '/a' }, `${ALL}.subPath Invalid`],
  ['that climbs out of the volume', { subPathExpr: 'a/../b' }, `${ALL}.subPathExpr Invalid`],
  ['of two sub-paths', { subPath: 'a', subPathExpr: 'b' }, `${AT}.subPathExpr Invalid`],
  ['that propagates in no known way', { mountPropagation: 'Both' }, `${ALL}.mountPropagation NotSupported`],
  ['that propagates to the node', { mountPropagation: 'Bidirectional' }, `${ALL}.mountPropagation Forbidden`],
  ['that is read-only below alone', { recursiveReadOnly: 'Enabled' }, `${ALL}.recursiveReadOnly Forbidden`],
])('a mount %s is refused', (_, more, expected) => {
  expect(mount(more)).toEqual([expected]);
});

test('a privileged container may propagate to the node', () => {
  expect(mount({ mountPropagation: 'Bidirectional' }, { securityContext: { privileged: true } })).toEqual([]);
});

test('two mounts at one path are refused', () => {
  const one = { name: 'data', mountPath: '/x' };
  expect(mounts([one, one])).toEqual(['spec.containers[0].volumeMounts[1].mountPath Invalid']);
});

const devices = (some: any[], volume: any = claim) =>
  found(pod({ volumes: [volume] }, { volumeDevices: some })).map((one) => one.replace(/^spec.containers\[0\]\./, ''));

test('a device is a claim', () => {
  const device = { name: 'data', devicePath: '/dev/x' };
  expect(devices([device])).toEqual([]);
  expect(devices([device], data)).toEqual(['volumeDevices[0].name Invalid']);
  expect(devices([{ ...device, devicePath: '/dev/../x' }])).toEqual(['volumeDevices[0].devicePath Invalid']);
  expect(devices([device, device])).toEqual(['volumeDevices[1].name Invalid', 'volumeDevices[1].devicePath Invalid']);
});
