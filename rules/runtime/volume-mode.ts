import { ContainerModel } from '../model/container-model';
import { isRoot } from '../model/image-info';
import { PodModel } from '../model/pod-model';
import { rule } from '../rule';

/** The bits with which the group of a file, or everyone, can read it. */
const READ_BY_OTHERS = 0o044;
/** Octal modes that are written without their zero. */
const WITHOUT_ZERO: ReadonlySet<number> = new Set([400, 440, 444, 500]);
const SOURCES = ['configMap', 'secret', 'downwardAPI'] as const;

export const volumeMode = rule({
  id: 'runtime/volume-mode',
  severity: 'warning',
  summary: 'A container should be able to read the files of its ConfigMaps and Secrets.',
  details:
    'The files belong to root. With `fsGroup`, the kubelet lets the group read them. In YAML, `0400` is octal and `400` is decimal: 0620 ' +
    'in octal. In JSON, all numbers are decimal.',
  see: 'https://kubernetes.io/docs/concepts/configuration/secret/',
  fields: [
    'ConfigMapVolumeSource.defaultMode',
    'SecretVolumeSource.defaultMode',
    'DownwardAPIVolumeSource.defaultMode',
  ],
  check(pod, report) {
    for (const [i, volume] of pod.volumes.entries()) {
      const field = SOURCES.find((source) => volume[source]?.defaultMode !== undefined);
      const { defaultMode: mode, defaultUser, items } = (field && volume[field]) ?? {};
      if (mode === undefined || items?.every((item) => item.mode !== undefined) === true) {
        continue;
      }
      const path = `spec.volumes[${i}].${field}.defaultMode`;
      const isOfRoot = defaultUser === undefined && pod.spec.securityContext?.fsGroup === undefined;
      const reader = isOfRoot && (mode & READ_BY_OTHERS) === 0 ? nonRootReader(pod, volume.name) : undefined;
      if (WITHOUT_ZERO.has(mode)) {
        const why = 'The number is decimal.';
        report(
          path,
          `${mode} is the mode 0${mode.toString(8)}.`,
          `Write \`0${mode}\`, or ${parseInt(`${mode}`, 8)} in JSON.`,
          { why },
        );
      } else if (reader !== undefined) {
        report(
          path,
          `${reader.label} does not run as root, and cannot read files with the mode 0${mode.toString(8)}.`,
          'Set `fsGroup` in the `securityContext` of the pod, or `defaultMode` to `0444`.',
          { why: 'The files belong to root.' },
        );
      }
    }
  },
});

/** The first container that mounts a volume and does not run as root. */
function nonRootReader(pod: PodModel, volume: string | undefined): ContainerModel | undefined {
  const ofPod = pod.spec.securityContext;
  return pod
    .mountsOf(volume)
    .map(({ container }) => container)
    .find(({ value: { securityContext: own }, imageInfo }) => {
      const user = own?.runAsUser ?? ofPod?.runAsUser;
      const isNonRoot = (own?.runAsNonRoot ?? ofPod?.runAsNonRoot) === true;
      return user === undefined ? isNonRoot || !isRoot(imageInfo?.user ?? '') : user > 0;
    });
}
