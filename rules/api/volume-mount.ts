import { Container, Volume, VolumeMount } from '../../kubernetes/decoded';
import { truncated } from '../../util/truncate';
import { FieldPath } from '../model/field-path';
import { notBelow } from '../model/paths';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { called } from '../validation/containers';
import { choice, firsts, form, need } from '../validation/fields';

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];
const READ_ONLY_MODES = ['Disabled', 'Enabled', 'IfPossible'];

export const volumeMount = rule({
  id: 'api/volume-mount',
  severity: 'error',
  summary: 'Each mount of a container must have a volume of the pod and a unique path.',
  see: 'https://kubernetes.io/docs/concepts/storage/volumes/#how-volumes-work',
});

/** Checks the mounts of a container; `valid` are the valid volumes of the pod. */
export function checkMounts(
  container: Container,
  containerAt: FieldPath,
  context: ValidationContext,
  valid: ReadonlyMap<string, Volume>,
): void {
  const { volumeMounts: mounts = [], volumeDevices = [] } = container;
  const first = firsts(mounts, ({ mountPath = '' }) => mountPath);
  // the server compares only the last of several devices with the same name
  const devices = new Map(volumeDevices.map(({ name = '', devicePath = '' }) => [name, devicePath]));
  const devicePaths = new Set(devices.values());
  mounts.forEach((mount, i) => {
    const { name = '', mountPath = '' } = mount;
    const list = containerAt.field('volumeMounts');
    const at = list.item(i);
    if (!valid.has(name)) {
      invalidVolume(name, at.field('name'), context);
    }
    if (devices.has(name)) {
      const why = 'A volume is either mounted as files or used as a device.';
      context.invalid(at.field('name'), `"${name}" is in \`volumeDevices\`, too.`, why, 'Remove one of the two.');
    }
    need(mount, at, context, 'mountPath');
    const why = 'Only one volume can be visible at a path.';
    if (first[i] < i) {
      const what = `"${mountPath}" is already the path of ${list.item(first[i])} of ${called(container, containerAt)}.`;
      context.invalid(at.field('mountPath'), what, why, 'Change one of the two paths.');
    }
    if (devicePaths.has(mountPath)) {
      const what = `"${mountPath}" is already the path of a device.`;
      context.invalid(at.field('mountPath'), what, why, 'Change one of the two paths.');
    }
    checkSubPath(mount, at, list, context);
    checkPropagation(mount, container, list, context);
    checkReadOnly(mount, list, context);
  });
}

function invalidVolume(name: string, at: FieldPath, context: ValidationContext): void {
  const volumes = context.spec.volumes ?? [];
  const fix = `Add "${name}" to \`volumes\`, or set \`name\` to a volume of the pod.`;
  if (name === '') {
    context.required(at, '`name` is missing.', 'A mount requires a volume.', 'Set `name` to a volume of the pod.');
  }
  if (name !== '' && context.volumes.has(name)) {
    context.notFound(at, `volume "${name}" is invalid.`, 'The API server ignores invalid volumes.', 'Fix the volume.');
  } else {
    const names = volumes.length === 0 ? 'no volumes' : truncated(volumes, (volume) => `"${volume.name}"`);
    context.notFound(at, `the pod has no volume "${name}".`, `It has ${names}.`, fix);
  }
}

/** @param list the path for errors that the server reports without the index of the mount */
function checkSubPath(mount: VolumeMount, at: FieldPath, list: FieldPath, context: ValidationContext): void {
  form(mount, list, context, 'subPath', notBelow);
  form(mount, list, context, 'subPathExpr', notBelow);
  if (mount.subPath && mount.subPathExpr) {
    const why = 'A mount shows one folder of a volume.';
    const fix = 'Remove `subPath` or `subPathExpr`.';
    context.invalid(at.field('subPathExpr'), '`subPath` is set, too.', why, fix);
  }
}

function checkPropagation(mount: VolumeMount, container: Container, list: FieldPath, context: ValidationContext): void {
  choice(mount, list, context, 'mountPropagation', PROPAGATIONS);
  if (mount.mountPropagation === 'Bidirectional' && container.securityContext?.privileged !== true) {
    const why = 'Bidirectional propagation changes the mounts of the node, which requires a privileged container.';
    const fix = 'Set `mountPropagation` to HostToContainer.';
    context.forbidden(list.field('mountPropagation'), 'the container is not privileged.', why, fix);
  }
}

function checkReadOnly(mount: VolumeMount, list: FieldPath, context: ValidationContext): void {
  const { recursiveReadOnly, readOnly, mountPropagation = 'None' } = mount;
  choice(mount, list, context, 'recursiveReadOnly', READ_ONLY_MODES);
  if (recursiveReadOnly !== 'Enabled' && recursiveReadOnly !== 'IfPossible') {
    return;
  }
  const at = list.field('recursiveReadOnly');
  if (readOnly !== true) {
    const fix = 'Set `readOnly` to true, or remove `recursiveReadOnly`.';
    context.forbidden(at, '`readOnly` is not true.', '`recursiveReadOnly` requires a read-only mount.', fix);
  }
  if (mountPropagation !== 'None') {
    const fix = 'Remove `mountPropagation` or `recursiveReadOnly`.';
    context.forbidden(at, '`mountPropagation` is set.', 'A recursive read-only mount cannot propagate mounts.', fix);
  }
}
