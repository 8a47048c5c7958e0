import { abridged } from '../../util/truncate';
import { called } from '../validation/containers';
import { choice, firsts, form, need } from '../validation/fields';
import { Inspection } from '../validation/validation-context';
import { notBelow } from '../model/paths';
import { Place } from '../model/field-path';
import { Volumes } from './volume';

const RULE = 'api/volume-mount';

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];
const READ_ONLY_MODES = ['Disabled', 'Enabled', 'IfPossible'];

/**
 * Each mount names a volume of the pod, and no two of a container stand at one path.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#how-volumes-work
 */
export function checkMounts(container: any, place: Place, pod: Inspection, known: Volumes): void {
  const { volumeMounts: mounts = [], volumeDevices: devices = [] } = container;
  const first = firsts(mounts, ({ mountPath = '' }) => mountPath);
  const beside = taken(devices, 'devicePath');
  for (let i = 0; i < mounts.length; i++) {
    const mount = mounts[i];
    const at = place.field('volumeMounts').item(i);
    checkName(mount, beside, at, pod, known);
    checkPath(mount, first[i] < i ? first[i] : undefined, beside, at, pod);
    // the server leaves out which mount it is
    const all = new Place(at.above!.above, 'volumeMounts', mount);
    checkSubPath(mount, at, all, pod);
    checkPropagation(mount, container, all, pod);
    checkReadOnly(mount, all, pod);
  }
}

function checkName({ name = '' }: any, { names }: Taken, at: Place, pod: Inspection, known: Volumes): void {
  if (name === '') {
    const fix = 'Name the volume that it mounts.';
    pod.required(RULE, at.field('name'), 'the mount names no volume.', 'A mount shows a volume.', fix);
  }
  if (known(name) === undefined) {
    const there: any[] = pod.spec.volumes ?? [];
    const isRefused = name !== '' && pod.volumes.has(name);
    const what = isRefused ? `volume "${name}" is refused, and so is its mount.` : `the pod has no volume "${name}".`;
    const why = there.length === 0 ? 'It has none.' : `It has ${abridged(there, (one) => `"${one.name}"`)}.`;
    const fix = isRefused ? 'Mend the volume.' : 'Add it to the volumes, or mount one that is there.';
    pod.error(RULE, 'FieldValueNotFound', at.field('name'), what, why, fix);
  }
  if (names.has(name)) {
    const why = 'A volume is mounted as files or given as a device, not both.';
    pod.invalid(
      RULE,
      at.field('name'),
      `"${name}" is among the volumeDevices as well.`,
      why,
      'Leave out one of the two.',
    );
  }
}

function checkPath(mount: any, first: number | undefined, { paths }: Taken, at: Place, pod: Inspection): void {
  need(RULE, mount, at, pod, 'mountPath');
  const path = mount.mountPath ?? '';
  if (first !== undefined) {
    const container = at.above!.above!;
    const what = `"${path}" is already taken by ${at.above!.item(first)} of ${called(container.value, container)}.`;
    const why = 'Only one volume can be seen at a path.';
    pod.invalid(RULE, at.field('mountPath'), what, why, 'Mount one of the two elsewhere.');
  }
  if (paths.has(path)) {
    const what = `"${path}" is already the path of a device.`;
    pod.invalid(RULE, at.field('mountPath'), what, 'One thing stands at a path.', 'Mount the volume elsewhere.');
  }
}

/** What devices have taken that mounts may not, or the other way round. */
export interface Taken {
  readonly names: ReadonlyMap<string, string>;
  readonly paths: ReadonlySet<string>;
}

/** The names and paths of devices or mounts. Of those of one name, the server remembers the last path. */
export function taken(all: readonly any[], field: 'devicePath' | 'mountPath'): Taken {
  if (all.length === 0) {
    return NOTHING;
  }
  const names = new Map<string, string>(all.map((one) => [one.name ?? '', one[field] ?? '']));
  return { names, paths: new Set(names.values()) };
}

const NOTHING: Taken = { names: new Map(), paths: new Set() };

function checkSubPath(mount: any, at: Place, all: Place, pod: Inspection): void {
  form(RULE, mount, all, pod, 'subPath', notBelow);
  form(RULE, mount, all, pod, 'subPathExpr', notBelow);
  if (mount.subPath && mount.subPathExpr) {
    const what = 'the mount has a subPath as well.';
    const why = 'A mount shows one folder of a volume.';
    pod.invalid(RULE, at.field('subPathExpr'), what, why, 'Leave out one of the two.');
  }
}

function checkPropagation(mount: any, container: any, all: Place, pod: Inspection): void {
  choice(RULE, mount, all, pod, 'mountPropagation', PROPAGATIONS);
  if (mount.mountPropagation === 'Bidirectional' && container.securityContext?.privileged !== true) {
    const what = 'the container is not privileged.';
    const why = 'Bidirectional propagation changes the mounts of the node, which takes a privileged container.';
    pod.forbidden(RULE, all.field('mountPropagation'), what, why, 'Write "HostToContainer", or leave it out.');
  }
}

function checkReadOnly(mount: any, all: Place, pod: Inspection): void {
  choice(RULE, mount, all, pod, 'recursiveReadOnly', READ_ONLY_MODES);
  const wanted = mount.recursiveReadOnly;
  if (wanted !== 'Enabled' && wanted !== 'IfPossible') {
    return;
  }
  const place = all.field('recursiveReadOnly');
  if (mount.readOnly !== true) {
    const why = 'What is below a mount is read-only where the mount is.';
    pod.forbidden(RULE, place, 'the mount is not read-only.', why, 'Add readOnly: true, or leave this out.');
  }
  if (mount.mountPropagation !== undefined && mount.mountPropagation !== 'None') {
    const why = 'A mount that is read-only all the way down propagates nothing.';
    pod.forbidden(RULE, place, 'the mount propagates.', why, 'Leave out mountPropagation, or this.');
  }
}
