import { Container, Volume } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notStraight } from '../model/paths';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { firsts, need, needForm } from '../validation/fields';

export const volumeDevice = rule({
  id: 'api/volume-device',
  severity: 'error',
  summary: 'Each device of a container must have its own claim and its own path.',
  see: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#raw-block-volume-support',
});

/** Checks the devices of a container; `valid` are the valid volumes of the pod. */
export function checkDevices(
  { volumeDevices: devices = [], volumeMounts = [] }: Container,
  containerAt: FieldPath,
  context: ValidationContext,
  valid: ReadonlyMap<string, Volume>,
): void {
  if (devices.length === 0) {
    return;
  }
  // the server compares only the last of several mounts with the same name
  const mounts = new Map(volumeMounts.map(({ name = '', mountPath = '' }) => [name, mountPath]));
  const mountPaths = new Set(mounts.values());
  const firstByName = firsts(devices, ({ name }) => name);
  const firstByPath = firsts(devices, ({ devicePath = '' }) => devicePath);
  devices.forEach((device, i) => {
    const { name = '', devicePath: path = '' } = device;
    const at = containerAt.field('volumeDevices').item(i);
    need(device, at, context, 'name');
    checkVolume(name, valid.get(name), at.field('name'), context);
    if (name !== '' && firstByName[i] < i) {
      const what = `duplicate device "${name}".`;
      context.invalid(at.field('name'), what, 'A container can use a device only once.', 'Remove the item.');
    }
    if (mounts.has(name)) {
      const why = 'A volume is either mounted as files or used as a device.';
      context.invalid(at.field('name'), `"${name}" is in \`volumeMounts\`, too.`, why, 'Remove one of the two.');
    }
    const occupied = (by: string) => {
      const what = `"${path}" is already the path of a ${by}.`;
      const why = 'Only one volume can be visible at a path.';
      context.invalid(at.field('devicePath'), what, why, 'Change one of the two paths.');
    };
    needForm(device, at, context, 'devicePath', notStraight);
    if (firstByPath[i] < i && notStraight(path) === undefined) {
      occupied('device');
    }
    if (mountPaths.has(path)) {
      occupied('mount');
    }
  });
}

function checkVolume(name: string, volume: Volume | undefined, at: FieldPath, context: ValidationContext): void {
  if (volume === undefined) {
    const fix = `Add a volume "${name}" with a \`persistentVolumeClaim\`.`;
    context.notFound(at, `the pod has no volume "${name}".`, 'A device requires a volume of the pod.', fix);
  } else if (volume.persistentVolumeClaim === undefined && volume.ephemeral === undefined) {
    const why = 'A device requires a `persistentVolumeClaim` or an ephemeral volume.';
    context.invalid(at, `volume "${name}" is not a claim.`, why, 'Move it to `volumeMounts`.');
  }
}
