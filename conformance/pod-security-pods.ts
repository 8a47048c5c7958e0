import { Random } from './random';

/** A change to a pod that matters to Pod Security, or might. */
type Mutation = (pod: any, random: Random) => void;

const BOOLEANS = [true, false, null, undefined];
const SECCOMP = ['RuntimeDefault', 'Localhost', 'Unconfined'];
const CAPABILITIES = [
  'ALL',
  'NET_BIND_SERVICE',
  'NET_RAW',
  'CHOWN',
  'SYS_ADMIN',
  'MKNOD',
  'CAP_CHOWN',
  'chown',
  '',
  '"',
  'é',
  '\u{1F600}',
  '\uFF01',
];
const HOSTS = ['', '127.0.0.1', 'example.com', '10.0.0.1'];
const SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
  'net.ipv4.tcp_slow_start_after_idle',
  'net.ipv4.tcp_notsent_lowat',
  'kernel.msgmax',
  'net.core.somaxconn',
];
const APP_ARMOR = [
  'runtime/default',
  'localhost/a',
  'unconfined',
  'localhost',
  '',
  'a"b\\c',
  'tab\there',
  '\u0007\u00a0\u{1F600}é',
];
const SECCOMP_ANNOTATIONS = ['runtime/default', 'docker/default', 'localhost/a', 'unconfined', '', 'a"b', '\n'];

/** A source of each kind. */
const VOLUMES: any[] = [
  {},
  { configMap: { name: 'a' } },
  { csi: { driver: 'a' } },
  { downwardAPI: { items: [] } },
  { emptyDir: {} },
  {
    ephemeral: {
      volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
    },
  },
  { image: { reference: 'a' } },
  { persistentVolumeClaim: { claimName: 'a' } },
  { projected: { sources: [] } },
  { secret: { secretName: 'a' } },
  { hostPath: { path: '/a' } },
  { gcePersistentDisk: { pdName: 'a' } },
  { awsElasticBlockStore: { volumeID: 'a' } },
  { gitRepo: { repository: 'a' } },
  { nfs: { server: 'a', path: '/a' } },
  { iscsi: { targetPortal: 'a', iqn: 'iqn.2001-04.com.example:a', lun: 0 } },
  { glusterfs: { endpoints: 'a', path: 'a' } },
  { rbd: { monitors: ['a'], image: 'a' } },
  { flexVolume: { driver: 'a' } },
  { cinder: { volumeID: 'a' } },
  { cephfs: { monitors: ['a'] } },
  { flocker: { datasetName: 'a' } },
  { fc: { targetWWNs: ['a'], lun: 0 } },
  { azureFile: { secretName: 'a', shareName: 'a' } },
  { vsphereVolume: { volumePath: 'a' } },
  { quobyte: { registry: 'a:1', volume: 'a' } },
  { azureDisk: { diskName: 'a', diskURI: 'https://blob/a' } },
  { photonPersistentDisk: { pdID: 'a' } },
  { portworxVolume: { volumeID: 'a' } },
  { scaleIO: { gateway: 'a', system: 'a', volumeName: 'a', secretRef: { name: 'a' } } },
  { storageos: { volumeName: 'a' } },
];

/** Fields of the security contexts of both pods and containers. */
const CONTEXT: Record<string, (random: Random) => any> = {
  runAsNonRoot: (random) => random.of(BOOLEANS),
  runAsUser: (random) => random.of([0, 0, 1, 1000, null, undefined]),
  seccompProfile: (random) => profile(random),
  appArmorProfile: (random) => profile(random),
  seLinuxOptions: (random) =>
    random.of([
      null,
      {},
      { level: 's0' },
      { type: random.of(['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t', 'spc_t']) },
      { type: random.of(['spc_t', 'other_t']), user: random.of(['', 'a']), role: random.of(['', 'b', null]) },
    ]),
  windowsOptions: (random) => random.of([null, {}, { hostProcess: random.of(BOOLEANS) }]),
};

const CONTAINER_CONTEXT: Record<string, (random: Random) => any> = {
  ...CONTEXT,
  privileged: (random) => random.of(BOOLEANS),
  allowPrivilegeEscalation: (random) => random.of(BOOLEANS),
  procMount: (random) => random.of(['Default', 'Unmasked', 'Other', '', null, undefined]),
  capabilities: (random) =>
    random.of([
      null,
      {},
      { drop: ['ALL'] },
      { drop: random.some(CAPABILITIES), add: random.some(CAPABILITIES) },
      { add: [...random.some(CAPABILITIES), random.of([null, 'KILL'])] },
    ]),
};

