import { checkClaimTemplate } from './claim-template';
import { choice, form, need, range } from '../validation/fields';
import { Inspection } from '../validation/validation-context';
import { notDnsLabel, notDnsSubdomain } from '../model/names';
import { notBelow, notStraight } from '../model/paths';
import { Place } from '../model/field-path';
import { checkProjected } from './projected-volume';
import { checkConfigMap, checkDownwardApi, checkSecret } from '../validation/volume-files';

const RULE = 'api/volume-source';

/** Looks at the source of a volume. */
type SourceCheck = (source: any, at: Place, pod: Inspection) => void;

/**
 * What each kind of volume asks of its source, in the order in which the API server looks for one.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#volume-types
 */
export const SOURCES: Readonly<Record<string, SourceCheck>> = {
  emptyDir: checkEmptyDir,
  hostPath: checkHostPath,
  gitRepo: checkGitRepo,
  gcePersistentDisk: (disk, at, pod) => checkDisk('pdName', disk, new Place(at.above, 'persistentDisk', disk), pod),
  awsElasticBlockStore: (disk, at, pod) => checkDisk('volumeID', disk, at, pod),
  secret: checkSecret,
  nfs: checkNfs,
  iscsi: checkIscsi,
  glusterfs: needs('endpoints', 'path'),
  flocker: checkFlocker,
  persistentVolumeClaim: needs('claimName'),
  rbd: needs('monitors', 'image'),
  cinder: checkCinder,
  cephfs: needs('monitors'),
  quobyte: checkQuobyte,
  downwardAPI: checkDownwardApi,
  fc: checkFibreChannel,
  flexVolume: checkFlexVolume,
  configMap: checkConfigMap,
  azureFile: needs('secretName', 'shareName'),
  vsphereVolume: needs('volumePath'),
  photonPersistentDisk: needs('pdID'),
  portworxVolume: needs('volumeID'),
  azureDisk: checkAzureDisk,
  storageos: checkStorageOs,
  projected: checkProjected,
  scaleIO: needs('gateway', 'system', 'volumeName'),
  csi: checkCsi,
  ephemeral: checkEphemeral,
  image: checkImage,
};

function needs(...fields: string[]): SourceCheck {
  return (source, at, pod) => need(RULE, source, at, pod, ...fields);
}

function checkEmptyDir({ sizeLimit }: any, at: Place, pod: Inspection): void {
  if (sizeLimit !== undefined && String(sizeLimit).trim().startsWith('-') && /[1-9]/.test(String(sizeLimit))) {
    const fix = 'Write how large it may become, or leave it out.';
    pod.forbidden(RULE, at.field('sizeLimit'), `${sizeLimit} is less than nothing.`, 'It is an amount of bytes.', fix);
  }
}

const HOST_PATHS = [
  '',
  'DirectoryOrCreate',
  'Directory',
  'FileOrCreate',
  'File',
  'Socket',
  'CharDevice',
  'BlockDevice',
];

function checkHostPath(source: any, at: Place, pod: Inspection): void {
  need(RULE, source, at, pod, 'path');
  if (source.path) {
    form(RULE, source, at, pod, 'path', notStraight);
    choice(RULE, source, at, pod, 'type', HOST_PATHS);
  }
}

function checkGitRepo(source: any, at: Place, pod: Inspection): void {
  need(RULE, source, at, pod, 'repository');
  form(RULE, source, at, pod, 'directory', notBelow);
}

function checkDisk(id: string, disk: any, at: Place, pod: Inspection): void {
  need(RULE, disk, at, pod, id);
  range(RULE, disk, at, pod, 'partition', 0, 255);
}

function checkNfs(source: any, at: Place, pod: Inspection): void {
  need(RULE, source, at, pod, 'server', 'path');
  if (!source.path?.startsWith('/')) {
    const what = `"${source.path ?? ''}" is not an absolute path.`;
    pod.invalid(RULE, at.field('path'), what, 'It is the path that the server exports.', 'Start it with "/".');
  }
}

