import { PLACEMENT_PROOFS } from './placement-proofs';
import { REFERENCE_PROOFS } from './reference-proofs';
import { TIMING_PROOFS } from './timing-proofs';
import { VOLUME_PROOFS } from './volume-proofs';
import { COMMANDS } from './commands-proofs';
import { IMAGE_PROOFS } from './images-proofs';
import { SHELL_PROOFS } from './shell-proofs';
import { IMAGE, idle, one, pod, Proof, READY, sh } from './proof';

/** The proof of a rule on objects that the server rejects. */
export interface Refusal {
  readonly name: string;
  readonly rule: string;
  readonly bad: any;
  /** The arguments of the kubectl that gets it. */
  readonly how: string[];
  readonly says: RegExp;
  readonly fixed: any;
}

const COMPLETES = [/phase Succeeded/];

const serving = (name: string, port: number, more: any = {}): any => ({
  name,
  image: IMAGE,
  command: ['httpd', '-f', '-p', String(port), '-h', '/etc'],
  ports: [{ containerPort: port }],
  ...more,
});
/** Reads a page, again until it is there; what hangs is given up. */
const reading = (url: string): string =>
  `until timeout 3 wget -q -O - ${url}/hosts; do sleep 1; done; touch /tmp/read; sleep 3600`;
const hasRead = { exec: { command: ['test', '-f', '/tmp/read'] }, periodSeconds: 1 };
const native = { restartPolicy: 'Always' };
const asked = { httpGet: { path: '/hosts', port: 8080 }, periodSeconds: 1 };

/** A step that writes to a folder of a volume, and an app that reads one. */
const inFolders = (written: string, read: string): any => ({
  initContainers: [
    sh('step', 'echo hello > /out/line', { volumeMounts: [{ name: 'v', mountPath: '/out', subPath: written }] }),
  ],
  containers: [
    sh('app', 'cat /in/line && sleep 3600', {
      volumeMounts: [{ name: 'v', mountPath: '/in', subPath: read, readOnly: true }],
    }),
  ],
  volumes: [{ name: 'v', emptyDir: {} }],
});
/** A container that starts a program by its path. */
const sleeping = (volumeMounts: any[]): any => ({
  name: 'app',
  image: IMAGE,
  command: ['/bin/sleep', '3600'],
  volumeMounts,
});
/** A step that writes to the folder `logs` of a volume, and an app that reads it there, with another mount beside. */
const overFolder = (path: string): any => ({
  initContainers: [
    sh('step', 'echo hello > /out/line', { volumeMounts: [{ name: 'v', mountPath: '/out', subPath: 'logs' }] }),
  ],
  containers: [
    sh('app', 'cat /in/logs/line && sleep 3600', {
      volumeMounts: [
        { name: 'v', mountPath: '/in' },
        { name: 'other', mountPath: path },
      ],
    }),
  ],
  volumes: [
    { name: 'v', emptyDir: {} },
    { name: 'other', emptyDir: {} },
  ],
});

/** A reader of a Service before a server. */
function service(name: string, rule: string, bad: any, fails: RegExp[], fixed: any): Proof {
  const objects = (spec: any): any[] => [
    pod(name, { containers: [sh('reader', reading(`http://${name}-service:80`), { readinessProbe: hasRead })] }),
    pod(
      `${name}-server`,
      {
        containers: [
          serving('server', 8080, { ports: [{ containerPort: 8080, name: 'http' }], readinessProbe: asked }),
        ],
      },
      { labels: { app: `${name}-server` } },
    ),
    { apiVersion: 'v1', kind: 'Service', metadata: { name: `${name}-service` }, spec },
  ];
  return { name, rule: `runtime/${rule}`, bad: objects(bad), fails, fixed: objects(fixed), runs: READY };
}

/** A reader of a port of the node before a pod that is to be reached there. */
function hostPort(
  name: string,
  bad: { readonly port: number; readonly spec: any },
  fails: RegExp[],
  fixed: { readonly port: number; readonly spec: any },
): Proof {
  const node = [{ name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } }];
  const objects = ({ port, spec }: typeof bad): any[] => [
    pod(name, { containers: [sh('reader', reading(`http://$NODE:${port}`), { env: node, readinessProbe: hasRead })] }),
    pod(`${name}-server`, spec),
  ];
  return { name, rule: `runtime/${name}`, bad: objects(bad), fails, fixed: objects(fixed), runs: READY };
}

