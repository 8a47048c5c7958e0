import { examine } from '../rules/check/examine';
import { apiFindings } from '../rules/check/check';
import { orderObject } from '../kubernetes/field-order';
import { kindOf } from '../kubernetes/kinds';
import { print } from '../manifest/yaml/print';
import { Linter } from '../rules/check/lint';

/**
 * A manifest for each rule on which the API server itself reacts: it rejects the object, warns about it, or drops a field. Failures at run
 * time are in rules.ts.
 */
export interface Question {
  /** The manifest in which the rule finds something. */
  readonly manifest: string;
  /** The version of the cluster that reacts so. */
  readonly version: string;
  /** The Pod Security level that the namespace enforces, and the version of the standard if it is not the newest: `baseline:v1.34`. */
  readonly level?: string;
  /** Whether it is applied by a server-side apply. All others are created. */
  readonly serverSide?: true;
}

const image = 'busybox:1.36';
const base = { name: 'app', image };
const mounted = { volumeMounts: [{ name: 'data', mountPath: '/data' }] };

const pod = (spec: any = {}, metadata: any = {}): any => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'example', ...metadata },
  spec: { containers: [base], ...spec },
});
const app = (fields: any, spec: any = {}) => pod({ containers: [{ ...base, ...fields }], ...spec });
const two = (one: any, other: any) =>
  pod({
    containers: [
      { ...base, ...one },
      { ...base, name: 'other', ...other },
    ],
  });
const annotated = (key: string, value: string) => pod({}, { annotations: { [key]: value } });
const volume = (source: any) => app(mounted, { volumes: [{ name: 'data', ...source }] });
const security = (securityContext: any, spec: any = {}) => pod({ securityContext, ...spec });

const workload = (apiVersion: string, kind: string, spec: any, name = 'example') => ({
  apiVersion,
  kind,
  metadata: { name },
  spec,
});
const labels = { app: 'example' };
const template = { metadata: { labels }, spec: { containers: [base] } };
const apps = (kind: string, spec: any) =>
  workload('apps/v1', kind, { selector: { matchLabels: labels }, ...spec, template: spec.template ?? template });
const job = (spec: any) =>
  workload('batch/v1', 'Job', { ...spec, template: { spec: { restartPolicy: 'Never', containers: [base] } } });

const node = (term: any) =>
  pod({
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } } },
  });
const spread = (more: any) => pod({ topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', ...more }] });

/** A pod that the level restricted admits, except for the given fields. */
const hardened = (context: any, spec: any = {}) =>
  app(
    { securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, ...context } },
    { securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }, ...spec },
  );

