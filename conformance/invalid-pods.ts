/**
 * Pods with one mistake each, from the rows of shared/cases/invalid-pods.md that an API server alone can validate.
 */
const base = { name: 'c', image: 'nginx:1.27' };
const v = { name: 'v', emptyDir: {} };

export const pod = (spec: any = {}, metadata: any = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'default', ...metadata },
  spec: { containers: [base], ...spec },
});
const meta = (metadata: any) => pod({}, metadata);
const container = (fields: any, spec: any = {}) => pod({ containers: [{ ...base, ...fields }], ...spec });
const volumes = (...some: any[]) => pod({ volumes: some.map((source, i) => ({ name: `v${i}`, ...source })) });
const mount = (fields: any, spec: any = {}) =>
  container({ volumeMounts: [{ name: 'v', mountPath: '/x', ...fields }] }, { volumes: [v], ...spec });
const env = (valueFrom: any) => container({ env: [{ name: 'A', valueFrom }] });
const port = (fields: any) => container({ ports: [fields] });
const resources = (fields: any) => container({ resources: fields });
const liveness = (fields: any) => container({ livenessProbe: { httpGet: { port: 80 }, ...fields } });
const init = (fields: any) => pod({ initContainers: [{ ...base, name: 'i', ...fields }] });
const security = (securityContext: any, spec: any = {}) => pod({ securityContext, ...spec });
const node = (term: any) =>
  pod({
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } } },
  });
const spread = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} };
const long = 'a'.repeat(64);
const claimTemplate = (spec: any) => ({ ephemeral: { volumeClaimTemplate: { spec } } });
const storage = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };

/** The pod of each row, and the rule that reports its mistake. */
export const ROWS: Record<string, readonly [pod: any, rule: string]> = {
  1: [meta({ name: 'My_Pod' }), 'api/object-name'],
  3: [{ ...pod(), metadata: {} }, 'api/object-name'],
  5: [meta({ namespace: 'Bad.NS' }), 'api/object-name'],
  7: [meta({ labels: { app: long } }), 'api/labels'],
  9: [meta({ labels: { 'Ex_ample.com/a': 'x' } }), 'api/labels'],
  11: [meta({ annotations: { 'bad key': 'x' } }), 'api/labels'],
  13: [meta({ finalizers: ['notqualified'] }), 'api/finalizer'],
  15: [meta({ ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'x' }] }), 'api/owner-reference'],
  17: [meta({ annotations: { 'controller.kubernetes.io/pod-deletion-cost': '+10' } }), 'api/pod-annotation'],
  19: [
    meta({ annotations: { 'container.apparmor.security.beta.kubernetes.io/nope': 'runtime/default' } }),
    'api/apparmor-annotation',
  ],
  21: [meta({ annotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'foo' } }), 'api/seccomp-annotation'],

  23: [container({ name: '' }), 'api/container-name'],
  25: [container({ name: long }), 'api/container-name'],
  27: [pod({ containers: [base, base] }), 'api/container-name'],
  29: [container({ image: undefined }), 'api/container-image'],
  31: [container({ imagePullPolicy: 'Sometimes' }), 'api/container-image'],
  33: [pod({ restartPolicy: 'Sometimes' }), 'api/restart-policy'],
  35: [container({ restartPolicy: 'Sometimes' }), 'api/restart-policy'],
  37: [
    container({
      restartPolicy: 'Never',
      restartPolicyRules: Array(21).fill({ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }),
    }),
    'api/restart-policy',
  ],
  39: [container({ resizePolicy: [{ resourceName: 'storage', restartPolicy: 'NotRequired' }] }), 'api/resize-policy'],
  41: [
    container(
      { resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }] },
      { restartPolicy: 'Never' },
    ),
    'api/resize-policy',
  ],

  43: [port({ containerPort: -1 }), 'api/container-port'],
  45: [port({ containerPort: 80, hostPort: 70000 }), 'api/container-port'],
  47: [port({ containerPort: 80, protocol: 'tcp' }), 'api/container-port'],
  49: [port({ name: '123', containerPort: 80 }), 'api/container-port'],
  51: [port({ name: 'a--b', containerPort: 80 }), 'api/container-port'],
  53: [
    pod({
      containers: ['a', 'b'].map((name, i) => ({ ...base, name, ports: [{ containerPort: 80 + i, hostPort: 8080 }] })),
    }),
    'api/host-port',
  ],

  55: [container({ env: [{ value: 'x' }] }), 'api/env'],
  57: [env({}), 'api/env'],
  59: [env({ secretKeyRef: { name: 's', key: 'k' }, configMapKeyRef: { name: 'm', key: 'k' } }), 'api/env'],
  61: [env({ fieldRef: { fieldPath: 'status.phase' } }), 'api/env'],
  63: [env({ fieldRef: { fieldPath: 'metadata.labels' } }), 'api/env'],
  65: [env({ resourceFieldRef: { resource: 'limits.cpu', divisor: '10m' } }), 'api/env'],
  67: [env({ secretKeyRef: { name: 's' } }), 'api/env'],
  69: [env({ configMapKeyRef: { name: 'cm', key: 'a b' } }), 'api/env'],
  71: [container({ envFrom: [{ configMapRef: { name: 'm' }, secretRef: { name: 's' } }] }), 'api/env-from'],
  73: [env({ fileKeyRef: { volumeName: 'gone', path: 'a', key: 'K' } }), 'api/env'],

  75: [pod({ volumes: [{ name: 'Vol_1', emptyDir: {} }] }), 'api/volume'],
  77: [pod({ volumes: [v, v] }), 'api/volume'],
  79: [volumes({ emptyDir: { sizeLimit: '-1' } }), 'api/volume-source'],
  81: [volumes({ hostPath: { path: '/a/../b' } }), 'api/volume-source'],
  83: [volumes({ secret: {} }), 'api/volume-files'],
  85: [volumes({ secret: { secretName: 's', defaultMode: 512 } }), 'api/volume-files'],
  87: [volumes({ configMap: { name: 'm', items: [{ key: 'k', path: '../x' }] } }), 'api/volume-files'],
  89: [volumes({ persistentVolumeClaim: {} }), 'api/volume-source'],
  91: [
    volumes({ downwardAPI: { items: [{ path: 'a', resourceFieldRef: { resource: 'limits.cpu' } }] } }),
    'api/volume-files',
  ],
  93: [
    volumes({ projected: { sources: [{ secret: { name: 's' }, configMap: { name: 'm' } }] } }),
    'api/projected-volume',
  ],
  97: [volumes({ ephemeral: {} }), 'api/volume-source'],
  99: [volumes(claimTemplate({ accessModes: ['ReadWriteOnce'] })), 'api/volume-claim'],
  101: [volumes(claimTemplate(storage), { persistentVolumeClaim: { claimName: 'p-v0' } }), 'api/volume'],
  103: [volumes({ image: {} }), 'api/volume-source'],
  105: [mount({ mountPath: undefined }), 'api/volume-mount'],
  107: [mount({ subPath: '/abs' }), 'api/volume-mount'],
  109: [mount({ subPath: 'a', subPathExpr: '$(B)' }), 'api/volume-mount'],
  111: [mount({ recursiveReadOnly: 'Enabled' }), 'api/volume-mount'],
  113: [
    container(
      { volumeMounts: [{ name: 'v', mountPath: '/x' }], volumeDevices: [{ name: 'v', devicePath: '/dev/x' }] },
      { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }] },
    ),
    'api/volume-mount',
  ],

  115: [resources({ limits: { memory: '-1Gi' } }), 'api/resources'],
  117: [resources({ limits: { storage: '1Gi' } }), 'api/resources'],
  119: [resources({ requests: { 'nvidia.com/gpu': '1' } }), 'api/resources'],
  121: [resources({ limits: { 'nvidia.com/gpu': '500m' } }), 'api/resources'],
  123: [resources({ limits: { cpu: 1, 'hugepages-2Mi': '3Mi' } }), 'api/resources'],
  125: [
    container({ resources: { requests: { cpu: 2 } } }, { resources: { requests: { cpu: 1 } } }),
    'api/pod-resources',
  ],
  127: [pod({ resourceClaims: [{ name: 'a' }] }), 'api/resource-claim'],

  129: [liveness({ tcpSocket: { port: 80 } }), 'api/probe'],
  131: [container({ readinessProbe: { httpGet: { port: 70000 } } }), 'api/probe'],
  133: [container({ readinessProbe: { httpGet: { port: '8080' } } }), 'api/probe'],
  135: [liveness({ httpGet: { port: 80, httpHeaders: [{ name: 'X Y', value: 'z' }] } }), 'api/probe'],
  137: [liveness({ successThreshold: 2 }), 'api/probe'],
  139: [liveness({ initialDelaySeconds: -1 }), 'api/probe'],
  141: [liveness({ terminationGracePeriodSeconds: 0 }), 'api/probe'],
  143: [container({ lifecycle: { preStop: {} } }), 'api/lifecycle'],
  145: [container({ lifecycle: { stopSignal: 'SIGTERM' } }), 'dropped-field'],
  147: [init({ readinessProbe: { httpGet: { port: 80 } } }), 'api/probe'],
  149: [init({ lifecycle: { preStop: { exec: { command: ['a'] } } } }), 'api/lifecycle'],
  151: [init({ resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }] }), 'api/resize-policy'],
  153: [pod({ ephemeralContainers: [{ ...base, name: 'e' }] }), 'api/ephemeral-container'],

  155: [security({ runAsUser: 2147483648 }), 'api/security-context'],
  157: [security({ supplementalGroups: [-1] }), 'api/security-context'],
  159: [container({ securityContext: { privileged: true, allowPrivilegeEscalation: false } }), 'api/security-context'],
  161: [container({ securityContext: { procMount: 'Foo' } }), 'api/security-context'],
  163: [security({ seccompProfile: { type: 'Foo' } }), 'api/seccomp-profile'],
  165: [security({ seccompProfile: { type: 'RuntimeDefault', localhostProfile: 'x' } }), 'api/seccomp-profile'],
  167: [security({ sysctls: [{ name: 'Foo Bar', value: '1' }] }), 'api/sysctl'],
  169: [security({ sysctls: [{ name: 'net.ipv4.tcp_syncookies', value: '1' }] }, { hostNetwork: true }), 'api/sysctl'],
  171: [pod({ hostUsers: false, hostPID: true }), 'api/host-users'],
  173: [pod({ os: { name: 'plan9' } }), 'api/pod-os'],
  175: [security({ windowsOptions: { runAsUserName: 'u' } }, { os: { name: 'linux' } }), 'api/pod-os'],

  177: [pod({ nodeSelector: { 'a b': 'x' } }), 'api/node-selector'],
  179: [pod({ nodeName: 'n', schedulingGates: [{ name: 'g/x' }] }), 'api/gates'],
  181: [pod({ tolerations: [{ key: 'a', operator: 'Exists', value: 'x' }] }), 'api/toleration'],
  183: [
    pod({ tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 5 }] }),
    'api/toleration',
  ],
  185: [pod({ tolerations: [{ key: 'a', operator: 'Exists', effect: 'Foo' }] }), 'api/toleration'],
  187: [
    pod({
      affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } },
    }),
    'api/node-affinity',
  ],
  189: [node({ matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] }), 'api/node-affinity'],
  191: [node({ matchFields: [{ key: 'spec.x', operator: 'In', values: ['a'] }] }), 'api/node-affinity'],
  193: [
    pod({ affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: {} }] } } }),
    'api/pod-affinity',
  ],
  195: [
    pod({
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'zone', labelSelector: { matchLabels: { a: 'b c' } } },
          ],
        },
      },
    }),
    'api/pod-affinity',
  ],
  197: [pod({ topologySpreadConstraints: [{ ...spread, topologyKey: undefined }] }), 'api/topology-spread'],
  199: [pod({ topologySpreadConstraints: [spread, spread] }), 'api/topology-spread'],
  201: [
    pod({ topologySpreadConstraints: [{ ...spread, labelSelector: undefined, matchLabelKeys: ['a'] }] }),
    'api/topology-spread',
  ],
  203: [pod({ dnsConfig: { nameservers: ['1.1.1.1', '1.1.1.2', '1.1.1.3', '1.1.1.4'] } }), 'api/dns'],
  205: [pod({ dnsConfig: { searches: Array.from({ length: 33 }, (_, i) => `a${i}`) } }), 'api/dns'],
  207: [pod({ hostAliases: [{ ip: 'x', hostnames: ['a'] }] }), 'api/host-alias'],
  209: [pod({ hostname: 'a.b' }), 'api/hostname'],
  211: [pod({ hostnameOverride: 'x', setHostnameAsFQDN: true }), 'api/hostname'],
  213: [pod({ priorityClassName: 'Bad_PC' }), 'api/named-object'],
  215: [pod({ activeDeadlineSeconds: 0 }), 'api/pod-lifetime'],
  217: [pod({ readinessGates: [{ conditionType: 'a b' }] }), 'api/gates'],

  J1: [meta({ nodeSelector: { a: 'b' } }), 'api/unknown-field'],
  J2: [container({ foo: 1 }, { replicass: 3 }), 'api/unknown-field'],
  J4: [port({ containerPort: '80' }), 'api/type'],
  J5: [port({ containerPort: 8e10 }), 'api/type'],
  J6: [container({ env: [{ name: 'A', value: 1 }] }), 'api/type'],
  J7: [meta({ labels: { a: true } }), 'api/type'],
  J8: [resources({ limits: { memory: '1GBx' } }), 'api/quantity'],
  J9: [resources({ limits: { memory: '100mm' } }), 'api/quantity'],
  J10: [resources({ limits: { memory: '1.2.3Gi' } }), 'api/quantity'],
  J11: [{ ...pod(), kind: 'Pods' }, 'api/kind'],

  K1: [meta({ name: 'a.b' }), 'api-warning/host-name'],
  K2: [
    pod({ containers: ['a', 'b'].map((name) => ({ ...base, name, ports: [{ containerPort: 80 }] })) }),
    'api-warning/duplicate-port',
  ],
  K3: [
    container({ ports: [{ containerPort: 80 }, { containerPort: 80, hostPort: 80 }] }),
    'api-warning/duplicate-port',
  ],
  K4: [
    container({
      ports: [
        { containerPort: 80, hostPort: 80 },
        { containerPort: 80, hostPort: 80, hostIP: '1.2.3.4' },
      ],
    }),
    'api-warning/duplicate-port',
  ],
  K5: [
    pod({
      containers: ['a', 'b'].map((name, i) => ({ ...base, name, ports: [{ name: 'http', containerPort: 80 + i }] })),
    }),
    'api-warning/duplicate-port-name',
  ],
  K6: [port({ containerPort: 80, hostIP: '1.2.3.4' }), 'api-warning/host-ip'],
  K7: [
    container({
      env: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ],
    }),
    'api-warning/duplicate-env',
  ],
  K8: [resources({ limits: { memory: '100m' } }), 'api-warning/fractional-bytes'],
  K9: [
    volumes({
      configMap: {
        name: 'cm',
        items: [
          { key: 'a', path: 'x' },
          { key: 'b', path: 'x/y' },
        ],
      },
    }),
    'api-warning/overlapping-files',
  ],
  K10: [volumes({ projected: { sources: [{}] } }), 'api-warning/overlapping-files'],
  K12: [pod({ topologySpreadConstraints: [{ ...spread, labelSelector: undefined }] }), 'api-warning/null-selector'],
  K13: [
    pod({
      hostAliases: [
        { ip: '1.2.3.4', hostnames: ['a'] },
        { ip: '1.2.3.4', hostnames: ['b'] },
      ],
    }),
    'api-warning/host-alias',
  ],
  K14: [pod({ imagePullSecrets: [{ name: 'a' }, { name: 'a' }, {}] }), 'api-warning/image-pull-secret'],
  K15: [pod({ nodeSelector: { 'beta.kubernetes.io/os': 'linux' } }), 'api-warning/deprecated-label'],
  K16: [
    pod({
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'In', values: ['-'] }] } },
          ],
        },
      },
    }),
    'api-warning/label-value',
  ],
  K17: [volumes({ gitRepo: { repository: 'r' } }), 'api-warning/deprecated-volume'],
  K18: [meta({ annotations: { 'scheduler.alpha.kubernetes.io/critical-pod': '' } }), 'api-warning/old-annotation'],
  K19: [pod({ dnsConfig: { nameservers: ['2001:DB8::1'] } }), 'api-warning/ip'],
};