/** Serves a folder at a port of the pod and of the node. */
const serves = (name: string, folder: string, containerPort: number, port: any, more: any = {}): any => ({
  name,
  image: IMAGE,
  command: ['httpd', '-f', '-p', String(containerPort), '-h', folder],
  ports: [{ containerPort, ...port }],
  ...more,
});

/** A disruption budget over two pods, of which the first has the labels that are given. */
function budget(name: string, rule: string, labels: any, bad: any, fails: RegExp, fixed: any, runs: RegExp): Proof {
  const objects = (selector: any, own: any): any[] => [
    pod(name, { containers: [idle('app')] }, own),
    pod(`${name}-other`, { containers: [idle('app')] }, { labels: { app: `${name}-other` } }),
    { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name }, spec: { minAvailable: 1, selector } },
  ];
  return {
    name,
    rule: `runtime/${rule}`,
    asked: ['get', 'poddisruptionbudget', name, '-o', 'jsonpath=expected pods: {.status.expectedPods}'],
    bad: objects(bad, labels),
    fails: [fails],
    fixed: objects(fixed, { labels: { app: name } }),
    runs: [...READY, runs],
  };
}

/** A policy that lets everyone in to port 80. */
function policy(name: string, labels: any, matchLabels?: any): any[] {
  return [
    pod(name, { containers: [idle('app')] }, labels),
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name },
      spec: { podSelector: matchLabels === undefined ? {} : { matchLabels }, ingress: [{ ports: [{ port: 80 }] }] },
    },
  ];
}

/** Two StatefulSets. Objects that find the pods of the first by its selector get what kubectl lists. */
function statefulSets(name: string, labels: any, otherLabels: any): any[] {
  const one = (own: string, matchLabels: any): any => ({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: own },
    spec: {
      serviceName: own,
      selector: { matchLabels },
      template: { metadata: { labels: matchLabels }, spec: { containers: [idle('app')] } },
    },
  });
  return [one(name, labels), one(`${name}-other`, otherLabels)];
}

/** A pod that reads a ConfigMap. */
function config(name: string, spec: (key: string) => any, fails: RegExp[]): Proof {
  const objects = (key: string): any[] => [
    pod(name, spec(key)),
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { 'greeting.txt': 'hello' } },
  ];
  return {
    name,
    rule: 'runtime/missing-key',
    bad: objects('welcome.txt'),
    fails,
    fixed: objects('greeting.txt'),
    runs: READY,
  };
}

const bothMounts = (other: string): any => ({
  containers: [
    sh(
      'app',
      `test -f /data/a || test -f /data/b || exit 2; test -f /data/a && test -f ${other.replace(/\/$/, '')}/b && sleep 3600`,
      {
        volumeMounts: [
          { name: 'a', mountPath: '/data' },
          { name: 'b', mountPath: other },
        ],
      },
    ),
  ],
  volumes: ['a', 'b'].map((name) => ({
    name,
    downwardAPI: { items: [{ path: name, fieldRef: { fieldPath: 'metadata.name' } }] },
  })),
});

const withLimit = (name: string): any => ({
  containers: [
    idle('app', {
      resources: { limits: { cpu: '100m' } },
      env: [{ name: 'CPU', valueFrom: { resourceFieldRef: { containerName: name, resource: 'limits.cpu' } } }],
    }),
  ],
});

const signalling = (how: any): any => ({
  ...how,
  containers: [
    serving('server', 8080),
    sh('signaller', 'until killall -HUP httpd; do sleep 1; done; touch /tmp/sent; sleep 3600', {
      readinessProbe: { exec: { command: ['test', '-f', '/tmp/sent'] }, periodSeconds: 1 },
    }),
  ],
});

const stopping = (grace: number): any => ({
  restartPolicy: 'Always',
  terminationGracePeriodSeconds: grace,
  containers: [
    sh('app', "trap 'sleep 4; echo ended in order; exit 0' TERM; sleep 3600 & wait", {
      lifecycle: { preStop: { exec: { command: ['sleep', '4'] } } },
      livenessProbe: { exec: { command: ['false'] }, initialDelaySeconds: 1, periodSeconds: 1, failureThreshold: 1 },
    }),
  ],
});

