import { Chart } from 'cdk8s';
import { AppDeployment, Container, IPattern, PatternContribution, PatternTarget } from '../../index';
import { fields, values } from './env';

const runtime: Pick<Container, 'image' | 'imagePullPolicy' | 'terminationMessagePolicy'> = {
  image: 'cr.l5d.io/linkerd/proxy:test-inject-proxy-version',
  imagePullPolicy: 'IfNotPresent',
  terminationMessagePolicy: 'FallbackToLogsOnError',
};
const hardened = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true };
const seccompProfile = { type: 'RuntimeDefault' as const };
const get = (path: string) => ({ httpGet: { path, port: 4191 } });
const token = { audience: 'identity.l5d.io', expirationSeconds: 86400, path: 'linkerd-identity-token' };
const networks = '10.0.0.0/8,100.64.0.0/10,172.16.0.0/12,192.168.0.0/16,fd00::/8';
const service = (name: string, port: number) => `${name}.linkerd.svc.cluster.local.:${port}`;
const identity = (name: string) => `linkerd-${name}.linkerd.serviceaccount.identity.linkerd.cluster.local`;
const settings = (of: Record<string, string>) =>
  values(Object.fromEntries(Object.entries(of).map(([name, value]) => [`LINKERD2_PROXY_${name}`, value])));
const trustAnchor = `-----BEGIN CERTIFICATE-----
MIIBwTCCAWagAwIBAgIQeDZp5lDaIygQ5UfMKZrFATAKBggqhkjOPQQDAjApMScw
JQYDVQQDEx5pZGVudGl0eS5saW5rZXJkLmNsdXN0ZXIubG9jYWwwHhcNMjAwODI4
MDcxMjQ3WhcNMzAwODI2MDcxMjQ3WjApMScwJQYDVQQDEx5pZGVudGl0eS5saW5r
ZXJkLmNsdXN0ZXIubG9jYWwwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARqc70Z
l1vgw79rjB5uSITICUA6GyfvSFfcuIis7B/XFSkkwAHU5S/s1AAP+R0TX7HBWUC4
uaG4WWsiwJKNn7mgo3AwbjAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB
/wIBATAdBgNVHQ4EFgQU5YtjVVPfd7I7NLHsn2C26EByGV0wKQYDVR0RBCIwIIIe
aWRlbnRpdHkubGlua2VyZC5jbHVzdGVyLmxvY2FsMAoGCCqGSM49BAMCA0kAMEYC
IQCN7lBFLDDvjx6V0+XkjpKERRsJYf5adMvnloFl48ilJgIhANtxhndcr+QJPuC8
vgUC0d2/9FMueIVMb+46WTCOjsqr
-----END CERTIFICATE-----
`;

/** Init container that redirects all traffic of the pod to the proxy. */
const init: Container = {
  ...runtime,
  name: 'linkerd-init',
  command: ['/usr/lib/linkerd/linkerd2-proxy-init'],
  args: [
    ...['--firewall-bin-path', 'iptables-nft', '--firewall-save-bin-path', 'iptables-nft-save', '--ipv6=false'],
    ...['--incoming-proxy-port', '4143', '--outgoing-proxy-port', '4140', '--proxy-uid', '2102'],
    ...['--inbound-ports-to-ignore', '4190,4191,4567,4568', '--outbound-ports-to-ignore', '4567,4568'],
  ],
  volumeMounts: [{ name: 'linkerd-proxy-init-xtables-lock', mountPath: '/run' }],
  securityContext: {
    ...hardened,
    privileged: false,
    capabilities: { add: ['NET_ADMIN', 'NET_RAW'] },
    runAsGroup: 65534,
    runAsUser: 65534,
    seccompProfile,
  },
};

/** Pattern that adds what the injector of the service mesh adds. The proxy starts before the app, and stops after it. */
class LinkerdPattern implements IPattern {
  public readonly name = 'linkerd';