const API: Record<string, any> = {
  'apparmor-annotation': annotated('container.apparmor.security.beta.kubernetes.io/web', 'runtime/default'),
  'apparmor-profile': security({ appArmorProfile: { type: 'Localhost' } }),
  'container-image': app({ imagePullPolicy: 'Sometimes' }),
  'container-name': pod({ containers: [base, base] }),
  'container-port': app({ ports: [{ containerPort: 80880 }] }),
  'cron-job': workload('batch/v1', 'CronJob', { schedule: 'daily', jobTemplate: { spec: job({}).spec } }),
  dns: pod({ dnsPolicy: 'None' }),
  env: app({ env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'keys' } } }] }),
  'env-from': app({ envFrom: [{ configMapRef: { name: 'one' }, secretRef: { name: 'two' } }] }),
  'ephemeral-container': pod({ ephemeralContainers: [{ name: 'debug', image }] }),
  finalizer: pod({}, { finalizers: ['cleanup'] }),
  gates: pod({ nodeName: 'node-1', schedulingGates: [{ name: 'example.com/quota' }] }),
  'host-alias': pod({ hostAliases: [{ ip: 'localhost', hostnames: ['db'] }] }),
  'host-port': two(
    { ports: [{ containerPort: 80, hostPort: 8080 }] },
    { ports: [{ containerPort: 81, hostPort: 8080 }] },
  ),
  'host-users': pod({ hostUsers: false, hostNetwork: true }),
  hostname: pod({ hostname: 'web.example.com' }),
  job: job({ completionMode: 'Indexed', parallelism: 2 }),
  kind: { ...pod(), kind: 'Pods' },
  labels: pod({}, { labels: { 'app name': 'web' } }),
  lifecycle: app({ lifecycle: { preStop: {} } }),
  'named-object': pod({ nodeName: 'Node_1' }),
  'node-affinity': node({ matchExpressions: [{ key: 'gpu', operator: 'Exists', values: ['true'] }] }),
  'node-selector': pod({ nodeSelector: { gpu: 'yes, please' } }),
  'object-name': pod({}, { name: 'My_Pod' }),
  overhead: pod({ overhead: { cpu: '-1' } }),
  'owner-reference': pod({}, { ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'owner', uid: '' }] }),
  'pod-affinity': pod({
    affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: {} }] } },
  }),
  'pod-annotation': annotated('controller.kubernetes.io/pod-deletion-cost', 'high'),
  'pod-failure-policy': job({
    podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [0] } }] },
  }),
  'pod-lifetime': pod({ activeDeadlineSeconds: 0 }),
  'pod-os': security({ runAsUser: 1000 }, { os: { name: 'windows' } }),
  'pod-priority': pod({ preemptionPolicy: 'Sometimes' }),
  'pod-resources': app({ resources: { requests: { cpu: '2' } } }, { resources: { requests: { cpu: '1' } } }),
  probe: app({ livenessProbe: { tcpSocket: { port: 80 }, successThreshold: 2 } }),
  'projected-volume': volume({ projected: { sources: [{ secret: { name: 'one' }, configMap: { name: 'two' } }] } }),
  quantity: app({ resources: { limits: { memory: '1GB' } } }),
  'resize-policy': app({ resizePolicy: [{ resourceName: 'storage', restartPolicy: 'NotRequired' }] }),
  'resource-claim': pod({ resourceClaims: [{ name: 'gpu' }] }),
  'resource-claim-ref': app({ resources: { claims: [{ name: 'gpu' }] } }),
  resources: app({ resources: { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } } }),
  'restart-policy': pod({ restartPolicy: 'Sometimes' }),
  'seccomp-annotation': annotated('seccomp.security.alpha.kubernetes.io/pod', 'default'),
  'seccomp-profile': security({ seccompProfile: { type: 'RuntimeDefault', localhostProfile: 'profile.json' } }),
  'security-context': app({ securityContext: { privileged: true, allowPrivilegeEscalation: false } }),
  selector: apps('Deployment', { selector: { matchLabels: { app: 'web' } } }),
  'shared-processes': pod({ shareProcessNamespace: true, hostPID: true }),
  'stateful-set': apps('StatefulSet', { podManagementPolicy: 'Sequential' }),
  'success-policy': job({ completionMode: 'Indexed', completions: 3, successPolicy: { rules: [{}] } }),
  sysctl: security({ sysctls: [{ name: 'net.core.somaxconn', value: '1024' }] }, { hostNetwork: true }),
  'termination-message': app({ terminationMessagePolicy: 'Logs' }),
  toleration: pod({ tolerations: [{ key: 'gpu', operator: 'Exists', value: 'true' }] }),
  'topology-spread': spread({ whenUnsatisfiable: 'Never', labelSelector: { matchLabels: labels } }),
  type: app({ env: [{ name: 'PORT', value: 8080 }] }),
  'unknown-field': app({ restartPolcy: 'Always' }),
  'update-strategy': apps('Deployment', { strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } }),
  'volume-claim': volume({ ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'] } } } }),
  'volume-device': app({ volumeDevices: [{ name: 'data', devicePath: '/dev/data' }] }),
  'volume-files': volume({ configMap: { name: 'settings', items: [{ key: 'a', path: '../a' }] } }),
  'volume-mount': app(mounted),
  'volume-source': volume({ persistentVolumeClaim: {} }),
  volume: pod({ volumes: [{ name: 'My_Data', emptyDir: {} }] }),
  'windows-options': security({ windowsOptions: { runAsUserName: 'a/b' } }),
  workload: apps('Deployment', { replicas: -1 }),
};

const WARNINGS: Record<string, any> = {
  'deprecated-label': pod({ nodeSelector: { 'beta.kubernetes.io/os': 'linux' } }),
  'deprecated-volume': volume({ gitRepo: { repository: 'https://git.example.com/pages.git' } }),
  'duplicate-env': app({
    env: [
      { name: 'MODE', value: 'fast' },
      { name: 'MODE', value: 'safe' },
    ],
  }),
  'duplicate-port-name': two(
    { ports: [{ name: 'http', containerPort: 80 }] },
    { ports: [{ name: 'http', containerPort: 81 }] },
  ),
  'duplicate-port': two({ ports: [{ containerPort: 80 }] }, { ports: [{ containerPort: 80 }] }),
  'fractional-bytes': app({ resources: { limits: { memory: '128m' } } }),
  'grace-period': apps('Deployment', {
    template: { ...template, spec: { ...template.spec, terminationGracePeriodSeconds: -1 } },
  }),
  'host-alias': pod({
    hostAliases: [
      { ip: '10.0.0.1', hostnames: ['db'] },
      { ip: '10.0.0.1', hostnames: ['cache'] },
    ],
  }),
  'host-ip': app({ ports: [{ containerPort: 80, hostIP: '10.0.0.1' }] }),
  'host-name': pod({}, { name: 'web.v1' }),
  'image-pull-secret': pod({ imagePullSecrets: [{ name: 'registry' }, { name: 'registry' }] }),
  ip: pod({ dnsConfig: { nameservers: ['2001:DB8::1'] } }),
  'large-indexed-job': job({ completionMode: 'Indexed', completions: 100001, parallelism: 10001 }),
  'label-value': pod({
    affinity: {
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 1, preference: { matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd, please'] }] } },
        ],
      },
    },
  }),
  'null-selector': spread({ whenUnsatisfiable: 'ScheduleAnyway' }),
  'old-annotation': annotated('scheduler.alpha.kubernetes.io/critical-pod', ''),
  'overlapping-files': volume({
    configMap: {
      name: 'settings',
      items: [
        { key: 'a', path: 'etc' },
        { key: 'b', path: 'etc/b' },
      ],
    },
  }),
  'revision-history': apps('StatefulSet', { serviceName: 'example', revisionHistoryLimit: -1 }),
};

