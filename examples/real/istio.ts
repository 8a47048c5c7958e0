import { Chart } from 'cdk8s';
import { AppPod, Container, IPattern, PatternContribution, PatternTarget, Volume } from '../../index';
import { fields, values } from './env';

const words = (line: string) => line.split(' ');
const runtime = {
  image: 'registry.istio.io/testing/proxyv2:latest',
  resources: { limits: { cpu: '2', memory: '1Gi' }, requests: { cpu: '100m', memory: '128Mi' } },
};
const unprivileged = { allowPrivilegeEscalation: false, privileged: false };
const ready = { httpGet: { path: '/healthz/ready', port: 15021 }, timeoutSeconds: 3 };
const limit = (name: string, resource: string) => ({
  name,
  valueFrom: { resourceFieldRef: { resource, divisor: '1' } },
});

const token = { audience: 'istio-ca', expirationSeconds: 43200, path: 'istio-token' };
const podInfo = (path: string) => ({ path, fieldRef: { fieldPath: `metadata.${path}` } });

/** Volumes of the proxy, with their mount paths. */
const volumes: [string, Volume][] = [
  ['/var/run/secrets/workload-spiffe-uds', { name: 'workload-socket', emptyDir: {} }],
  ['/var/run/secrets/credential-uds', { name: 'credential-socket', emptyDir: {} }],
  ['/var/run/secrets/workload-spiffe-credentials', { name: 'workload-certs', emptyDir: {} }],
  ['/var/run/secrets/istio', { name: 'istiod-ca-cert', configMap: { name: 'istio-ca-root-cert' } }],
  ['/var/run/secrets/istio/crl', { name: 'istio-ca-crl', configMap: { name: 'istio-ca-crl', optional: true } }],
  ['/var/lib/istio/data', { name: 'istio-data', emptyDir: {} }],
  ['/etc/istio/proxy', { name: 'istio-envoy', emptyDir: { medium: 'Memory' } }],
  ['/var/run/secrets/tokens', { name: 'istio-token', projected: { sources: [{ serviceAccountToken: token }] } }],
  ['/etc/istio/pod', { name: 'istio-podinfo', downwardAPI: { items: ['labels', 'annotations'].map(podInfo) } }],
];

/** Init container that redirects all traffic of the pod to the proxy. */
const init: Container = {
  ...runtime,
  name: 'istio-init',
  args: [
    ...words('istio-iptables -p 15001 -z 15006 -u 1337 -m REDIRECT -i * -x'),
    '',
    ...words('-b * -d 15090,15021,15020 --log_output_level=default:info'),
  ],
  securityContext: {
    ...unprivileged,
    capabilities: { add: ['NET_ADMIN', 'NET_RAW'], drop: ['ALL'] },
    readOnlyRootFilesystem: false,
    runAsGroup: 0,
    runAsNonRoot: false,
    runAsUser: 0,
  },
};

/** Pattern that adds what the injector of the service mesh adds. It depends only on the app's container. */
class IstioPattern implements IPattern {
  public readonly name = 'istio';

  public constructor(private readonly workload: string) {}

  public contribute({ app }: PatternTarget): PatternContribution {
    const ports = (app.ports ?? []).map(({ name, containerPort }) => `    ${JSON.stringify({ name, containerPort })}`);
    const proxy: Container = {
      ...runtime,
      name: 'istio-proxy',
      args: words(
        'proxy sidecar --domain $(POD_NAMESPACE).svc.cluster.local --proxyLogLevel=warning ' +
          '--proxyComponentLogLevel=misc:error --log_output_level=default:info',
      ),
      ports: [{ name: 'http-envoy-prom', containerPort: 15090 }],
      env: [
        ...values({ PILOT_CERT_PROVIDER: 'istiod', CA_ADDR: 'istiod.istio-system.svc:15012' }),
        ...fields({
          POD_NAME: 'metadata.name',
          POD_NAMESPACE: 'metadata.namespace',
          INSTANCE_IP: 'status.podIP',
          SERVICE_ACCOUNT: 'spec.serviceAccountName',
          HOST_IP: 'status.hostIP',
          ISTIO_META_NODE_NAME: 'spec.nodeName',
        }),
        limit('ISTIO_CPU_LIMIT', 'limits.cpu'),
        limit('GOMEMLIMIT', 'limits.memory'),
        ...values({
          PROXY_CONFIG: '{}\n',
          ISTIO_META_POD_PORTS: `[\n${ports.join(',\n')}\n]`,
          ISTIO_META_APP_CONTAINERS: app.name,
          ISTIO_META_CLUSTER_ID: 'Kubernetes',
          ISTIO_META_INTERCEPTION_MODE: 'REDIRECT',
          ISTIO_META_WORKLOAD_NAME: this.workload,
          ISTIO_META_OWNER: `kubernetes://apis/v1/namespaces/default/pods/${this.workload}`,
          ISTIO_META_MESH_ID: 'cluster.local',
          TRUST_DOMAIN: 'cluster.local',
        }),
      ],
      volumeMounts: volumes.map(([mountPath, { name }]) => ({ name, mountPath })),
      startupProbe: { ...ready, failureThreshold: 600, periodSeconds: 1 },
      readinessProbe: { ...ready, failureThreshold: 4, periodSeconds: 15 },
      securityContext: {
        ...unprivileged,
        capabilities: { drop: ['ALL'] },
        readOnlyRootFilesystem: true,
        runAsGroup: 1337,
        runAsNonRoot: true,
        runAsUser: 1337,
      },
    };
    return {
      initContainers: [init],
      sidecars: [proxy],
      sidecarForm: 'classic', // the original disables native sidecars
      volumes: volumes.map(([, volume]) => volume),
    };
  }
}

const injected = {
  initContainers: ['istio-init'],
  containers: ['istio-proxy'],
  volumes: words(
    'workload-socket credential-socket workload-certs istio-envoy istio-data istio-podinfo istio-token istiod-ca-cert istio-ca-crl',
  ),
  imagePullSecrets: null,
  revision: 'default',
};

export const istio = (chart: Chart) =>
  new AppPod(chart, 'hellopod', {
    metadata: {
      name: 'hellopod',
      labels: {
        'security.istio.io/tlsMode': 'istio',
        'service.istio.io/canonical-name': 'hellopod',
        'service.istio.io/canonical-revision': 'latest',
      },
      annotations: {
        'istio.io/rev': 'default',
        'kubectl.kubernetes.io/default-container': 'hello',
        'kubectl.kubernetes.io/default-logs-container': 'hello',
        'prometheus.io/path': '/stats/prometheus',
        'prometheus.io/port': '15020',
        'prometheus.io/scrape': 'true',
        'sidecar.istio.io/nativeSidecar': 'false',
        'sidecar.istio.io/status': JSON.stringify(injected),
      },
    },
    app: {
      name: 'hello',
      image: 'fake.docker.io/google-samples/hello-go-gke:1.0',
      ports: [{ name: 'http', containerPort: 80 }],
    },
    patterns: [new IstioPattern('hellopod')],
  });