/** Every rule about what breaks at run time, and breaks. */
export const PROOFS: Proof[] = [
  ...PLACEMENT_PROOFS,
  ...REFERENCE_PROOFS,
  ...TIMING_PROOFS,
  ...VOLUME_PROOFS,
  ...SHELL_PROOFS,
  one(
    'port-clash',
    'port-clash',
    { containers: [serving('app', 8080), serving('logs', 8080)] },
    [/(app|logs) (was|is) terminated 1 Error/, /Address already in use/],
    { containers: [serving('app', 8080), serving('logs', 8081)] },
  ),
  one(
    'port-clash-undeclared',
    'port-clash',
    {
      containers: [
        { name: 'app', image: 'nginx:1.27' },
        { name: 'logs', image: 'nginx:1.27' },
      ],
    },
    [/(app|logs) (was|is) terminated 1 Error/, /Address already in use/],
    { containers: [{ name: 'app', image: 'nginx:1.27' }, serving('logs', 8080)] },
  ),
  one(
    'port-clash-sidecar',
    'port-clash',
    { initContainers: [serving('logs', 8080, { ...native, startupProbe: asked })], containers: [serving('app', 8080)] },
    [/app (was|is) terminated 1 Error/, /Address already in use/],
    { initContainers: [serving('logs', 8080, { ...native, startupProbe: asked })], containers: [serving('app', 8081)] },
  ),
  one(
    'port-clash-init',
    'port-clash',
    {
      initContainers: [serving('logs', 8080, { ...native, startupProbe: asked }), sh('step', 'httpd -p 8080 -h /etc')],
      containers: [idle('app')],
    },
    [/step (was|is) terminated 1 Error/, /Address already in use/],
    {
      initContainers: [sh('step', 'httpd -p 8080 -h /etc'), serving('logs', 8080, { ...native, startupProbe: asked })],
      containers: [idle('app')],
    },
  ),
  one(
    'port-clash-host-network',
    'port-clash',
    {
      hostNetwork: true,
      initContainers: [serving('logs', 18080, { ...native, startupProbe: { tcpSocket: { port: 18080 } } })],
      containers: [serving('app', 18080)],
    },
    [/app (was|is) terminated 1 Error/, /Address already in use/],
    {
      hostNetwork: true,
      initContainers: [serving('logs', 18081, { ...native, startupProbe: { tcpSocket: { port: 18081 } } })],
      containers: [serving('app', 18082)],
    },
  ),
  one(
    'port-clash-probed',
    'port-clash',
    {
      containers: ['app', 'logs'].map((name) =>
        sh(name, 'httpd -f -p $PORT -h /etc', { env: [{ name: 'PORT', value: '8080' }], livenessProbe: asked }),
      ),
    },
    [/(app|logs) (was|is) terminated 1 Error/, /Address already in use/],
    {
      containers: [
        sh('app', 'httpd -f -p $PORT -h /etc', { env: [{ name: 'PORT', value: '8080' }], livenessProbe: asked }),
        serving('logs', 8081),
      ],
    },
  ),
  hostPort(
    'host-port-clash',
    {
      port: 18090,
      spec: {
        containers: [
          serves('web', '/bin', 8080, { hostPort: 18090 }),
          serves('logs', '/etc', 8081, { hostPort: 18090, hostIP: '127.0.0.1' }),
        ],
      },
    },
    [/reader not ready/, /404 Not Found/],
    {
      port: 18092,
      spec: {
        containers: [
          serves('web', '/bin', 8080, { hostPort: 18091 }),
          serves('logs', '/etc', 8081, { hostPort: 18092 }),
        ],
      },
    },
  ),
  hostPort(
    'host-port-of-sidecar',
    {
      port: 18093,
      spec: { initContainers: [serves('logs', '/etc', 8080, { hostPort: 18093 }, native)], containers: [idle('app')] },
    },
    [/reader not ready/, /[Cc]onnection refused/],
    { port: 18094, spec: { containers: [idle('app'), serves('logs', '/etc', 8080, { hostPort: 18094 })] } },
  ),
  one(
    'probe-port-readiness',
    'probe-port',
    {
      containers: [
        serving('app', 8080, { readinessProbe: { httpGet: { path: '/hosts', port: 'http' }, periodSeconds: 1 } }),
      ],
    },
    [/condition Ready False/, /Unhealthy|Readiness/],
    {
      containers: [
        serving('app', 8080, {
          ports: [{ containerPort: 8080, name: 'http' }],
          readinessProbe: { httpGet: { path: '/hosts', port: 'http' }, periodSeconds: 1 },
        }),
      ],
    },
  ),
  one(
    'probe-port-startup',
    'probe-port',
    {
      containers: [
        serving('app', 8080, { startupProbe: { tcpSocket: { port: 'http' }, periodSeconds: 1 } }),
        serving('other', 8081, { ports: [{ containerPort: 8081, name: 'http' }] }),
      ],
    },
    [/app not ready/, /Unhealthy|Startup/],
    { containers: [serving('app', 8080, { startupProbe: { tcpSocket: { port: 8080 }, periodSeconds: 1 } })] },
  ),
  one(
    'probe-port-liveness',
    'probe-port',
    { containers: [serving('app', 8080, { livenessProbe: { tcpSocket: { port: 'http' }, periodSeconds: 1 } })] },
    [/Unhealthy|Liveness/],
    { containers: [serving('app', 8080, { livenessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 1 } })] },
  ),
  one(
    'probe-port-hook',
    'probe-port',
    { containers: [serving('app', 8080, { lifecycle: { postStart: { httpGet: { path: '/hosts', port: 'http' } } } })] },
    [/FailedPostStartHook/],
    {
      containers: [
        serving('app', 8080, {
          command: ['sh', '-c', 'httpd -p 8080 -h /etc; sleep 3600'],
          ports: [{ containerPort: 8080, name: 'http' }],
          lifecycle: { postStart: { exec: { command: ['true'] } } },
        }),
      ],
    },
  ),
  one(
    'probe-port-of-another',
    'probe-port',
    {
      containers: [
        idle('app', { ports: [{ containerPort: 8081 }], readinessProbe: asked }), // nobody listens at its own port
        serving('other', 8080),
      ],
    },
    [/app ready/],
    {
      containers: [
        idle('app', {
          ports: [{ containerPort: 8081 }],
          readinessProbe: { ...asked, httpGet: { path: '/hosts', port: 8081 } },
        }),
        serving('other', 8080),
      ],
    },
    [/app not ready/, /Readiness probe failed.*8081.*connection refused/],
  ),
  one(
    'lifecycle-handler',
    'lifecycle-handler',
    { containers: [serving('app', 8080, { lifecycle: { postStart: { tcpSocket: { port: 8080 } } } })] },
    [/FailedPostStartHook/],
    { containers: [serving('app', 8080, { lifecycle: { postStart: { sleep: { seconds: 1 } } } })] },
  ),
  one(
    'run-as-root',
    'run-as-root',
    { securityContext: { runAsNonRoot: true }, containers: [idle('app', { securityContext: { runAsUser: 0 } })] },
    [/CreateContainerConfigError/, /runAsUser breaks non-root policy/],
    { securityContext: { runAsNonRoot: true }, containers: [idle('app', { securityContext: { runAsUser: 1000 } })] },
  ),
  one(
    'sidecar-keeps-job',
    'sidecar-keeps-job',
    { restartPolicy: 'Never', containers: [sh('app', 'true'), sh('logs', 'tail -f /etc/hosts')] },
    [/app is terminated 0 Completed/, /logs is running/, /phase Running/],
    {
      restartPolicy: 'Never',
      initContainers: [sh('logs', 'tail -f /etc/hosts', native)],
      containers: [sh('app', 'true')],
    },
    COMPLETES,
  ),
  one(
    'init-never-ends',
    'init-never-ends',
    { initContainers: [sh('logs', 'while true; do date; sleep 1; done')], containers: [idle('app')] },
    [/logs is running/, /app is waiting  PodInitializing/],
    { initContainers: [sh('logs', 'while true; do date; sleep 1; done', native)], containers: [idle('app')] },
  ),
  one(
    'init-needs-sidecar',
    'init-needs-sidecar',
    {
      restartPolicy: 'Never',
      initContainers: [
        sh('step', 'wget -q -O - $URL/hosts', { env: [{ name: 'URL', value: 'http://localhost:8080' }] }),
        serving('proxy', 8080, { ...native, startupProbe: asked }),
      ],
      containers: [sh('app', 'true')],
    },
    [/step is terminated 1 Error/, /[Cc]onnection refused/],
    {
      restartPolicy: 'Never',
      initContainers: [
        serving('proxy', 8080, { ...native, startupProbe: asked }),
        sh('step', 'wget -q -O - $URL/hosts', { env: [{ name: 'URL', value: 'http://localhost:8080' }] }),
      ],
      containers: [sh('app', 'true')],
    },
    COMPLETES,
  ),
  one(
    'nobody-listens',
    'nobody-listens',
    {
      containers: [
        sh('app', reading('$URL'), { env: [{ name: 'URL', value: 'http://localhost:9009' }], readinessProbe: hasRead }),
        serving('proxy', 8080),
      ],
    },
    [/app not ready/, /[Cc]onnection refused/],
    {
      containers: [
        sh('app', reading('$URL'), { env: [{ name: 'URL', value: 'http://localhost:8080' }], readinessProbe: hasRead }),
        serving('proxy', 8080),
      ],
    },
  ),
  one(
    'mount-hides-mount',
    'mount-hides-mount',
    bothMounts('/data/'),
    [/app (was|is) terminated 1 Error/],
    bothMounts('/more/'),
  ),
  one(
    'mount-hides-folder',
    'mount-hides-mount',
    overFolder('/in/logs'),
    [/app (was|is) terminated 1 Error/, /No such file or directory/],
    overFolder('/more'),
  ),
  one(
    'mount-over-image',
    'mount-over-image',
    {
      containers: [idle('app', { volumeMounts: [{ name: 'v', mountPath: '/' }] })],
      volumes: [{ name: 'v', emptyDir: {} }],
    },
    [/RunContainerError|CreateContainerError|StartError/],
    {
      containers: [idle('app', { volumeMounts: [{ name: 'v', mountPath: '/data' }] })],
      volumes: [{ name: 'v', emptyDir: {} }],
    },
  ),
  one(
    'mount-over-programs',
    'mount-over-image',
    {
      containers: [sleeping([{ name: 'v', mountPath: '/bin' }])],
      volumes: [{ name: 'v', emptyDir: {} }],
    },
    [/RunContainerError|StartError/, /no such file or directory|not found/],
    {
      containers: [sleeping([{ name: 'v', mountPath: '/data' }])],
      volumes: [{ name: 'v', emptyDir: {} }],
    },
  ),
  one(
    'reader-of-another-folder',
    'reader-without-writer',
    inFolders('logs', 'log'),
    [/app (was|is) terminated 1 Error/, /No such file or directory/],
    inFolders('logs', 'logs'),
  ),
  one(
    'reader-without-writer',
    'reader-without-writer',
    {
      containers: [
        sh('app', 'cat /page/index.html && sleep 3600', {
          volumeMounts: [{ name: 'page', mountPath: '/page', readOnly: true }],
        }),
      ],
      volumes: [{ name: 'page', emptyDir: {} }],
    },
    [/app (was|is) terminated 1 Error/, /index\.html': No such file or directory/],
    {
      initContainers: [
        sh('step', 'echo hello > /page/index.html', { volumeMounts: [{ name: 'page', mountPath: '/page' }] }),
      ],
      containers: [
        sh('app', 'cat /page/index.html && sleep 3600', {
          volumeMounts: [{ name: 'page', mountPath: '/page', readOnly: true }],
        }),
      ],
      volumes: [{ name: 'page', emptyDir: {} }],
    },
  ),
  one(
    'read-only-root',
    'read-only-root',
    { containers: [{ name: 'app', image: 'nginx:1.27', securityContext: { readOnlyRootFilesystem: true } }] },
    [/app (was|is) terminated 1 Error/, /Read-only file system/],
    {
      containers: [
        {
          name: 'app',
          image: 'nginx:1.27',
          securityContext: { readOnlyRootFilesystem: true },
          volumeMounts: [
            { name: 'cache', mountPath: '/var/cache/nginx' },
            { name: 'run', mountPath: '/var/run' },
          ],
        },
      ],
      volumes: [
        { name: 'cache', emptyDir: {} },
        { name: 'run', emptyDir: {} },
      ],
    },
  ),
  one('pre-stop-too-long', 'pre-stop-too-long', stopping(2), [/app was terminated 137 /], stopping(15), [
    /app was terminated 0 Completed/,
    /ended in order/,
  ]),
  one(
    'never-pulled',
    'never-pulled',
    { containers: [{ name: 'app', image: 'not-on-the-node:latest', imagePullPolicy: 'Never' }] },
    [/ErrImageNeverPull/],
    { containers: [idle('app')] },
  ),
  one(
    'no-such-container',
    'no-such-container',
    withLimit('web'),
    [/CreateContainerConfigError/, /container web not found/],
    withLimit('app'),
  ),
  one(
    'no-such-container-volume',
    'no-such-container',
    {
      containers: [idle('app', { volumeMounts: [{ name: 'v', mountPath: '/v' }] })],
      volumes: [
        {
          name: 'v',
          downwardAPI: { items: [{ path: 'cpu', resourceFieldRef: { containerName: 'web', resource: 'limits.cpu' } }] },
        },
      ],
    },
    [/FailedMount.*container web not found/],
    {
      containers: [idle('app', { volumeMounts: [{ name: 'v', mountPath: '/v' }] })],
      volumes: [
        {
          name: 'v',
          downwardAPI: { items: [{ path: 'cpu', resourceFieldRef: { containerName: 'app', resource: 'limits.cpu' } }] },
        },
      ],
    },
  ),
  one(
    'signals-nobody',
    'signals-nobody',
    signalling({}),
    [/signaller not ready/, /server ready/],
    signalling({ shareProcessNamespace: true }),
  ),
  one(
    'unsafe-sysctl',
    'unsafe-sysctl',
    { securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '65536' }] }, containers: [idle('app')] },
    [/phase Failed SysctlForbidden/],
    {
      securityContext: { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '80' }] },
      containers: [idle('app')],
    },
  ),
  one(
    'windows-selector',
    'windows-selector',
    { os: { name: 'windows' }, containers: [idle('app')] },
    [/phase Failed PodOSNotSupported/],
    // there is no node of Windows here: it waits for one
    { os: { name: 'windows' }, nodeSelector: { 'kubernetes.io/os': 'windows' }, containers: [idle('app')] },
    [/phase Pending/, /condition PodScheduled False Unschedulable/],
  ),
  service(
    'selects-nothing',
    'selects-nothing',
    { selector: { app: 'another' }, ports: [{ port: 80, targetPort: 8080 }] },
    [/reader not ready/, /[Cc]onnection refused/],
    { selector: { app: 'selects-nothing-server' }, ports: [{ port: 80, targetPort: 8080 }] },
  ),
  service(
    'selects-nothing-empty',
    'selects-nothing',
    { selector: {}, ports: [{ port: 80, targetPort: 8080 }] },
    [/reader not ready/, /[Cc]onnection refused/],
    { selector: { app: 'selects-nothing-empty-server' }, ports: [{ port: 80, targetPort: 8080 }] },
  ),
  budget(
    'selects-nothing-budget',
    'selects-nothing',
    { labels: { app: 'selects-nothing-budget' } },
    { matchLabels: { app: 'another' } },
    /expected pods: 0$/m,
    { matchLabels: { app: 'selects-nothing-budget' } },
    /expected pods: 1$/m,
  ),
  budget(
    'selects-all-budget',
    'selects-all',
    {},
    {},
    /expected pods: ([2-9]|\d\d)/,
    { matchLabels: { app: 'selects-all-budget' } },
    /expected pods: 1$/m,
  ),
  {
    // the network enforces a policy: here kubectl lists the selected pods
    name: 'selects-all-policy',
    rule: 'runtime/selects-all',
    asked: ['describe', 'networkpolicy', 'selects-all-policy'],
    bad: policy('selects-all-policy', {}),
    fails: [/PodSelector: +<none> \(Allowing the specific traffic to all pods in this namespace\)/],
    fixed: policy('selects-all-policy', { labels: { app: 'web' } }, { app: 'web' }),
    runs: [...READY, /PodSelector: +app=web$/m],
  },
  {
    name: 'overlapping-selectors',
    rule: 'runtime/overlapping-selectors',
    asked: ['get', 'pods', '-l', 'app=overlapping-selectors', '-o', 'name'],
    bad: statefulSets('overlapping-selectors', { app: 'overlapping-selectors' }, { app: 'overlapping-selectors' }),
    fails: [/^pod\/overlapping-selectors-0$/m, /^pod\/overlapping-selectors-other-0$/m],
    fixed: statefulSets('overlapping-selectors', { app: 'overlapping-selectors' }, { app: 'another' }),
    runs: [/^(?![^]*other)[^]*pod\/overlapping-selectors-0/],
  },
  service(
    'target-port-name',
    'target-port',
    { selector: { app: 'target-port-name-server' }, ports: [{ port: 80, targetPort: 'web' }] },
    [/reader not ready/, /[Cc]onnection refused/],
    { selector: { app: 'target-port-name-server' }, ports: [{ port: 80, targetPort: 'http' }] },
  ),
  service(
    'target-port-number',
    'target-port',
    { selector: { app: 'target-port-number-server' }, ports: [{ port: 80, targetPort: 9090 }] },
    [/reader not ready/, /[Cc]onnection refused/],
    { selector: { app: 'target-port-number-server' }, ports: [{ port: 80, targetPort: 8080 }] },
  ),
  config(
    'missing-key-env',
    (key) => ({
      containers: [
        idle('app', { env: [{ name: 'GREETING', valueFrom: { configMapKeyRef: { name: 'missing-key-env', key } } }] }),
      ],
    }),
    [/CreateContainerConfigError/, /couldn't find key welcome\.txt in ConfigMap/],
  ),
  config(
    'missing-key-volume',
    (key) => ({
      containers: [idle('app', { volumeMounts: [{ name: 'v', mountPath: '/v' }] })],
      volumes: [{ name: 'v', configMap: { name: 'missing-key-volume', items: [{ key, path: 'greeting' }] } }],
    }),
    [/FailedMount.*references non-existent config key: welcome\.txt/],
  ),
  config(
    'missing-key-sub-path',
    (key) => ({
      containers: [
        sh('app', 'cat /greeting && sleep 3600', {
          volumeMounts: [{ name: 'v', mountPath: '/greeting', subPath: key }],
        }),
      ],
      volumes: [{ name: 'v', configMap: { name: 'missing-key-sub-path' } }],
    }),
    [/app (was|is) terminated 1 Error/, /Is a directory/],
  ),
  ...COMMANDS,
  ...IMAGE_PROOFS,
];