const BASELINE: Record<string, any> = {
  'app-armor-profile': security({ appArmorProfile: { type: 'Unconfined' } }),
  'capabilities-baseline': app({ securityContext: { capabilities: { add: ['SYS_ADMIN'] } } }),
  'host-namespaces': pod({ hostNetwork: true, hostPID: true }),
  'host-path-volumes': volume({ hostPath: { path: '/var/log' } }),
  'host-ports': app({ ports: [{ containerPort: 80, hostPort: 8080 }] }),
  'host-probes-and-host-lifecycle': app({ livenessProbe: { tcpSocket: { host: 'db.example.com', port: 5432 } } }),
  privileged: app({ securityContext: { privileged: true } }),
  'se-linux-options': security({ seLinuxOptions: { type: 'spc_t' } }),
  'seccomp-profile-baseline': security({ seccompProfile: { type: 'Unconfined' } }),
  sysctls: security({ sysctls: [{ name: 'kernel.msgmax', value: '65536' }] }),
  'windows-host-process': security(
    { windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' } },
    { hostNetwork: true },
  ),
};

const RESTRICTED: Record<string, any> = {
  'allow-privilege-escalation': hardened({ allowPrivilegeEscalation: undefined }),
  'capabilities-restricted': hardened({ capabilities: { drop: ['NET_RAW'] } }),
  'proc-mount-restricted': hardened({ procMount: 'Unmasked' }, { hostUsers: false }),
  'restricted-volumes': hardened({}, { volumes: [{ name: 'data', nfs: { server: 'nfs.example.com', path: '/' } }] }),
  'run-as-non-root': hardened({}, { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }),
  'run-as-user': hardened({ runAsUser: 0 }),
  'seccomp-profile-restricted': hardened({}, { securityContext: { runAsNonRoot: true } }),
};

/** Manifests that newer versions of the level admit, if the server accepts them. */
const BASELINE_ONCE: Record<string, any> = {
  'proc-mount': app({ securityContext: { procMount: 'Unmasked' } }, { hostUsers: false }),
};

const of = (apiVersion: string, kind: string, fields: any): any => ({
  apiVersion,
  kind,
  metadata: { name: 'example' },
  ...fields,
});
const service = (spec: any): any => of('v1', 'Service', { spec });
const networking = (kind: string, spec: any): any => of('networking.k8s.io/v1', kind, { spec });
const rbac = (kind: string, fields: any): any => of('rbac.authorization.k8s.io/v1', kind, fields);
const metric = (resource: any): any => ({ type: 'Resource', resource });

/** Other kinds. */
const OTHERS: Record<string, any> = {
  autoscaler: of('autoscaling/v2', 'HorizontalPodAutoscaler', {
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'example' },
      minReplicas: 3,
      maxReplicas: 2,
      metrics: [metric({ name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } })],
    },
  }),
  'config-data': of('v1', 'ConfigMap', { data: { 'config/app.ini': 'a=b' } }),
  'custom-resource-definition': of('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
    metadata: { name: 'cart.shop.example.com' },
    spec: {
      group: 'shop.example.com',
      scope: 'Namespaced',
      names: { plural: 'carts', singular: 'cart', kind: 'Cart', listKind: 'CartList' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
    },
  }),
  'disruption-budget': of('policy/v1', 'PodDisruptionBudget', {
    spec: { minAvailable: 1, maxUnavailable: 1, selector: { matchLabels: labels } },
  }),
  'endpoint-slice': of('discovery.k8s.io/v1', 'EndpointSlice', {
    addressType: 'IPv4',
    endpoints: [{ addresses: ['example.com'] }],
  }),
  ingress: networking('Ingress', {
    rules: [{ http: { paths: [{ path: '/', backend: { service: { name: 'example', port: { number: 80 } } } }] } }],
  }),
  'ingress-class': networking('IngressClass', { controller: 'nginx' }),
  'limit-range': of('v1', 'LimitRange', {
    spec: { limits: [{ type: 'Container', max: { memory: '1Gi' }, min: { memory: '2Gi' } }] },
  }),
  namespace: of('v1', 'Namespace', {
    metadata: { name: 'example', labels: { 'pod-security.kubernetes.io/enforce': 'strict' } },
  }),
  'network-policy': networking('NetworkPolicy', {
    podSelector: {},
    ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0' } }] }],
  }),
  'persistent-volume': of('v1', 'PersistentVolume', {
    spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], local: { path: '/data' } },
  }),
  'priority-class': of('scheduling.k8s.io/v1', 'PriorityClass', { value: 2000000000 }),
  'resource-quota': of('v1', 'ResourceQuota', { spec: { hard: { deployments: 10 } } }),
  role: rbac('Role', { rules: [{ resources: ['pods'], verbs: ['get'] }] }),
  'role-binding': rbac('RoleBinding', {
    subjects: [{ kind: 'ServiceAccount', name: 'example' }],
    roleRef: { kind: 'role', name: 'example' },
  }),
  'runtime-class': of('node.k8s.io/v1', 'RuntimeClass', { handler: 'runsc.v2' }),
  'secret-type': of('v1', 'Secret', { type: 'kubernetes.io/tls', stringData: { 'tls.crt': 'a' } }),
  service: service({ selector: labels, ports: [{ port: 80 }], externalTrafficPolicy: 'Local' }),
  'service-address': service({ selector: labels, ports: [{ port: 80 }], clusterIP: 'none' }),
  'service-port': service({ selector: labels, ports: [{ port: 80 }, { port: 443 }] }),
  'storage-class': of('storage.k8s.io/v1', 'StorageClass', {
    provisioner: 'csi.example.com',
    volumeBindingMode: 'WaitForConsumer',
  }),
};

