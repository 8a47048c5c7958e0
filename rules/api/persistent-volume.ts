import { PersistentVolumeSpec, SecretReference, Volume } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { lowerCase } from '../model/go-text';
import { notDnsLabel, notDnsSubdomain } from '../model/names';
import { notBelow } from '../model/paths';
import { nano } from '../model/quantity';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { choice, form, maxLength, need, needForm, orEmpty } from '../validation/fields';
import { checkAccessModes, VOLUME_MODES } from '../validation/volume-claim';
import { checkNodeSelector } from './node-affinity';
import { checkSource, VolumeType } from './volume-source';

const RECLAIM_POLICIES = ['Delete', 'Recycle', 'Retain'];

/** The types of volumes, in the order in which the server looks for them. */
const VOLUME_SOURCES = [
  ...([
    'hostPath',
    'gcePersistentDisk',
    'awsElasticBlockStore',
    'glusterfs',
    'flocker',
    'nfs',
    'rbd',
    'quobyte',
  ] as const),
  ...(['cephfs', 'iscsi', 'cinder', 'fc', 'flexVolume', 'azureFile', 'vsphereVolume', 'photonPersistentDisk'] as const),
  ...(['portworxVolume', 'azureDisk', 'scaleIO', 'local', 'storageos', 'csi'] as const),
];
type VolumeSource = (typeof VOLUME_SOURCES)[number];

export const persistentVolume = rule({
  id: 'api/persistent-volume',
  severity: 'error',
  summary: 'A PersistentVolume must have a size, access modes, and one valid source.',
  see: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#persistent-volumes',
  checks: {
    PersistentVolume({ spec = {} }, objectAt, context) {
      const at = objectAt.field('spec');
      checkAccessModes(spec.accessModes ?? [], 'volume', at.field('accessModes'), context);
      checkCapacity(spec.capacity ?? {}, at.field('capacity'), context);
      choice(spec, at, context, 'persistentVolumeReclaimPolicy', ['', ...RECLAIM_POLICIES]);
      if (spec.nodeAffinity !== undefined) {
        const { required } = spec.nodeAffinity;
        need(spec.nodeAffinity, at.field('nodeAffinity'), context, 'required');
        if (required !== undefined) {
          checkNodeSelector(required, at.field('nodeAffinity').field('required'), context);
        }
      }
      checkSources(spec, at, context);
      form(spec, at, context, 'storageClassName', orEmpty(notDnsSubdomain));
      choice(spec, at, context, 'volumeMode', VOLUME_MODES);
      checkAttributes(spec, at, context);
    },
  },
});

function checkCapacity(
  capacity: Readonly<Record<string, number | string>>,
  at: FieldPath,
  context: ValidationContext,
): void {
  const names = Object.keys(capacity);
  if (names.length === 0) {
    context.required(at, '`capacity` is missing.', 'A claim requests a size.', 'Set `capacity.storage`.');
  }
  if (capacity.storage === undefined || names.length > 1) {
    context.notSupported(at, names.join(', '), ['storage']);
  }
  for (const name of names) {
    if (nano(capacity[name]) <= 0n) {
      const fix = 'Use a size such as "10Gi".';
      context.invalid(at.key(name), `${capacity[name]} is not more than 0.`, 'A volume has a size.', fix);
    }
  }
}

function checkSources(spec: PersistentVolumeSpec, at: FieldPath, context: ValidationContext): void {
  const [first, ...others] = VOLUME_SOURCES.filter((source) => spec[source] !== undefined);
  if (first === undefined) {
    const fix = 'Set a source, such as `csi` or `nfs`.';
    context.required(at, 'the volume has no source.', 'Its source is the storage.', fix);
    return;
  }
  const check: ((spec: PersistentVolumeSpec, at: FieldPath, context: ValidationContext) => void) | undefined =
    OWN_CHECKS[first];
  if (check === undefined) {
    checkSource(first as VolumeType, spec as Volume, at, context);
  } else {
    check(spec, at.field(first), context);
  }
  for (const other of others) {
    if (other === 'flexVolume') {
      checkSource(other, spec as Volume, at, context);
    } else {
      const why = 'A volume has one source.';
      // the server spells the field otherwise
      const place = at.field(other === 'cephfs' ? 'cephFS' : other);
      context.forbidden(place, `\`${first}\` is set, too.`, why, `Remove \`${first}\` or \`${other}\`.`);
    }
  }
  if (spec.local !== undefined && first === 'local' && spec.nodeAffinity === undefined) {
    const why = 'The storage is on one node.';
    context.required(
      at.field('nodeAffinity'),
      '`nodeAffinity` is missing.',
      why,
      'Select the node with `nodeAffinity`.',
    );
  }
  const { hostPath, persistentVolumeReclaimPolicy: policy } = spec;
  if (policy === 'Recycle' && hostPath !== undefined && /^\/[./]*$/.test(hostPath.path ?? '')) {
    const fix = 'Use Retain, or another path.';
    const why = 'The cluster would delete all files of the node.';
    context.forbidden(at.field('persistentVolumeReclaimPolicy'), '"Recycle" is set for "/".', why, fix);
  }
}

