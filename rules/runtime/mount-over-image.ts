import { posix } from 'path';
import { VolumeMount } from '../../kubernetes/decoded';
import { ContainerModel } from '../model/container-model';
import { startsEmpty } from '../model/mounts';
import { programOf } from '../model/program';
import { rule } from '../rule';

/** Folders with programs. */
const PROGRAMS = new Set('/bin /sbin /usr /usr/bin /usr/sbin /usr/local/bin /lib /lib64 /usr/lib'.split(' '));

export const mountOverImage = rule({
  id: 'runtime/mount-over-image',
  severity: 'warning',
  summary: 'A volume should not hide the programs of the image, as any mount at `/` or an empty one at `/bin` does.',
  details:
    'An empty volume over the program that the container starts is an error. With `--images`, the registries name these programs. The rule ignores a volume that another container mounts too, because it may contain programs.',
  why: 'The container starts a program of that folder.',
  see: 'https://kubernetes.io/docs/concepts/storage/volumes/',
  fields: ['Container.volumeMounts'],
  check(pod, report) {
    let empty: ReadonlySet<string> | undefined;
    for (const container of pod.containers) {
      container.mounts.forEach(({ mountPath: path = '', name = '' }, i) => {
        const at = `${container.path}.volumeMounts[${i}].mountPath`;
        const fix = 'Set `mountPath` to another folder.';
        if (path === '/') {
          report(at, `the volume "${name}" hides the whole image.`, fix, {
            severity: 'error',
            why: 'Nothing can be mounted at "/", so the container is not created.',
          });
        } else if (PROGRAMS.has(path) || hidesProgram(container, path)) {
          empty ??= new Set(pod.volumes.filter(startsEmpty).map((volume) => volume.name ?? ''));
          const mounts = pod.mountsOf(name);
          // the mounts are in the order of the containers
          const isAlone = mounts[0].container === container && mounts[mounts.length - 1].container === container;
          if (empty.has(name) && isAlone) {
            const isError = container.argv.isCertain && hidesProgram(container, path);
            report(at, `the volume "${name}" hides the programs of the image in ${path}.`, fix, {
              severity: isError ? 'error' : 'warning',
            });
          }
        }
      });
    }
  },
});

/** Whether a container starts a program by a path, and the mount at a folder is the one that shows this path. */
function hidesProgram({ argv, mounts, value, imageInfo }: ContainerModel, folder: string): boolean {
  const [word] = argv.hasProgram ? programOf(argv.words).words : [];
  const base = value.workingDir ?? imageInfo?.workingDir;
  if (!word?.includes('/') || (base === undefined && !posix.isAbsolute(word))) {
    return false;
  }
  const program = posix.resolve('/', base ?? '/', word);
  const shows = ({ mountPath = '' }: VolumeMount): boolean =>
    mountPath.length > folder.length && `${program}/`.startsWith(`${mountPath.replace(/\/$/, '')}/`);
  return program.startsWith(`${folder.replace(/\/$/, '')}/`) && !mounts.some(shows);
}
