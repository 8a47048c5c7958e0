/** A rule shown to be true: objects in which it finds something, what the cluster then says of them, and the same without. */
export interface Proof {
  /** The rule, and which case of it. The first pod has this name. */
  readonly name: string;
  readonly rule: string;
  readonly bad: any[];
  /** What the cluster says of the bad pod. */
  readonly fails: RegExp[];
  readonly fixed: any[];
  /** What it says of the fixed one. */
  readonly runs: RegExp[];
}

const IMAGE = 'busybox:1.36';
const READY = [/condition Ready True/];
const COMPLETES = [/phase Succeeded/];

/** A container that runs a line of shell, and ends as soon as it is told to. */
const sh = (name: string, script: string, more: any = {}): any => ({
  name,
  image: IMAGE,
  command: ['sh', '-c', script],
  ...more,
});
/** A container that does nothing for as long as it is let. */
const idle = (name: string, more: any = {}): any => sh(name, "trap 'exit 0' TERM; sleep 3600 & wait", more);
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
const pod = (name: string, spec: any, metadata: any = {}): any => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, ...metadata },
  spec: { terminationGracePeriodSeconds: 1, ...spec },
});
const native = { restartPolicy: 'Always' };
const asked = { httpGet: { path: '/hosts', port: 8080 }, periodSeconds: 1 };

/** A rule on one pod: how its spec is in both cases. */
function one(name: string, rule: string, bad: any, fails: RegExp[], fixed: any, runs: RegExp[] = READY): Proof {
  return { name, rule: `runtime/${rule}`, bad: [pod(name, bad)], fails, fixed: [pod(name, fixed)], runs };
}

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
      resources: { limits: { cpu: '1' } },
      env: [{ name: 'CPU', valueFrom: { resourceFieldRef: { containerName: name, resource: 'limits.cpu' } } }],
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
      containers: [idle('app', { volumeMounts: [{ name: 'v', mountPath: '/bin' }] })],
      volumes: [{ name: 'v', emptyDir: {} }],
    },
    [/RunContainerError|StartError/, /no such file or directory|not found/],
    {
      containers: [idle('app', { volumeMounts: [{ name: 'v', mountPath: '/data' }] })],
      volumes: [{ name: 'v', emptyDir: {} }],
    },
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
];
