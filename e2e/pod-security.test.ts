import { Chart, Testing } from 'cdk8s';
import { AppPod, AppPodProps, KubernetesVersion, PodSecurity, PodSecurityLevel, SidecarPattern } from '../index';
import { print } from '../manifest/yaml/print';
import { asWritten } from '../rules/decode/as-written';
import { PodModel } from '../rules/model/pod-model';
import { podSecurity } from '../rules/pod-security-standard';
import { apply, clusterVersion, eventually, ownNamespace, promise, ready, removeNamespace } from './kubectl';

// A namespace that enforces a level accepts the pods that the rules accept, and rejects the others.

const LEVELS: PodSecurityLevel[] = ['privileged', 'baseline', 'restricted'];
const image = 'busybox:1.36';
const command = ['sh', '-c', "trap 'exit 0' TERM; sleep 3600 & wait"];

/** What the author of a pod wrote, by the strictest level that admits it. */
const WRITTEN: Record<PodSecurityLevel, Partial<AppPodProps>> = {
  privileged: { app: { name: 'app', image, command }, hostNetwork: true },
  baseline: { app: { name: 'app', image, command } },
  restricted: {
    app: {
      name: 'app',
      image,
      command,
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    },
    securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
  },
};

let version: string;
const namespaces = {} as Record<PodSecurityLevel, string>;

beforeAll(async () => {
  version = await clusterVersion();
  for (const level of LEVELS) {
    namespaces[level] = await ownNamespace(`level-${level}`, `pod-security.kubernetes.io/enforce=${level}`);
  }
});
afterAll(() => Promise.all(Object.values(namespaces).map(removeNamespace)));

/** The pod that an author wrote for a level, with a sidecar that is hardened as that demands, for a namespace of any level. */
function podFor(written: PodSecurityLevel, namespace: PodSecurityLevel): any {
  const chart = new Chart(Testing.app(), 'chart', { namespace: namespaces[namespace] });
  KubernetesVersion.set(chart, version);
  PodSecurity.set(chart, written);
  const name = `written-for-${written}`;
  const patterns = [new SidecarPattern({ sidecars: [{ name: 'beside', image, command }] })];
  new AppPod(chart, name, { metadata: { name }, ...WRITTEN[written], patterns } as AppPodProps);
  return Testing.synth(chart)[0];
}

describe.each(LEVELS)('a namespace that enforces %s', (level) => {
  for (const written of LEVELS) {
    const isAdmitted = LEVELS.indexOf(written) >= LEVELS.indexOf(level);

    promise(`${isAdmitted ? 'runs' : 'refuses'} a pod that is written-for-${written}, as the rules do`, async () => {
      const pod = podFor(written, level);
      const found = podSecurity(new PodModel(asWritten(pod, 'Pod'), version), level, `v${version}`);
      expect(found.length === 0).toBe(isAdmitted);
      if (isAdmitted) {
        await eventually(() => apply(print([pod]))); // once the namespace has its service account
        await ready(pod.metadata.name, '-n', namespaces[level]);
        return;
      }
      const refused = `violates PodSecurity "${level}:latest"`;
      await eventually(() => expect(apply(print([pod]))).rejects.toThrow(refused));
    });
  }
});
