import { found, pod } from './found';

const source = (kind: string, value: any, version?: string) =>
  found(pod({ volumes: [{ name: 'v', [kind]: value }] }), version)
    .filter((one) => !one.includes('api-warning'))
    .map((one) => one.replace('spec.volumes[0].', ''));

const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
const ephemeral = (spec: any, metadata: any = {}) => ({
  volumeClaimTemplate: { metadata, spec: { ...claim, ...spec } },
});
const TEMPLATE = 'ephemeral.volumeClaimTemplate';

test.each([
  ['emptyDir', { sizeLimit: '-1' }, ['emptyDir.sizeLimit Forbidden']],
  ['hostPath', { path: '/a/../b' }, ['hostPath.path Invalid']],
  ['hostPath', { path: '/a', type: 'Folder' }, ['hostPath.type NotSupported']],
  ['gitRepo', { directory: '/a' }, ['gitRepo.directory Invalid', 'gitRepo.repository Required']],
  ['gcePersistentDisk', {}, ['persistentDisk.pdName Required']],
  ['awsElasticBlockStore', { volumeID: 'a', partition: 256 }, ['awsElasticBlockStore.partition Invalid']],
  ['nfs', { server: 's', path: 'a' }, ['nfs.path Invalid']],
  ['iscsi', { targetPortal: 'p', iqn: 'iqn.x' }, ['iscsi.iqn Invalid']],
  ['iscsi', { targetPortal: 'p', iqn: 'eui.0123456789ABCDEF', lun: 256 }, ['iscsi.lun Invalid']],
  ['glusterfs', { endpoints: 'e' }, ['glusterfs.path Required']],
  ['flocker', {}, ['flocker Required']],
  ['persistentVolumeClaim', {}, ['persistentVolumeClaim.claimName Required']],
  ['rbd', { image: 'i' }, ['rbd.monitors Required']],
  ['quobyte', { registry: 'a', volume: 'v' }, ['quobyte.registry Invalid']],
  ['fc', { targetWWNs: ['a'] }, ['fc.lun Required']],
  ['flexVolume', { driver: 'd', options: { 'kubernetes.io/a': 'b' } }, ['flexVolume.options[kubernetes.io/a] Invalid']],
  ['azureDisk', { diskName: 'd', diskURI: 'x' }, ['azureDisk.diskURI NotSupported']],
  ['azureDisk', { diskName: 'd', diskURI: '/subscriptions/x', kind: 'Managed' }, []],
  ['storageos', { volumeName: 'A' }, ['storageos.volumeName Invalid']],
  ['csi', { driver: 'a'.repeat(64) }, ['csi.driver TooLong']],
  ['image', {}, ['image.reference Required']],
  ['configMap', { name: 'c', items: [{ key: 'k', path: '../k' }] }, ['configMap.items[0].path Invalid']],
  ['secret', { secretName: 's', defaultMode: 512 }, ['secret.defaultMode Invalid']],
  ['downwardAPI', { items: [{ path: 'a' }] }, ['downwardAPI Required']],
  [
    'downwardAPI',
    { items: [{ path: 'a', fieldRef: { fieldPath: 'spec.nodeName' } }] },
    ['downwardAPI.fieldRef.fieldPath NotSupported'],
  ],
  [
    'downwardAPI',
    { items: [{ path: 'a', resourceFieldRef: { resource: 'limits.cpu' } }] },
    ['downwardAPI.resourceFieldRef.containerName Required'],
  ],
  ['ephemeral', {}, ['ephemeral.volumeClaimTemplate Required']],
  ['ephemeral', ephemeral({}), []],
  ['ephemeral', ephemeral({ accessModes: [] }), [`${TEMPLATE}.spec.accessModes Required`]],
  ['ephemeral', ephemeral({ resources: {} }), [`${TEMPLATE}.spec.resources[storage] Required`]],
  ['ephemeral', ephemeral({ volumeMode: 'Tape' }), [`${TEMPLATE}.spec.volumeMode NotSupported`]],
  ['ephemeral', ephemeral({ dataSource: { name: 'a', kind: 'B' } }), [`${TEMPLATE}.spec.dataSource Invalid`]],
  [
    'ephemeral',
    ephemeral({ dataSource: {}, dataSourceRef: { name: '' } }),
    ['dataSource', 'dataSourceRef'].flatMap((source) => [
      `${TEMPLATE}.spec.${source} Invalid`,
      `${TEMPLATE}.spec.${source}.name Required`,
      `${TEMPLATE}.spec.${source}.kind Required`,
    ]),
  ],
  ['ephemeral', ephemeral({}, { name: 'n' }), [`${TEMPLATE}.metadata.name Forbidden`]],
  ['ephemeral', ephemeral({}, { name: '', generation: 0 }), []],
  [
    'ephemeral',
    ephemeral({}, { deletionGracePeriodSeconds: 0 }),
    [`${TEMPLATE}.metadata.deletionGracePeriodSeconds Forbidden`],
  ],
])('%s: %j', (kind, value, expected) => {
  expect(source(kind, value).sort()).toEqual([...expected].sort());
});

describe('a projected volume', () => {
  const projected = (...sources: any[]) => source('projected', { sources });
  const item = { key: 'k', path: 'k' };

  test('accepts one source for each item', () => {
    expect(projected({ configMap: { name: 'c' }, secret: { name: 's' } })).toEqual(['projected.sources[0] Forbidden']);
  });

  test('rejects two files at one path', () => {
    const files = [{ configMap: { name: 'c', items: [item] } }, { secret: { name: 's', items: [item] } }];
    expect(projected(...files)).toEqual(['projected Invalid']);
  });

  test('requires at least ten minutes for a token', () => {
    expect(projected({ serviceAccountToken: { path: 'token', expirationSeconds: 599 } })).toEqual([
      'projected.sources[0].serviceAccountToken.expirationSeconds Invalid',
    ]);
  });

  test('accepts bundles by name or by signer', () => {
    const at = 'projected.sources[0].clusterTrustBundle';
    expect(projected({ clusterTrustBundle: { path: 'ca' } })).toEqual([`${at} Required`]);
    expect(projected({ clusterTrustBundle: { path: 'ca', signerName: 'a' } })).toEqual([`${at}.signerName Invalid`]);
    expect(projected({ clusterTrustBundle: { path: 'ca', signerName: 'example.com/s' } })).toEqual([]);
  });

  test('requires at least an hour and a path for a certificate', () => {
    const at = 'projected.sources[0].podCertificate';
    const certificate = { signerName: 'example.com/s', keyType: 'ED25519', maxExpirationSeconds: 60 };
    expect(projected({ podCertificate: certificate })).toEqual([
      `${at} Required`,
      `${at}.maxExpirationSeconds Invalid`,
    ]);
  });
});
