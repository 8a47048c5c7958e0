import { forEachContainer } from '../validation/containers';
import { everyPodThatHas } from '../validation/every-object';
import { form } from '../validation/fields';
import { Inspection } from '../validation/validation-context';
import { notDnsLabel, notDnsSubdomain } from '../model/names';
import { nameOf } from './object-name';
import { Place } from '../model/field-path';
import { checkDevices } from './volume-device';
import { checkMounts } from './volume-mount';
import { SOURCES } from './volume-source';

const RULE = 'api/volume';

/** The fields by which containers of every kind have volumes. */
const MOUNTS = ['Container', 'EphemeralContainer'].flatMap((kind) => [`${kind}.volumeMounts`, `${kind}.volumeDevices`]);

/**
 * Each volume has a name of its own and one source; and each mount names a volume that is there.
 *
 * The API server takes no notice of a volume that it refuses, so that its mounts are refused as well.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/
 */
export const volume = everyPodThatHas(['PodSpec.volumes', ...MOUNTS], (pod) => {
  const { spec, specAt: at } = pod;
  const { volumes = [] } = spec;
  const accepted = checkVolumes(volumes, at.field('volumes'), pod);
  const known: Volumes = (name) => volumes[accepted.get(name) ?? -1];
  forEachContainer(spec, at, (container, place) => {
    checkMounts(container, place, pod, known);
    checkDevices(container, place, pod, known);
  });
});

/** Which of the volumes of a pod has a name; not one that something is wrong with. */
type Accepted = ReadonlyMap<any, number>;

/** The volumes of a pod by which containers can mount them: those that nothing is wrong with. */
export type Volumes = (name: string | undefined) => any;

/** Gives those that nothing is wrong with. */
function checkVolumes(volumes: any[], at: Place, pod: Inspection): Accepted {
  const accepted = new Map<any, number>();
  const ephemeral = ephemeralOnes(volumes);
  for (let i = 0; i < volumes.length; i++) {
    const before = pod.findings.length;
    checkVolume(volumes[i], at.item(i), pod);
    checkName(volumes[i], accepted, at.item(i), pod);
    if (pod.findings.length === before) {
      accepted.set(volumes[i].name, i);
    }
    checkClaim(volumes[i], ephemeral, at.item(i), pod);
  }
  return accepted;
}

function checkName(one: any, accepted: Accepted, at: Place, pod: Inspection): void {
  const { name } = one;
  if (name === undefined || name === '') {
    pod.required(RULE, at.field('name'), 'the volume has no name.', 'A container mounts it by name.', 'Give it one.');
    return;
  }
  form(RULE, one, at, pod, 'name', notDnsLabel);
  const first = accepted.get(name);
  if (first !== undefined) {
    const what = `"${name}" is already the name of ${at.above!.item(first)}.`;
    const why = 'A container mounts a volume by name, so two of one name cannot be told apart.';
    const fix = 'Give one of the two another name, or leave one out where both mean the same volume.';
    pod.duplicate(RULE, at.field('name'), what, why, fix);
  }
}

function checkVolume(one: any, at: Place, pod: Inspection): void {
  let chosen: string | undefined;
  for (const kind in SOURCES) {
    if (one[kind] === undefined) {
      continue;
    }
    if (chosen === undefined || kind === 'emptyDir') {
      chosen = kind;
      SOURCES[kind](one[kind], at.field(kind), pod);
    } else {
      const path = `${at}.${SPELT_OTHERWISE[kind] ?? kind}`;
      const what = `the volume has two sources: "${chosen}" and "${kind}".`;
      pod.forbidden(RULE, path, what, 'A volume has one source.', 'Make two volumes of it.');
    }
    if (kind === 'iscsi') {
      checkInitiator(one, at, pod);
    }
    if (kind === 'ephemeral' && chosen === 'ephemeral') {
      checkNewClaim(one, at, pod);
    }
  }
  // a volume without a source is an emptyDir, but for one that lost its source to a gate
  if (chosen === undefined && pod.robbed.has(one)) {
    const fix = 'Say where it comes from, such as emptyDir: {} or configMap: {name: …}.';
    pod.required(RULE, at, 'the volume has no source.', 'A volume is of one kind or another.', fix);
  }
}

/** As the API server names them where they are one too many. */
const SPELT_OTHERWISE: Record<string, string> = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' };

function checkInitiator({ name = '', iscsi }: any, at: Place, pod: Inspection): void {
  if (iscsi.initiatorName !== undefined && `${name}:${iscsi.targetPortal ?? ''}`.length > 64) {
    const why = 'With an initiatorName, the name of the volume and its targetPortal have 63 characters together.';
    pod.invalid(RULE, at.field('name'), 'the name is too long for an iscsi volume.', why, 'Shorten the name.');
  }
}

/** The claim that is made for an ephemeral volume has a name as well. */
function checkNewClaim({ name }: any, at: Place, pod: Inspection): void {
  const owner = nameOf(pod.metadata);
  const why = owner && name && !pod.isTemplate ? notDnsSubdomain(`${owner}-${name}`) : undefined;
  if (why !== undefined) {
    const what = `"${owner}-${name}" cannot be the name of the claim that is made for it.`;
    pod.invalid(RULE, at.field('name'), what, why, 'Rename the volume, or the pod.');
  }
}

/** The ephemeral volumes by their names: of several of one name, the first. */
function ephemeralOnes(volumes: any[]): Ephemeral {
  let found: Map<string, any> | undefined;
  for (const one of volumes) {
    const { name = '', ephemeral } = one;
    if (ephemeral !== undefined && !found?.has(name)) {
      found ??= new Map();
      found.set(name, one);
    }
  }
  return found;
}

type Ephemeral = ReadonlyMap<string, any> | undefined;

function checkClaim({ persistentVolumeClaim }: any, ephemeral: Ephemeral, at: Place, pod: Inspection): void {
  const name = persistentVolumeClaim?.claimName;
  const owner = pod.metadata.name;
  if (ephemeral !== undefined && name && owner && !pod.isTemplate) {
    const made = name.startsWith(`${owner}-`) ? ephemeral.get(name.slice(owner.length + 1)) : undefined;
    if (made !== undefined) {
      const what = `"${name}" is the claim that is made for volume "${made.name}".`;
      const why = 'A claim that is made for an ephemeral volume is that volume’s alone.';
      const place = at.field('persistentVolumeClaim').field('claimName');
      pod.invalid(RULE, place, what, why, `Mount volume "${made.name}" instead.`);
    }
  }
}