function checkIscsi(source: any, at: Place, pod: Inspection): void {
  need(RULE, source, at, pod, 'targetPortal', 'iqn');
  if (source.iqn) {
    form(RULE, source, at, pod, 'iqn', notIscsiName);
  }
  range(RULE, source, at, pod, 'lun', 0, 255);
  if ((source.chapAuthDiscovery || source.chapAuthSession) && source.secretRef === undefined) {
    const why = 'CHAP authentication takes the secret that has its user and password.';
    pod.required(RULE, at.field('secretRef'), 'no secret is named.', why, 'Add secretRef.');
  }
  const why = source.initiatorName === undefined ? undefined : notIscsiName(source.initiatorName);
  if (why !== undefined) {
    const what = `${JSON.stringify(source.initiatorName)} cannot stand here.`;
    pod.invalid(RULE, `${at}.initiatorname`, what, why, 'Write another name.');
  }
}

const ISCSI_NAMES: Record<string, RegExp> = {
  iqn: /iqn\.\d{4}-\d{2}\.([A-Za-z0-9.-]+)(:[^,;*&$|\t\n\f\r ]+)$/,
  eui: /^eui.[A-Za-z0-9]{16}$/,
  naa: /^naa.[A-Za-z0-9]{32}$/,
};

function notIscsiName(name: string): string | undefined {
  return ISCSI_NAMES[name.slice(0, 3)]?.test(name)
    ? undefined
    : 'It is an iSCSI name: iqn.YEAR-MONTH.DOMAIN:NAME, eui.16 digits, or naa.32 digits.';
}

function checkFlocker(source: any, at: Place, pod: Inspection): void {
  const { datasetName, datasetUUID } = source;
  if (!datasetName && !datasetUUID) {
    pod.required(RULE, at, 'no dataset is named.', 'The volume is a dataset.', 'Add datasetName or datasetUUID.');
  }
  if (datasetName && datasetUUID) {
    const why = 'The volume is one dataset.';
    pod.invalid(RULE, at, 'two datasets are named.', why, 'Leave out datasetName or datasetUUID.');
  }
  if (datasetName?.includes('/')) {
    pod.invalid(
      RULE,
      at.field('datasetName'),
      `"${datasetName}" has a "/".`,
      'It is a plain name.',
      'Leave out the "/".',
    );
  }
}

function checkCinder(source: any, at: Place, pod: Inspection): void {
  need(RULE, source, at, pod, 'volumeID');
  if (source.secretRef !== undefined) {
    need(RULE, source.secretRef, at.field('secretRef'), pod, 'name');
  }
}

function checkQuobyte(source: any, at: Place, pod: Inspection): void {
  const { registry = '', tenant = '' } = source;
  need(RULE, source, at, pod, 'registry', 'volume');
  if (registry === '') {
    return;
  }
  if (bytes(tenant) >= 65) {
    const why = 'It is a UUID, of 64 characters at most.';
    pod.required(RULE, at.field('tenant'), 'the tenant is too long.', why, 'Write the UUID of the tenant.');
  } else if (!registry.split(',').every(isHostPort)) {
    const why = 'It is HOST:PORT, or several of them with commas between.';
    pod.invalid(
      RULE,
      at.field('registry'),
      `"${registry}" is no registry.`,
      why,
      'Write the host, a colon, and the port.',
    );
  }
}

