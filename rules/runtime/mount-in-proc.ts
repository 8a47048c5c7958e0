import { words } from '../../util/words';
import { pathOf } from '../model/nested-mounts';
import { rule } from '../rule';

/** The files of /proc over which runc mounts a volume, such as those of lxcfs. */
const REPLACEABLE: ReadonlySet<string> = new Set(
  words(`
    /proc/cpuinfo /proc/diskstats /proc/meminfo /proc/stat /proc/swaps /proc/uptime /proc/loadavg /proc/slabinfo /proc/net/dev
    /proc/sys/kernel/ns_last_pid /proc/sys/crypto/fips_enabled
  `),
);

export const mountInProc = rule({
  id: 'runtime/mount-in-proc',
  severity: 'error',
  summary: 'A volume must not be mounted at `/proc`, below it, or at `/dev`.',
  details:
    'A folder of the node can be mounted at `/proc` and at `/dev`, because it has what a container needs there. The rule ignores pods ' +
    'with a runtime class.',
  why: 'The runtime mounts the file systems of the kernel there, and refuses the volume.',
  see: 'https://kubernetes.io/docs/concepts/storage/volumes/',
  fields: ['Container.volumeMounts'],
  check(pod, report) {
    for (const { mounts, path, label } of pod.spec.runtimeClassName ? [] : pod.containers) {
      mounts.forEach((mount, i) => {
        const { mountPath = '', name } = mount;
        if (/^\/(?:proc|dev)(?:\/|$)/.test(mountPath) && isRefused(pathOf(mount), pod.volume(name)?.hostPath)) {
          const what = `${label} mounts the volume "${name}" at "${mountPath}".`;
          const fix = `Set \`mountPath\` to another folder${mountPath.startsWith('/dev') ? ', such as one below "/dev"' : ''}.`;
          report(`${path}.volumeMounts[${i}].mountPath`, what, fix);
        }
      });
    }
  },
});

function isRefused(path: string, folderOfNode: object | undefined): boolean {
  return path.startsWith('/proc/')
    ? !REPLACEABLE.has(path)
    : (path === '/proc' || path === '/dev') && folderOfNode === undefined;
}
