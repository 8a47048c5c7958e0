import { ObjectMeta } from '../../kubernetes/decoded';
import { ContainerModel } from '../model/container-model';
import { endless, mayEnd } from '../model/endless';
import { runsUntilStopped } from '../model/images';
import { Report, rule } from '../rule';

export const sidecarKeepsJob = rule({
  id: 'runtime/sidecar-keeps-job',
  severity: 'warning',
  summary: 'In the pod of a Job, or another pod that completes, every container should end.',
  details:
    'The rule knows commands that wait forever, and images of well-known sidecars and servers. It cannot know whether the app stops another container.',
  why: 'A pod completes when all its containers have ended.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers',
  fields: ['PodSpec.restartPolicy'],
  check({ containers, metadata, spec: { restartPolicy, shareProcessNamespace } }, report) {
    const main = containers.filter(({ role }) => role === 'container');
    const completes = restartPolicy === 'Never' || restartPolicy === 'OnFailure';
    if (completes && metadata.annotations !== undefined && !containers.some(mayEnd)) {
      reportInjected(metadata, report);
    }
    // with a shared process namespace, the app may stop the others
    if (main.length < 2 || !completes || shareProcessNamespace === true) {
      return;
    }
    const endlessOnes = main.filter((container) => reasonOf(container) !== undefined);
    for (const container of endlessOnes.length < main.length ? endlessOnes : []) {
      report(
        container.path,
        `${container.label} keeps the pod from completing: ${reasonOf(container)}.`,
        'Move it to `initContainers` and set `restartPolicy: Always` (Kubernetes 1.29 and later): the kubelet then stops it.',
      );
    }
  },
});

/** Annotations for which a webhook adds a sidecar, and those with which the sidecar ends or is a native one. */
const INJECTORS = [
  {
    name: 'sidecar.istio.io/inject',
    value: 'true',
    unless: /^sidecar\.istio\.io\/nativeSidecar$/,
    fix: 'sidecar.istio.io/nativeSidecar',
  },
  {
    name: 'linkerd.io/inject',
    value: 'enabled',
    unless: /^config\.(?:alpha|beta)?\.?linkerd\.io\/proxy-enable-native-sidecar/,
    fix: 'config.beta.linkerd.io/proxy-enable-native-sidecar',
  },
  {
    name: 'vault.hashicorp.com/agent-inject',
    value: 'true',
    unless: /^vault\.hashicorp\.com\/agent-(?:pre-populate-only|enable-quit)$/,
    fix: 'vault.hashicorp.com/agent-pre-populate-only',
  },
] as const;

function reportInjected({ annotations = {} }: ObjectMeta, report: Report): void {
  for (const { name, value, unless, fix } of INJECTORS) {
    if (annotations[name] === value && !Object.keys(annotations).some((key) => unless.test(key))) {
      report(
        `metadata.annotations[${name}]`,
        'the sidecar that this annotation adds can keep the pod from completing.',
        `Add the annotation \`${fix}: "true"\`.`,
      );
    }
  }
}

function reasonOf(container: ContainerModel): string | undefined {
  const runs = runsUntilStopped(container) && !mayEnd(container);
  return endless(container) ?? (runs ? 'its image runs until it is stopped' : undefined);
}