  public contribute({ app }: PatternTarget): PatternContribution {
    const proxy: Container = {
      ...runtime,
      name: 'linkerd-proxy',
      ports: [
        { name: 'linkerd-proxy', containerPort: 4143 },
        { name: 'linkerd-admin', containerPort: 4191 },
      ],
      env: [
        ...fields({
          _pod_name: 'metadata.name',
          _pod_ns: 'metadata.namespace',
          _pod_uid: 'metadata.uid',
          _pod_ip: 'status.podIP',
          _pod_nodeName: 'spec.nodeName',
        }),
        ...values({ _pod_containerName: 'linkerd-proxy' }),
        ...settings({
          CORES: '1',
          CORES_MIN: '1',
          SHUTDOWN_ENDPOINT_ENABLED: 'false',
          LOG: 'warn,linkerd=info,hickory=error,[{headers}]=off,[{request}]=off',
          LOG_FORMAT: 'plain',
          DESTINATION_SVC_ADDR: service('linkerd-dst-headless', 8086),
          DESTINATION_PROFILE_NETWORKS: networks,
          POLICY_SVC_ADDR: service('linkerd-policy', 8090),
          POLICY_WORKLOAD: '{"ns":"$(_pod_ns)", "pod":"$(_pod_name)"}\n',
          INBOUND_DEFAULT_POLICY: 'all-unauthenticated',
          POLICY_CLUSTER_NETWORKS: networks,
          CONTROL_STREAM_INITIAL_TIMEOUT: '3s',
          CONTROL_STREAM_IDLE_TIMEOUT: '5m',
          CONTROL_STREAM_LIFETIME: '1h',
          INBOUND_CONNECT_TIMEOUT: '100ms',
          OUTBOUND_CONNECT_TIMEOUT: '1000ms',
          OUTBOUND_DISCOVERY_IDLE_TIMEOUT: '5s',
          INBOUND_DISCOVERY_IDLE_TIMEOUT: '90s',
          CONTROL_LISTEN_ADDR: '0.0.0.0:4190',
          ADMIN_LISTEN_ADDR: '0.0.0.0:4191',
          OUTBOUND_LISTEN_ADDR: '127.0.0.1:4140',
          OUTBOUND_LISTEN_ADDRS: '127.0.0.1:4140',
          INBOUND_LISTEN_ADDR: '0.0.0.0:4143',
        }),
        ...fields({ LINKERD2_PROXY_INBOUND_IPS: 'status.podIPs' }),
        ...settings({
          INBOUND_PORTS: (app.ports ?? []).map(({ containerPort }) => containerPort).join(','),
          DESTINATION_PROFILE_SUFFIXES: 'svc.cluster.local.',
          INBOUND_ACCEPT_KEEPALIVE: '10000ms',
          OUTBOUND_CONNECT_KEEPALIVE: '10000ms',
          INBOUND_ACCEPT_USER_TIMEOUT: '30s',
          OUTBOUND_CONNECT_USER_TIMEOUT: '30s',
          OUTBOUND_METRICS_HOSTNAME_LABELS: 'false',
          INBOUND_SERVER_HTTP2_KEEP_ALIVE_INTERVAL: '10s',
          INBOUND_SERVER_HTTP2_KEEP_ALIVE_TIMEOUT: '3s',
          OUTBOUND_SERVER_HTTP2_KEEP_ALIVE_INTERVAL: '10s',
          OUTBOUND_SERVER_HTTP2_KEEP_ALIVE_TIMEOUT: '3s',
          INBOUND_PORTS_DISABLE_PROTOCOL_DETECTION: '25,587,3306,4444,5432,6379,9300,11211',
          DESTINATION_CONTEXT: '{"ns":"$(_pod_ns)", "nodeName":"$(_pod_nodeName)", "pod":"$(_pod_name)"}\n',
        }),
        ...fields({ _pod_sa: 'spec.serviceAccountName' }),
        ...values({ _l5d_ns: 'linkerd', _l5d_trustdomain: 'cluster.local' }),
        ...settings({
          IDENTITY_DIR: '/var/run/linkerd/identity/end-entity',
          IDENTITY_TRUST_ANCHORS: trustAnchor,
          IDENTITY_TOKEN_FILE: '/var/run/secrets/tokens/linkerd-identity-token',
          IDENTITY_SVC_ADDR: service('linkerd-identity-headless', 8080),
          IDENTITY_LOCAL_NAME: '$(_pod_sa).$(_pod_ns).serviceaccount.identity.linkerd.cluster.local',
          IDENTITY_SVC_NAME: identity('identity'),
          DESTINATION_SVC_NAME: identity('destination'),
          POLICY_SVC_NAME: identity('destination'),
        }),
      ],
      volumeMounts: [
        { name: 'linkerd-identity-end-entity', mountPath: '/var/run/linkerd/identity/end-entity' },
        { name: 'linkerd-identity-token', mountPath: '/var/run/secrets/tokens' },
      ],
      startupProbe: { ...get('/ready'), periodSeconds: 1, failureThreshold: 120 },
      readinessProbe: { ...get('/ready'), initialDelaySeconds: 2, timeoutSeconds: 1 },
      livenessProbe: { ...get('/live'), initialDelaySeconds: 10, timeoutSeconds: 1 },
      securityContext: { ...hardened, runAsUser: 2102, seccompProfile },
    };
    return {
      initContainers: [init],
      sidecars: [proxy],
      volumes: [
        { name: 'linkerd-proxy-init-xtables-lock', emptyDir: {} },
        { name: 'linkerd-identity-end-entity', emptyDir: { medium: 'Memory' } },
        { name: 'linkerd-identity-token', projected: { sources: [{ serviceAccountToken: token }] } },
      ],
    };
  }
}

export const linkerd = (chart: Chart) =>
  new AppDeployment(chart, 'web', {
    metadata: { name: 'web', namespace: 'emojivoto' },
    replicas: 1,
    selector: { matchLabels: { app: 'web-svc' } },
    template: {
      metadata: {
        labels: {
          'linkerd.io/control-plane-ns': 'linkerd',
          'linkerd.io/proxy-deployment': 'web',
          'linkerd.io/workload-ns': 'emojivoto',
        },
        annotations: {
          'linkerd.io/created-by': 'linkerd/cli dev-undefined',
          'linkerd.io/proxy-version': 'test-inject-proxy-version',
          'linkerd.io/trust-root-sha256': '8dc603abd4e755c25c94da05abbf29b9b283a784733651020d72f97ca8ab98e4',
        },
      },
    },
    app: {
      name: 'web-svc',
      image: 'buoyantio/emojivoto-web:v10',
      ports: [{ name: 'http', containerPort: 80 }],
      env: values({
        WEB_PORT: '80',
        EMOJISVC_HOST: 'emoji-svc.emojivoto:8080',
        VOTINGSVC_HOST: 'voting-svc.emojivoto:8080',
        INDEX_BUNDLE: 'dist/index_bundle.js',
      }),
    },
    patterns: [new LinkerdPattern()],
  });
