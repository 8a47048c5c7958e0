import { Chart } from 'cdk8s';
import { AppDaemonSet, SidecarPattern, VolumeMount } from '../../index';
import { fields } from './env';

const labels = (of: Record<string, string>) =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [`app.kubernetes.io/${name}`, value]));
const identity = labels({ component: 'exporter', name: 'node-exporter', 'part-of': 'kube-prometheus' });
const version = labels({ version: '1.12.1' });
const host = (name: string): VolumeMount => ({
  name,
  mountPath: `/host/${name}`,
  mountPropagation: 'HostToContainer',
  readOnly: true,
});
const ciphers = ['RSA', 'ECDSA'].map((key) => `TLS_ECDHE_${key}_WITH_`);
const suites = ['AES_128_GCM_SHA256', 'AES_256_GCM_SHA384', 'CHACHA20_POLY1305'];

export const nodeExporter = (chart: Chart) =>
  new AppDaemonSet(chart, 'node-exporter', {
    metadata: { name: 'node-exporter', namespace: 'monitoring', labels: { ...identity, ...version } },
    selector: { matchLabels: identity },
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
    template: {
      metadata: { labels: version, annotations: { 'kubectl.kubernetes.io/default-container': 'node-exporter' } },
      spec: {
        priorityClassName: 'system-cluster-critical',
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        tolerations: [{ operator: 'Exists' }],
        serviceAccountName: 'node-exporter',
        automountServiceAccountToken: true,
        hostNetwork: true,
        hostPID: true,
        securityContext: { runAsGroup: 65534, runAsNonRoot: true, runAsUser: 65534 },
        volumes: [
          { name: 'sys', hostPath: { path: '/sys' } },
          { name: 'root', hostPath: { path: '/' } },
        ],
      },
    },
    app: {
      name: 'node-exporter',
      image: 'quay.io/prometheus/node-exporter:v1.12.1',
      args: [
        '--web.listen-address=127.0.0.1:9101',
        '--path.sysfs=/host/sys',
        '--path.rootfs=/host/root',
        '--path.procfs=/host/root/proc',
        '--path.udev.data=/host/root/run/udev/data',
        ...['wifi', 'hwmon', 'btrfs'].map((collector) => `--no-collector.${collector}`),
        '--collector.filesystem.mount-points-exclude=^/(dev|proc|sys|run/k3s/containerd/.+|var/lib/docker/.+|var/lib/kubelet/pods/.+)($|/)',
        '--collector.netclass.ignored-devices=^(veth.*|[a-f0-9]{15})$',
        '--collector.netdev.device-exclude=^(veth.*|[a-f0-9]{15})$',
      ],
      resources: { requests: { cpu: '102m', memory: '180Mi' }, limits: { cpu: '250m', memory: '180Mi' } },
      volumeMounts: ['sys', 'root'].map(host),
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { add: ['SYS_TIME'], drop: ['ALL'] },
        readOnlyRootFilesystem: true,
      },
    },
    patterns: [
      new SidecarPattern({
        sidecars: [
          {
            name: 'kube-rbac-proxy',
            image: 'quay.io/brancz/kube-rbac-proxy:v0.22.1',
            args: [
              '--secure-listen-address=[$(IP)]:9100',
              `--tls-cipher-suites=${suites.flatMap((suite) => ciphers.map((cipher) => cipher + suite))}`,
              '--upstream=http://127.0.0.1:9101/',
            ],
            env: fields({ IP: 'status.podIP' }),
            ports: [{ name: 'https', containerPort: 9100, hostPort: 9100 }],
            resources: { requests: { cpu: '10m', memory: '20Mi' }, limits: { cpu: '20m', memory: '40Mi' } },
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
              readOnlyRootFilesystem: true,
              runAsGroup: 65532,
              runAsNonRoot: true,
              runAsUser: 65532,
              seccompProfile: { type: 'RuntimeDefault' },
            },
          },
        ],
      }),
    ],
  });