const named = (metadata: any): any => ({ ...pod('', { containers: [idle('app')] }), metadata });
const twice = (list: any[]): any => pod('refused-ports', { containers: [serving('app', 8080, { ports: list })] });
const besides = (name: string): any => pod('refused-names', { containers: [idle('app'), serving(name, 8080)] });
const mounting = (second: string): any =>
  pod('refused-mounts', {
    containers: [
      idle('app', {
        volumeMounts: [
          { name: 'a', mountPath: '/data' },
          { name: 'b', mountPath: second },
        ],
      }),
    ],
    volumes: [
      { name: 'a', emptyDir: {} },
      { name: 'b', emptyDir: {} },
    ],
  });

/** Every rule about what cannot be applied although it may be valid, and what a pod would be if patterns could overwrite it. */
export const REFUSALS: Refusal[] = [
  {
    name: 'a name that the cluster is to make up',
    rule: 'runtime/generate-name',
    bad: named({ generateName: 'refused-' }),
    how: ['apply'],
    says: /cannot use generate name with apply/,
    fixed: named({ name: 'refused-name' }),
  },
  {
    name: 'a port that a container declares twice, applied by the server',
    rule: 'runtime/port-clash',
    bad: twice([{ containerPort: 8080 }, { containerPort: 8080, name: 'http' }]),
    how: ['apply', '--server-side'],
    says: /duplicate entries for key/,
    fixed: twice([{ containerPort: 8080, name: 'http' }]),
  },
  {
    name: 'an overhead without a runtime class',
    rule: 'runtime/overhead-without-class',
    bad: pod('refused-overhead', { overhead: { cpu: '100m' }, containers: [idle('app')] }),
    how: ['apply'],
    says: /Pod Overhead set without corresponding RuntimeClass/,
    fixed: pod('refused-overhead', { containers: [idle('app')] }),
  },
  {
    name: 'a priority without a priority class',
    rule: 'runtime/priority-without-class',
    bad: pod('refused-priority', { priority: 1000, containers: [idle('app')] }),
    how: ['apply'],
    says: /the integer value of priority \(1000\) must not be provided in pod spec/,
    fixed: pod('refused-priority', { priorityClassName: 'system-cluster-critical', containers: [idle('app')] }),
  },
  {
    name: 'two containers of one name: runtime/name-clash, where a pattern adds one of them',
    rule: 'api/container-name',
    bad: besides('app'),
    how: ['apply'],
    says: /spec\.containers\[1\]\.name: Duplicate value: "app"/,
    fixed: besides('logs'),
  },
  {
    name: 'two volumes at one path: runtime/mount-clash, where a pattern adds one of them',
    rule: 'api/volume-mount',
    bad: mounting('/data'),
    how: ['apply'],
    says: /volumeMounts\[1\]\.mountPath: Invalid value: "\/data": must be unique/,
    fixed: mounting('/more'),
  },
];
