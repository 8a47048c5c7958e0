import { Volume } from '../../kubernetes/decoded';
import { ENUMS } from '../../kubernetes/enums';
import { FieldPath } from '../model/field-path';
import { lowerCase } from '../model/go-text';
import { notDnsLabel, notDnsSubdomain } from '../model/names';
import { notBelow, notStraight } from '../model/paths';
import { nano } from '../model/quantity';
import { rule, Rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { choice, form, maxLength, need, needForm, orEmpty, range } from '../validation/fields';
import { checkClaimTemplate } from '../validation/volume-claim';
import { checkProjected, projectedVolume } from './projected-volume';
import { volumeClaim } from './volume-claim';
import { checkConfigMap, checkDownwardApi, checkSecret, volumeFiles } from './volume-files';

const MANAGED_DISK = ['/subscriptions/', 'ID/resourcegroups/GROUP/providers/microsoft.compute/disks/DISK'];
const BLOB_DISK = ['https://', 'ACCOUNT.blob.core.windows.net/CONTAINER/DISK.vhd'];

export const volumeSource = rule({
  id: 'api/volume-source',
  severity: 'error',
  summary: 'The source of a volume must have the fields and values that its type requires.',
  see: 'https://kubernetes.io/docs/concepts/storage/volumes/#volume-types',
});

/** The types of volumes: the fields of a volume that are sources. */
export type VolumeType = Exclude<keyof Volume, 'name'>;

type SourceCheck<S> = (source: S, at: FieldPath, context: ValidationContext) => void;

/** The check of each type, in the order in which the server looks for a source. */
const CHECKS: { readonly [T in VolumeType]-?: SourceCheck<NonNullable<Volume[T]>> } = {
  emptyDir({ sizeLimit = 0 }, at, context) {
    if (nano(sizeLimit) < 0n) {
      const fix = 'Set `sizeLimit` to more than 0, or remove it.';
      context.forbidden(at.field('sizeLimit'), `${sizeLimit} is negative.`, 'A size cannot be negative.', fix);
    }
  },

  hostPath(source, at, context) {
    needForm(source, at, context, 'path', notStraight);
    if (source.path) {
      choice(source, at, context, 'type', ENUMS['HostPathVolumeSource.type']);
    }
  },

  gitRepo(source, at, context) {
    need(source, at, context, 'repository');
    form(source, at, context, 'directory', notBelow);
  },

  gcePersistentDisk(source, at, context) {
    // the server reports "persistentDisk"
    need(source, at.above!.field('persistentDisk'), context, 'pdName');
    range(source, at.above!.field('persistentDisk'), context, 'partition', 0, 255);
  },

  awsElasticBlockStore(source, at, context) {
    need(source, at, context, 'volumeID');
    range(source, at, context, 'partition', 0, 255);
  },

  secret: under(volumeFiles, checkSecret),

  nfs(source, at, context) {
    const { path = '' } = source;
    need(source, at, context, 'server', 'path');
    if (!path.startsWith('/')) {
      const what = `"${path}" is not an absolute path.`;
      context.invalid(at.field('path'), what, 'The server exports it.', 'Write a path that starts with "/".');
    }
  },

  iscsi(source, at, context) {
    need(source, at, context, 'targetPortal', 'iqn');
    form(source, at, context, 'iqn', orEmpty(notIscsiName));
    range(source, at, context, 'lun', 0, 255);
    if ((source.chapAuthDiscovery || source.chapAuthSession) && source.secretRef === undefined) {
      const why = 'CHAP authentication requires a Secret.';
      context.required(at.field('secretRef'), '`secretRef` is missing.', why, 'Add `secretRef`.');
    }
    // the server spells `initiatorName` like this
    form({ initiatorname: source.initiatorName }, at, context, 'initiatorname', notIscsiName);
  },

  glusterfs: needs('endpoints', 'path'),

  flocker(source, at, context) {
    const { datasetName = '', datasetUUID = '' } = source;
    const why = 'The volume is one dataset.';
    const fix = 'Set either `datasetName` or `datasetUUID`.';
    if (datasetName === '' && datasetUUID === '') {
      context.required(at, '`datasetName` and `datasetUUID` are missing.', why, fix);
    }
    if (datasetName !== '' && datasetUUID !== '') {
      context.invalid(at, '`datasetName` and `datasetUUID` are both set.', why, fix);
    }
    form(source, at, context, 'datasetName', (name) => (name.includes('/') ? 'It must not contain "/".' : undefined));
  },

  persistentVolumeClaim: needs('claimName'),
  rbd: needs('monitors', 'image'),

  cinder(source, at, context) {
    need(source, at, context, 'volumeID');
    needSecretName(source.secretRef, at, context);
  },

  cephfs: needs('monitors'),

  quobyte(source, at, context) {
    const { registry, tenant = '' } = source;
    need(source, at, context, 'registry', 'volume');
    if (registry && Buffer.byteLength(tenant) >= 65) {
      const why = 'It must be a UUID of at most 64 characters.';
      context.required(at.field('tenant'), '`tenant` is too long.', why, 'Set `tenant` to its UUID.');
    } else {
      form(source, at, context, 'registry', orEmpty(notRegistry), '`registry`, such as "quobyte:7861"');
    }
  },

  downwardAPI: under(volumeFiles, checkDownwardApi),

  fc(source, at, context) {
    const { targetWWNs = [], wwids = [], lun } = source;
    const why = 'A disk has either `targetWWNs` and a `lun`, or `wwids`.';
    if (targetWWNs.length === 0 && wwids.length === 0) {
      context.required(at.field('targetWWNs'), '`targetWWNs` is missing.', why, 'Set `targetWWNs` or `wwids`.');
    }
    if (targetWWNs.length > 0 && wwids.length > 0) {
      context.invalid(at.field('targetWWNs'), '`wwids` is set, too.', why, 'Remove `targetWWNs` or `wwids`.');
    }
    if (targetWWNs.length > 0 && lun === undefined) {
      context.required(at.field('lun'), '`lun` is missing.', why, 'Set `lun`.');
    }
    if (targetWWNs.length > 0) {
      range(source, at, context, 'lun', 0, 255);
    }
  },

  flexVolume(source, at, context) {
    need(source, at, context, 'driver');
    for (const key in source.options) {
      if (/(^|\.)(kubernetes|k8s)\.io$/.test(lowerCase(key).split('/')[0])) {
        const why = 'The domains kubernetes.io and k8s.io are reserved for Kubernetes.';
        context.invalid(at.field('options').key(key), `"${key}" is reserved.`, why, `Remove "${key}".`);
      }
    }
  },

  configMap: under(volumeFiles, checkConfigMap),
  azureFile: needs('secretName', 'shareName'),
  vsphereVolume: needs('volumePath'),
  photonPersistentDisk: needs('pdID'),
  portworxVolume: needs('volumeID'),

  azureDisk(source, at, context) {
    const { diskURI = '', kind = 'Shared' } = source;
    need(source, at, context, 'diskName', 'diskURI');
    choice(source, at, context, 'cachingMode', ['None', 'ReadOnly', 'ReadWrite']);
    choice(source, at, context, 'kind', ['Dedicated', 'Managed', 'Shared']);
    const [start, rest] = kind === 'Managed' ? MANAGED_DISK : BLOB_DISK;
    if (!diskURI.startsWith(start)) {
      context.notSupported(at.field('diskURI'), diskURI, [start + rest]);
    }
  },

  storageos(source, at, context) {
    needForm(source, at, context, 'volumeName', notDnsLabel);
    form(source, at, context, 'volumeNamespace', orEmpty(notDnsLabel));
    needSecretName(source.secretRef, at, context);
  },

  projected: under(projectedVolume, checkProjected),
  scaleIO: needs('gateway', 'system', 'volumeName'),

  csi(source, at, context) {
    const { driver = '', nodePublishSecretRef: secret } = source;
    need(source, at, context, 'driver');
    maxLength(source, at, context, 'driver', 63);
    if (driver !== '' || context.minor < 35) {
      form({ driver }, at, context, 'driver', (name) => notDnsSubdomain(lowerCase(name)));
    }
    if (secret !== undefined) {
      need(secret, at.field('nodePublishSecretRef'), context, 'name');
      // the server leaves out "nodePublishSecretRef"
      form(secret, at, context, 'name', orEmpty(notDnsSubdomain), 'name of a Secret');
    }
  },

  ephemeral(source, at, context) {
    const { volumeClaimTemplate: template } = source;
    need(source, at, context, 'volumeClaimTemplate');
    if (template !== undefined) {
      context.under(volumeClaim, () => checkClaimTemplate(template, at.field('volumeClaimTemplate'), context));
    }
  },

  image(source, at, context) {
    need(source, at, context, 'reference');
    choice(source, at, context, 'pullPolicy', ['', 'Always', 'IfNotPresent', 'Never']);
  },
};

export const VOLUME_TYPES = Object.keys(CHECKS) as readonly VolumeType[];

/** Checks the source of a volume of a type. */
export function checkSource<T extends VolumeType>(
  type: T,
  one: Volume,
  at: FieldPath,
  context: ValidationContext,
): void {
  CHECKS[type](one[type]!, at.field(type), context);
}

/** The check, whose findings carry the id of another rule. */
function under<S>(other: Rule, check: SourceCheck<S>): SourceCheck<S> {
  return (source, at, context) => context.under(other, () => check(source, at, context));
}

function needs<S>(...fields: (keyof S & string)[]): SourceCheck<S> {
  return (source, at, context) => need(source, at, context, ...fields);
}

function needSecretName(secret: { name?: string } | undefined, at: FieldPath, context: ValidationContext): void {
  if (secret !== undefined) {
    need(secret, at.field('secretRef'), context, 'name');
  }
}

function notRegistry(registry: string): string | undefined {
  return registry.split(',').every((part) => /^(\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(part))
    ? undefined
    : 'It must be HOST:PORT, or several of them, separated by commas.';
}

/** The API server accepts any text before `iqn.`, and any text but these characters after the colon. */
const IQN = /:(?<=iqn\.\d{4}-\d{2}\.[A-Za-z0-9.-]+:)./;
const NOT_IN_IQN = /[,;*&$|\t\n\f\r ]/;
const EUI_OR_NAA = /^(?:eui.[A-Za-z0-9]{16}|naa.[A-Za-z0-9]{32})$/;

function notIscsiName(name: string): string | undefined {
  const isIqn = name.startsWith('iqn') && IQN.test(name.split(NOT_IN_IQN).pop()!);
  return isIqn || EUI_OR_NAA.test(name)
    ? undefined
    : 'It must be an iSCSI name: iqn.YEAR-MONTH.DOMAIN:NAME, eui.16 digits, or naa.32 digits.';
}