/** The checks of sources that differ from those of a pod. */
const OWN_CHECKS: Partial<
  Record<VolumeSource, (spec: PersistentVolumeSpec, at: FieldPath, context: ValidationContext) => void>
> = {
  glusterfs({ glusterfs = {} }, at, context) {
    need(glusterfs, at, context, 'endpoints', 'path');
    form(glusterfs, at, context, 'endpointsNamespace', notDnsLabel);
  },

  cinder({ cinder = {} }, at, context) {
    need(cinder, at, context, 'volumeID');
    needNames(cinder.secretRef, at.field('secretRef'), context);
  },

  azureFile({ azureFile = {} }, at, context) {
    need(azureFile, at, context, 'secretName', 'shareName');
    if (azureFile.secretNamespace !== undefined) {
      need(azureFile, at, context, 'secretNamespace');
    }
  },

  iscsi(spec, at, context) {
    const { iscsi = {} } = spec;
    checkSource('iscsi', { iscsi } as Volume, at.above!, context);
    if (iscsi.secretRef !== undefined) {
      need(iscsi.secretRef, at.field('secretRef'), context, 'name');
    }
    const { name = '' } = context.metadata;
    if (iscsi.initiatorName !== undefined && `${name}:${iscsi.targetPortal ?? ''}`.length > 64) {
      const why = 'With `initiatorName`, NAME:`targetPortal` can have at most 64 characters.';
      context.invalid(at.field('targetportal'), 'the name of the volume is too long.', why, 'Shorten the name.');
    }
  },

  local({ local = {} }, at, context) {
    needForm(local, at, context, 'path', notBackwards);
  },

  storageos({ storageos = {} }, at, context) {
    needForm(storageos, at, context, 'volumeName', notDnsLabel);
    form(storageos, at, context, 'volumeNamespace', orEmpty(notDnsLabel));
    needNames(storageos.secretRef, at.field('secretRef'), context);
  },

  csi({ csi = {} }, at, context) {
    const { driver = '' } = csi;
    need(csi, at, context, 'driver', 'volumeHandle');
    maxLength(csi, at, context, 'driver', 63);
    if (driver !== '' || context.minor < 35) {
      form({ driver }, at, context, 'driver', (name) => notDnsSubdomain(lowerCase(name)));
    }
    for (const field of SECRETS) {
      const secret: SecretReference | undefined = csi[field];
      if (secret !== undefined) {
        needForm(secret, at.field(field), context, 'name', notDnsSubdomain);
        needForm(secret, at.field(field), context, 'namespace', notDnsLabel);
      }
    }
  },
};

const SECRETS = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
] as const;

function notBackwards(path: string): string | undefined {
  return notBelow(path.replace(/^\/+/, ''));
}

function needNames(
  secret: { readonly name?: string; readonly namespace?: string } | undefined,
  at: FieldPath,
  context: ValidationContext,
): void {
  if (secret !== undefined) {
    need(secret, at, context, 'name', 'namespace');
  }
}

function checkAttributes(spec: PersistentVolumeSpec, at: FieldPath, context: ValidationContext): void {
  // its feature gate is on by default since 1.34
  if (spec.volumeAttributesClassName === undefined || context.minor < 34) {
    return;
  }
  needForm(spec, at, context, 'volumeAttributesClassName', notDnsSubdomain);
  if (spec.csi === undefined) {
    const why = 'Only volumes of CSI drivers have attributes.';
    context.required(at.field('csi'), '`csi` is missing.', why, 'Remove `volumeAttributesClassName`.');
  }
}
