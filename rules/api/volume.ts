import { Volume } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notDnsLabel, notDnsSubdomain } from '../model/names';
import { Field, rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { forEachContainer } from '../validation/containers';
import { everyPodThatHas } from '../validation/every-object';
import { form, need, orEmpty } from '../validation/fields';
import { nameOf } from '../validation/object-name';
import { checkDevices, volumeDevice } from './volume-device';
import { checkMounts, volumeMount } from './volume-mount';
import { checkSource, VOLUME_TYPES, volumeSource, VolumeType } from './volume-source';

const VOLUME_FIELDS: readonly Field[] = [
  'PodSpec.volumes',
  'Container.volumeMounts',
  'Container.volumeDevices',
  'EphemeralContainer.volumeMounts',
  'EphemeralContainer.volumeDevices',
];

/** How the server writes some types of volumes if a volume has several. */
const OTHER_SPELLINGS: { readonly [T in VolumeType]?: string } = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' };

export const volume = rule({
  id: 'api/volume',
  severity: 'error',
  summary: 'Each volume must have a unique valid name and one source.',
  details: 'The API server ignores invalid volumes, so it also refuses their mounts.',
  see: 'https://kubernetes.io/docs/concepts/storage/volumes/',
  checks: everyPodThatHas(VOLUME_FIELDS, (context) => {
    const { spec, specAt } = context;
    const valid = checkVolumes(spec.volumes ?? [], specAt.field('volumes'), context);
    forEachContainer(spec, specAt, (container, at) => {
      context.under(volumeMount, () => checkMounts(container, at, context, valid));
      context.under(volumeDevice, () => checkDevices(container, at, context, valid));
    });
  }),
});

/** Checks the volumes of a pod, and returns the valid volumes by name. */
function checkVolumes(volumes: readonly Volume[], list: FieldPath, context: ValidationContext): Map<string, Volume> {
  const valid = new Map<string, Volume>();
  volumes.forEach((one, i) => {
    const before = context.sink.findings.length;
    const { name = '' } = one;
    const at = list.item(i);
    checkSources(one, at, context);
    need(one, at, context, 'name');
    form(one, at, context, 'name', orEmpty(notDnsLabel), 'name of a volume');
    const first = valid.get(name);
    if (first !== undefined) {
      const what = `"${name}" is already the name of ${list.item(volumes.indexOf(first))}.`;
      const why = 'A container refers to a volume by its name.';
      context.duplicate(at.field('name'), what, why, 'Rename or remove one of the two volumes.');
    }
    if (context.sink.findings.length === before) {
      valid.set(name, one);
    }
  });
  checkClaimNames(volumes, list, context);
  return valid;
}

function checkSources(one: Volume, at: FieldPath, context: ValidationContext): void {
  const types = VOLUME_TYPES.filter((type) => one[type] !== undefined);
  types.forEach((type, i) => {
    if (i === 0) {
      context.under(volumeSource, () => checkSource(type, one, at, context));
    } else {
      const path = at.field(OTHER_SPELLINGS[type] ?? type);
      const what = `the volume has two sources: "${types[0]}" and "${type}".`;
      context.forbidden(path, what, 'A volume has one source.', 'Write two volumes.');
    }
  });
  if (one.iscsi !== undefined) {
    checkInitiator(one, at, context);
  }
  if (types[0] === 'ephemeral') {
    checkCreatedClaim(one, at, context);
  }
}

function checkInitiator({ name = '', iscsi = {} }: Volume, at: FieldPath, context: ValidationContext): void {
  if (iscsi.initiatorName !== undefined && Buffer.byteLength(`${name}:${iscsi.targetPortal ?? ''}`) > 64) {
    const why = 'With an `initiatorName`, the name and the `targetPortal` can have at most 63 characters together.';
    context.invalid(at.field('name'), `"${name}" is too long for an iscsi volume.`, why, 'Shorten `name`.');
  }
}

/** Checks the name of the claim that the cluster creates for an ephemeral volume. */
function checkCreatedClaim({ name }: Volume, at: FieldPath, context: ValidationContext): void {
  const owner = nameOf(context.metadata);
  const why = owner && name && !context.isTemplate ? notDnsSubdomain(`${owner}-${name}`) : undefined;
  if (why !== undefined) {
    const what = `"${owner}-${name}", the name of its claim, is invalid.`;
    context.invalid(at.field('name'), what, why, 'Rename the volume or the pod.');
  }
}

/** Reports volumes that use the claim that the cluster creates for an ephemeral volume. */
function checkClaimNames(volumes: readonly Volume[], list: FieldPath, context: ValidationContext): void {
  const owner = context.metadata.name;
  const ephemeral = volumes.filter((one) => one.ephemeral !== undefined);
  if (ephemeral.length === 0 || !owner || context.isTemplate) {
    return;
  }
  const created = new Map(ephemeral.map(({ name = '' }) => [`${owner}-${name}`, name]));
  volumes.forEach(({ persistentVolumeClaim: { claimName = '' } = {} }, i) => {
    const name = created.get(claimName);
    if (name !== undefined) {
      const path = list.item(i).field('persistentVolumeClaim').field('claimName');
      const what = `"${claimName}" is the claim of the ephemeral volume "${name}".`;
      const why = 'Only the ephemeral volume can use its claim.';
      context.invalid(path, what, why, `Mount the volume "${name}" instead.`);
    }
  });
}
