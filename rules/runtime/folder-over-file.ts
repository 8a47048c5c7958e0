import { Volume, VolumeMount } from '../../kubernetes/decoded';
import { hasFileName, readOnlySource } from '../model/mounts';
import { rule } from '../rule';
import { words } from '../../util/words';

/** Files that nearly every image has. */
const FILES_OF_IMAGE: ReadonlySet<string> = new Set(words('/etc/passwd /etc/group /etc/shadow /etc/nsswitch.conf'));

export const folderOverFile = rule({
  id: 'runtime/folder-over-file',
  severity: 'warning',
  summary: 'A volume should not be mounted at the path of a file, and a file not at the path of a folder.',
  details:
    'The keys of a ConfigMap or Secret are files in a folder. The rule knows files and folders by their names, such as `nginx.conf` and `conf.d`. ' +
    'If the image has a file or a folder of that name, the container does not start. Otherwise the program finds a folder where it reads a file.',
  see: 'https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath',
  fields: ['Container.volumeMounts'],
  check(pod, report) {
    for (const { mounts, path } of pod.containers) {
      mounts.forEach((mount, i) => {
        const { mountPath = '', subPath = '' } = mount;
        const file = mountPath.slice(mountPath.lastIndexOf('/') + 1);
        if (isFolderAtFile(mount, pod.volume(mount.name))) {
          report(
            `${path}.volumeMounts[${i}].mountPath`,
            `the volume "${mount.name}" is a folder, and "${mountPath}" is the path of a file.`,
            `Add \`subPath: ${file}\` if the volume has a file of that name, or set \`mountPath\` to the folder.`,
            { why: 'Without a `subPath`, the whole volume is mounted there.' },
          );
        } else if (/\.d\/?$|.\/$/.test(mountPath) && hasFileName(subPath)) {
          report(
            `${path}.volumeMounts[${i}].mountPath`,
            `"${subPath}" is a file, and "${mountPath}" is the path of a folder.`,
            `Set \`mountPath\` to the path of the file: "${mountPath.replace(/\/$/, '')}/${subPath.slice(subPath.lastIndexOf('/') + 1)}".`,
            { why: 'With a `subPath`, only the file is mounted there.' },
          );
        }
      });
    }
  },
});

/** Whether a mount shows a whole volume at the path of a file. */
function isFolderAtFile({ mountPath = '', subPath, subPathExpr }: VolumeMount, volume: Volume | undefined): boolean {
  return (
    !subPath &&
    !subPathExpr &&
    volume !== undefined &&
    volume.hostPath === undefined &&
    (FILES_OF_IMAGE.has(mountPath) || (hasFileName(mountPath) && readOnlySource(volume) !== undefined))
  );
}