/** Manifests that only a server-side apply rejects. */
const SERVER_SIDE: Record<string, any> = {
  'managed-fields': pod({}, { managedFields: [{ manager: 'kubectl', operation: 'Edit' }] }),
};

/** Reactions of an older cluster only: the newest has the field, or drops it. */
const OLDER: Record<string, any> = {
  'api/field-version': app({ restartPolicy: 'Never', restartPolicyRules: [] }),
  'api/generation': pod({}, { generation: -1 }),
};

const asked = (group: string, objects: Record<string, any>, level?: string, version = '1.37'): [string, Question][] =>
  Object.entries(objects).map(([name, object]) => {
    const question = { manifest: print([orderObject(object)]), version };
    return [group + name, level === undefined ? question : { ...question, level }];
  });

/** By rule. */
export const QUESTIONS: Record<string, Question> = Object.fromEntries([
  ...asked('api/', API),
  ...asked('api/', OTHERS),
  ...asked('api-warning/', WARNINGS),
  ...asked('pod-security/', BASELINE, 'baseline'),
  ...asked('pod-security/', BASELINE_ONCE, 'baseline:v1.34'),
  ...asked('pod-security/', RESTRICTED, 'restricted'),
  ...asked('', { 'dropped-field': app({ lifecycle: { stopSignal: 'SIGUSR1' } }) }),
  ...asked('', OLDER, undefined, '1.30'),
  ...asked('api/', SERVER_SIDE).map(([rule, question]) => [rule, { ...question, serverSide: true }]),
  // only the text of a manifest has it
  ['api/duplicate-field', { manifest: `${print([pod()])}      image: busybox:1.35\n`, version: '1.37' }],
]);

/** The rules that find something in a manifest, for a cluster of a version. */
export function rulesOn({ manifest, level }: Question, version: string): string[] {
  // a cluster's own standard is that of its version
  const podSecurity = level === undefined || level.includes(':') ? level : `${level}:v${version}`;
  const rules = new Linter({ target: version, podSecurity });
  const { objects } = examine(manifest, 'question.yaml', rules);
  return objects.flatMap(({ value, object: { kind }, findings }) => {
    // lint omits a warning of the server if another rule reports more about the same ports
    const ofServer = kindOf(value) === undefined ? [] : apiFindings(value, version, kind);
    return [...new Set([...findings, ...ofServer].map(({ rule }) => rule))];
  });
}
