import { idle as waiting, Proof } from './proof';

const idle = (more: any = {}): any => waiting('app', more);

/** A Deployment of a pod. */
const deployment = (name: string, spec: any, pod: any): any => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    ...spec,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { terminationGracePeriodSeconds: 1, containers: [idle()], ...pod },
    },
  },
});

/** The states of the pods of a Deployment, and why they are not scheduled. */
const podsOf = (name: string): string[] => [
  'get',
  'pods',
  '-l',
  `app=${name}`,
  '-o',
  'jsonpath={range .items[*]}{.status.phase} {.status.conditions[?(@.type=="PodScheduled")].message}{"\\n"}{end}',
];
const RUNS = [/^Running/m];

const onPort = (name: string, spec: any, port: number): any =>
  deployment(name, spec, {
    hostNetwork: true,
    nodeSelector: { 'kubernetes.io/os': 'linux', 'kubernetes.io/hostname': 'localhost' },
    containers: [idle({ ports: [{ containerPort: port }] })],
  });

/** A Deployment, and its claim of a volume that one pod can use. */
const withClaim = (name: string, volume: string, spec: any): any[] => [
  deployment(name, spec, {
    containers: [idle({ volumeMounts: [{ name: 'data', mountPath: '/data' }] })],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: name } }],
  }),
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: {
      accessModes: ['ReadWriteOncePod'],
      storageClassName: '',
      volumeName: volume,
      resources: { requests: { storage: '1Mi' } },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: volume },
    spec: {
      accessModes: ['ReadWriteOncePod'],
      capacity: { storage: '1Mi' },
      hostPath: { path: `/tmp/${volume}`, type: 'DirectoryOrCreate' },
      persistentVolumeReclaimPolicy: 'Retain',
    },
  },
];

/** A pod that needs nodes with labels. */
const onNodes = (name: string, pod: any): any => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { terminationGracePeriodSeconds: 1, containers: [idle()], ...pod },
});

/** A rule on one pod that no node can run. */
const unscheduled = (name: string, bad: any, fixed: any): Proof => ({
  name,
  rule: 'runtime/no-node',
  bad: [onNodes(name, bad)],
  fails: [/didn't match Pod's node affinity\/selector/],
  fixed: [onNodes(name, fixed)],
  runs: [/condition Ready True/],
});

const LINUX = { 'kubernetes.io/os': 'linux' };
const affinity = (...nodeSelectorTerms: any[]): any => ({
  nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
});
const expressions = (...all: any[]): any => ({
  matchExpressions: all.map(([operator, ...values]) => ({
    key: 'kubernetes.io/os',
    operator,
    ...(values.length > 0 ? { values } : {}),
  })),
});

/** The rules about the nodes of pods. */
export const PLACEMENT_PROOFS: Proof[] = [
  {
    name: 'claim-of-one-pod',
    rule: 'runtime/claim-of-one-node',
    asked: podsOf('claim-of-one-pod'),
    bad: withClaim('claim-of-one-pod', 'e2e-claim-of-one-pod', { replicas: 2 }),
    fails: [/^Pending .*ReadWriteOncePod/m],
    fixed: withClaim('claim-of-one-pod', 'e2e-claim-of-one-pod-fixed', { strategy: { type: 'Recreate' } }),
    runs: RUNS,
  },
  {
    name: 'node-port-of-two-pods',
    rule: 'runtime/node-port-of-two-pods',
    asked: podsOf('node-port-of-two-pods'),
    bad: [onPort('node-port-of-two-pods', { replicas: 2 }, 18101)],
    fails: [/^Pending .*free ports/m],
    fixed: [onPort('node-port-of-two-pods', { strategy: { type: 'Recreate' } }, 18102)],
    runs: RUNS,
  },
  unscheduled(
    'no-node',
    { nodeSelector: LINUX, affinity: affinity(expressions(['In', 'windows'])) },
    {
      nodeSelector: LINUX,
      affinity: affinity(expressions(['In', 'windows']), expressions(['In', 'linux', 'windows'])),
    },
  ),
  unscheduled(
    'no-node-for-term',
    { affinity: affinity(expressions(['Exists'], ['NotIn', 'linux'], ['In', 'linux'])) },
    { affinity: affinity(expressions(['Exists'], ['NotIn', 'windows'], ['In', 'linux'])) },
  ),
  unscheduled('no-node-for-empty-term', { affinity: affinity({}) }, {}),
  unscheduled('no-node-of-architecture', { nodeSelector: { 'kubernetes.io/arch': 'x86_64' } }, { nodeSelector: LINUX }),
];