const MUTATIONS: Mutation[] = [
  (pod, random) => setOne(contextOf(pod.spec), CONTEXT, random),
  (pod, random) => onContainer(pod, random, (container) => setOne(contextOf(container), CONTAINER_CONTEXT, random)),
  (pod, random) => onContainer(pod, random, (container) => setOne(contextOf(container), CONTAINER_CONTEXT, random)),
  (pod, random) => onContainer(pod, random, (container) => setOne(contextOf(container), CONTAINER_CONTEXT, random)),
  (pod, random) =>
    onContainer(pod, random, (container) => {
      container.securityContext = random.of([null, {}, undefined]);
    }),
  (pod, random) => {
    pod.spec.securityContext = random.of([null, {}, undefined]);
  },
  (pod, random) => {
    const context = contextOf(pod.spec);
    context.sysctls = random.some(SYSCTLS).map((name) => ({ name, value: '1' }));
  },
  (pod, random) => {
    pod.spec[random.of(['hostNetwork', 'hostPID', 'hostIPC'])] = random.of(BOOLEANS);
  },
  (pod, random) => {
    pod.spec.hostUsers = random.of([...BOOLEANS, false, false]);
  },
  (pod, random) => {
    pod.spec.os = random.of([null, undefined, { name: 'windows' }, { name: 'windows' }, { name: 'linux' }]);
  },
  (pod, random) => {
    const name = `v${random.below(1e6)}`;
    const volume = { name, ...random.of(VOLUMES) };
    pod.spec.volumes = [
      ...(pod.spec.volumes ?? []),
      random.below(20) === 0 ? { ...volume, ...random.of(VOLUMES) } : volume,
    ];
  },
  (pod, random) =>
    onContainer(pod, random, (container) => {
      const port = {
        containerPort: 1 + random.below(60_000),
        hostPort: random.of([undefined, null, 0, 80, 443, 8080]),
      };
      container.ports = [...(container.ports ?? []), port];
    }),
  (pod, random) =>
    onContainer(pod, random, (container) => {
      const by = random.of([
        { httpGet: { port: 80, host: random.of(HOSTS) } },
        { tcpSocket: { port: 80, host: random.of(HOSTS) } },
        { exec: { command: ['true'] } },
        null,
      ]);
      const name = random.of(['livenessProbe', 'readinessProbe', 'startupProbe', 'postStart', 'preStop']);
      if (name.startsWith('p')) {
        container.lifecycle = { ...container.lifecycle, [name]: by };
      } else {
        container[name] = by;
      }
    }),
  (pod, random) =>
    onContainer(pod, random, ({ name }) =>
      annotate(pod, `container.apparmor.security.beta.kubernetes.io/${name}`, random.of(APP_ARMOR)),
    ),
  (pod, random) =>
    onContainer(pod, random, ({ name }) =>
      annotate(pod, `container.seccomp.security.alpha.kubernetes.io/${name}`, random.of(SECCOMP_ANNOTATIONS)),
    ),
  (pod, random) => annotate(pod, 'seccomp.security.alpha.kubernetes.io/pod', random.of(SECCOMP_ANNOTATIONS)),
  (pod, random) => {
    const list = random.of(['containers', 'initContainers', 'initContainers']);
    const copy = JSON.parse(JSON.stringify(random.of(pod.spec.containers as any[])));
    pod.spec[list] = [...(pod.spec[list] ?? []), { ...copy, name: `c${random.below(1e6)}` }];
  },
];

/** Pods that every API server rejects before the plugin can check them. */
const INVALID: Mutation[] = [
  (pod, random) => {
    pod.spec.ephemeralContainers = [{ name: 'e', image: 'i', securityContext: { privileged: random.of(BOOLEANS) } }];
  },
  (pod, random) => {
    contextOf(pod.spec).sysctls = [null, {}, { name: random.of(['toString', '__proto__', '"']), value: '1' }];
  },
  (pod, random) => {
    const list = random.of(['containers', 'initContainers']);
    pod.spec[list] = [...(pod.spec[list] ?? []), random.of([null, {}, { name: 'a"b' }, { ports: [null] }])];
  },
  (pod) => {
    pod.spec.volumes = [...(pod.spec.volumes ?? []), null, {}];
  },
  (pod, random) => annotate(pod, 'container.apparmor.security.beta.kubernetes.io/', random.of(APP_ARMOR)),
  (pod, random) => annotate(pod, random.of(['x', 'y']), null as any),
  (pod, random) => {
    pod.metadata = random.of([null, {}, undefined, { annotations: null }]);
  },
  (pod, random) => {
    pod.spec = random.of([pod.spec, pod.spec, null, {}, { containers: null }]);
  },
];

/** Pods made of real ones by some changes each; with some that no API server would let pass, if asked for. */
export function mutants(bases: any[], count: number, random: Random, invalid: boolean): any[] {
  return Array.from({ length: count }, (_, i) => {
    const pod = JSON.parse(JSON.stringify(random.of(bases)));
    pod.metadata = { ...pod.metadata, name: `m${i}` };
    for (let left = 1 + random.below(6); left > 0; left--) {
      random.of(MUTATIONS)(pod, random);
    }
    if (invalid && random.below(5) === 0) {
      random.of(INVALID)(pod, random);
    }
    return JSON.parse(JSON.stringify(pod));
  });
}

function profile(random: Random): any {
  const type = random.of([...SECCOMP, ...SECCOMP, 'Other', '', null]);
  return random.of([null, undefined, { type }, { type, localhostProfile: type === 'Localhost' ? 'a' : undefined }]);
}

function setOne(context: any, fields: Record<string, (random: Random) => any>, random: Random): void {
  const field = random.of(Object.keys(fields));
  context[field] = fields[field](random);
}

function contextOf(holder: any): any {
  return (holder.securityContext ??= {});
}

function onContainer(pod: any, random: Random, change: (container: any) => void): void {
  change(random.of([...(pod.spec.initContainers ?? []), ...pod.spec.containers]));
}

function annotate(pod: any, key: string, value: string): void {
  pod.metadata = { ...pod.metadata, annotations: { ...pod.metadata?.annotations, [key]: value } };
}
