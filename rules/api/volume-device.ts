import { firsts, need } from '../validation/fields';
import { Inspection } from '../validation/validation-context';
import { notStraight } from '../model/paths';
import { Place } from '../model/field-path';
import { Volumes } from './volume';
import { Taken, taken } from './volume-mount';

const RULE = 'api/volume-device';

/**
 * Each device of a container is a claim of the pod, and no two are of one volume or at one path.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#raw-block-volume-support
 */
export function checkDevices(container: any, place: Place, pod: Inspection, known: Volumes): void {
  const { volumeDevices: devices = [], volumeMounts: mounts = [] } = container;
  if (devices.length === 0) {
    return;
  }
  const beside = taken(mounts, 'mountPath');
  const named = firsts(devices, ({ name }) => name);
  const placed = firsts(devices, ({ devicePath = '' }) => devicePath);
  for (let i = 0; i < devices.length; i++) {
    const at = place.field('volumeDevices').item(i);
    checkName(devices[i], named[i] < i, beside, at, pod, known);
    checkPath(devices[i], placed[i] < i, beside, at, pod);
  }
}

function checkName(device: any, isSecond: boolean, { names }: Taken, at: Place, pod: Inspection, known: Volumes): void {
  const { name = '' } = device;
  const found = known(name);
  need(RULE, device, at, pod, 'name');
  if (found === undefined) {
    const what = `the pod has no volume "${name}".`;
    const fix = 'Add a volume of that name with a persistentVolumeClaim.';
    pod.error(RULE, 'FieldValueNotFound', at.field('name'), what, 'A device is one of the pod’s volumes.', fix);
  } else if (found.persistentVolumeClaim === undefined && found.ephemeral === undefined) {
    const what = `volume "${name}" is not a claim.`;
    const why = 'A device is a persistentVolumeClaim or an ephemeral volume.';
    pod.invalid(RULE, at.field('name'), what, why, 'Mount it under volumeMounts instead.');
  }
  if (name !== '' && isSecond) {
    const why = 'A volume is one device of a container.';
    pod.invalid(RULE, at.field('name'), `"${name}" is a device already.`, why, 'Leave out one of the two.');
  }
  if (names.has(name)) {
    const why = 'A volume is given as a device or mounted as files, not both.';
    pod.invalid(
      RULE,
      at.field('name'),
      `"${name}" is among the volumeMounts as well.`,
      why,
      'Leave out one of the two.',
    );
  }
}

function checkPath(device: any, isSecond: boolean, { paths }: Taken, at: Place, pod: Inspection): void {
  const { devicePath: path = '' } = device;
  need(RULE, device, at, pod, 'devicePath');
  const isStraight = notStraight(path) === undefined;
  if (!isStraight) {
    pod.invalid(RULE, at.field('devicePath'), `"${path}" cannot stand here.`, notStraight(path)!, 'Leave out "..".');
  }
  if (isStraight && isSecond) {
    const what = `"${path}" is the path of a device already.`;
    pod.invalid(
      RULE,
      at.field('devicePath'),
      what,
      'One device stands at a path.',
      'Give one of the two another path.',
    );
  }
  if (paths.has(path)) {
    const what = `"${path}" is the path of a mount already.`;
    pod.invalid(RULE, at.field('devicePath'), what, 'One thing stands at a path.', 'Give the device another path.');
  }
}
