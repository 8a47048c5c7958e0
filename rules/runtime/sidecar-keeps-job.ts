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
    'The rule knows commands that wait forever, and images of well-known sidecars and servers. It cannot know whether the app stops another container. ' +
    'It also knows the annotations and the label with which Istio, Linkerd, Vault, Dapr and Consul add a sidecar. It is advice if the pod may complete: ' +
    'Istio adds native sidecars by default [since 1.27](https://github.com/istio/istio/pull/56428), if the nodes have Kubernetes 1.33 or later, ' +
    'Linkerd [since 2.20](https://github.com/linkerd/linkerd2/pull/15267), and an app can ' +
    '[stop the sidecar of Dapr](https://docs.dapr.io/operations/hosting/kubernetes/kubernetes-job/).',
  why: 'A pod completes when all its containers have ended.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers',
  fields: ['PodSpec.restartPolicy'],
  check({ containers, metadata, spec: { restartPolicy, shareProcessNamespace } }, report) {
    const main = containers.filter(({ role }) => role === 'container');
    const completes = restartPolicy === 'Never' || restartPolicy === 'OnFailure';
    if (completes && (metadata.annotations ?? metadata.labels) !== undefined && !containers.some(mayEnd)) {
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

/** A program that adds a sidecar to pods with an annotation or a label, and how the sidecar ends or becomes a native one. */
interface Injector {
  readonly fields: readonly ('annotations' | 'labels')[];
  readonly name: string;
  readonly value: string;
  /** The annotations with which the pod completes. */
  readonly unless: RegExp;
  readonly fix: string;
  /** Why the pod may complete as it is. The finding is then advice, unless an annotation refuses the native sidecar. */
  readonly mayComplete?: string;
}

const INJECTORS: readonly Injector[] = [
  {
    fields: ['annotations', 'labels'],
    name: 'sidecar.istio.io/inject',
    value: 'true',
    unless: /^sidecar\.istio\.io\/nativeSidecar$/,
    fix: 'Add the annotation `sidecar.istio.io/nativeSidecar: "true"`.',
    mayComplete: 'Istio adds a native sidecar by default only from 1.27 on, and on nodes of Kubernetes 1.33 or later.',
  },
  {
    fields: ['annotations'],
    name: 'linkerd.io/inject',
    value: 'enabled',
    unless: /^config\.(?:alpha\.|beta\.)?linkerd\.io\/proxy-enable-native-sidecar$/,
    fix: 'Add the annotation `config.beta.linkerd.io/proxy-enable-native-sidecar: "true"`.',
    mayComplete: 'Linkerd adds a native sidecar by default only from 2.20 on.',
  },
  {
    fields: ['annotations'],
    name: 'vault.hashicorp.com/agent-inject',
    value: 'true',
    unless: /^vault\.hashicorp\.com\/agent-(?:pre-populate-only|enable-quit)$/,
    fix: 'Add the annotation `vault.hashicorp.com/agent-pre-populate-only: "true"`.',
  },
  {
    fields: ['annotations'],
    name: 'dapr.io/enabled',
    value: 'true',
    unless: /^dapr\.io\/.*native/,
    fix: 'At the end, send a POST request to `http://localhost:3500/v1.0/shutdown`.',
    mayComplete: 'The app must stop the sidecar: by this request, or by the Dapr SDK.',
  },
  {
    fields: ['annotations'],
    name: 'consul.hashicorp.com/connect-inject',
    value: 'true',
    unless: /^consul\.hashicorp\.com\/enable-sidecar-proxy-lifecycle$/,
    fix:
      'Add the annotation `consul.hashicorp.com/enable-sidecar-proxy-lifecycle: "true"`, and at the end, send a POST request to ' +
      '`http://localhost:20600/graceful_shutdown`.',
  },
];

function reportInjected(metadata: ObjectMeta, report: Report): void {
  const { annotations = {} } = metadata;
  for (const { fields, name, value, unless, fix, mayComplete } of INJECTORS) {
    const field = fields.find((one) => metadata[one]?.[name] === value);
    const exceptions = Object.keys(annotations).filter((key) => unless.test(key));
    if (field !== undefined && exceptions.every((key) => annotations[key] === 'false')) {
      const isSure = mayComplete === undefined || exceptions.length > 0;
      const kind = field === 'labels' ? 'label' : 'annotation';
      report(
        `metadata.${field}[${name}]`,
        `the sidecar that this ${kind} adds can keep the pod from completing.`,
        fix,
        isSure ? {} : { severity: 'advice', why: mayComplete },
      );
    }
  }
}

function reasonOf(container: ContainerModel): string | undefined {
  const runs = runsUntilStopped(container) && !mayEnd(container);
  return endless(container) ?? (runs ? 'its image runs until it is stopped' : undefined);
}