function isHostPort(text: string): boolean {
  return /^(\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(text);
}

export function bytes(text: string): number {
  return Buffer.byteLength(text);
}

function checkFibreChannel(source: any, at: Place, pod: Inspection): void {
  const { targetWWNs = [], wwids = [], lun } = source;
  const place = () => at.field('targetWWNs');
  if (targetWWNs.length === 0 && wwids.length === 0) {
    pod.required(
      RULE,
      place(),
      'no disk is named.',
      'A disk has targetWWNs and a lun, or wwids.',
      'Add one of the two.',
    );
  }
  if (targetWWNs.length > 0 && wwids.length > 0) {
    const why = 'A disk is named in one of two ways.';
    pod.invalid(RULE, place(), 'there are wwids as well.', why, 'Leave out targetWWNs or wwids.');
  }
  if (targetWWNs.length > 0) {
    if (lun === undefined) {
      const why = 'targetWWNs name a target, and the lun a disk of it.';
      pod.required(RULE, at.field('lun'), 'there is no lun.', why, 'Add lun.');
    }
    range(RULE, source, at, pod, 'lun', 0, 255);
  }
}

function checkFlexVolume(source: any, at: Place, pod: Inspection): void {
  need(RULE, source, at, pod, 'driver');
  for (const key in source.options) {
    if (/(^|\.)(kubernetes|k8s)\.io(\/|$)/.test(key.toLowerCase().replace(/\/[^]*$/, ''))) {
      const why = 'Options under kubernetes.io and k8s.io are for Kubernetes itself.';
      pod.invalid(RULE, at.field('options').key(key), `"${key}" is reserved.`, why, 'Take an option of the driver.');
    }
  }
}

const CACHING = ['None', 'ReadOnly', 'ReadWrite'];
const DISKS = ['Dedicated', 'Managed', 'Shared'];

function checkAzureDisk(source: any, at: Place, pod: Inspection): void {
  const { diskURI = '', kind = 'Shared' } = source;
  need(RULE, source, at, pod, 'diskName', 'diskURI');
  choice(RULE, source, at, pod, 'cachingMode', CACHING);
  choice(RULE, source, at, pod, 'kind', DISKS);
  if (!diskURI.startsWith(kind === 'Managed' ? '/subscriptions/' : 'https://')) {
    const form =
      kind === 'Managed'
        ? '/subscriptions/ID/resourcegroups/GROUP/providers/microsoft.compute/disks/DISK'
        : 'https://ACCOUNT.blob.core.windows.net/CONTAINER/DISK.vhd';
    pod.notSupported(RULE, at.field('diskURI'), diskURI, [form]);
  }
}

function checkStorageOs(source: any, at: Place, pod: Inspection): void {
  need(RULE, source, at, pod, 'volumeName');
  if (source.volumeName) {
    form(RULE, source, at, pod, 'volumeName', notDnsLabel);
  }
  if (source.volumeNamespace) {
    form(RULE, source, at, pod, 'volumeNamespace', notDnsLabel);
  }
  if (source.secretRef !== undefined) {
    need(RULE, source.secretRef, at.field('secretRef'), pod, 'name');
  }
}

function checkCsi(source: any, at: Place, pod: Inspection): void {
  const { driver = '', nodePublishSecretRef } = source;
  need(RULE, source, at, pod, 'driver');
  if (bytes(driver) > 63) {
    const what = 'the name is too long.';
    pod.error(RULE, 'FieldValueTooLong', at.field('driver'), what, 'It has 63 characters at most.', 'Shorten it.');
  }
  if (driver !== '' || pod.minor < 31) {
    const why = notDnsSubdomain(driver.toLowerCase());
    if (why !== undefined) {
      pod.invalid(RULE, at.field('driver'), `"${driver}" cannot be the name of a driver.`, why, 'Name a CSI driver.');
    }
  }
  if (nodePublishSecretRef !== undefined) {
    need(RULE, nodePublishSecretRef, at.field('nodePublishSecretRef'), pod, 'name');
    const why = nodePublishSecretRef.name ? notDnsSubdomain(nodePublishSecretRef.name) : undefined;
    if (why !== undefined) {
      const what = `"${nodePublishSecretRef.name}" cannot be the name of a Secret.`;
      pod.invalid(RULE, at.field('name'), what, why, 'Correct nodePublishSecretRef.');
    }
  }
}

function checkEphemeral(source: any, at: Place, pod: Inspection): void {
  if (source.volumeClaimTemplate === undefined) {
    need(RULE, source, at, pod, 'volumeClaimTemplate');
  } else {
    checkClaimTemplate(source.volumeClaimTemplate, at.field('volumeClaimTemplate'), pod);
  }
}

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];

function checkImage(source: any, at: Place, pod: Inspection): void {
  need(RULE, source, at, pod, 'reference');
  if (source.pullPolicy) {
    choice(RULE, source, at, pod, 'pullPolicy', PULL_POLICIES);
  }
}
