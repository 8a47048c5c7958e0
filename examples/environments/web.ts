import { ApiObject, App, Chart } from 'cdk8s';
import { AppDeployment, SidecarPattern } from '../../index';

/** Settings of an environment. */
export interface Settings {
  /** Kubernetes version of its cluster. */
  readonly kubernetes: string;

  /** The Pod Security level that its namespace enforces. */
  readonly podSecurity: 'baseline' | 'restricted';

  /** The image that all containers run. */
  readonly image: string;

  /** Number of pods. */
  readonly replicas: number;

  /** Labels of the nodes for the pods; `undefined` means all nodes. Each environment must set it. */
  readonly nodeSelector: Record<string, string> | undefined;
}

/** A web server whose sidecar prints the access log, in its own namespace. */
export function web(app: App, environment: string, { podSecurity, image, replicas, nodeSelector }: Settings): void {
  const namespace = `web-${environment}`;
  const labels = { app: 'web', environment };

  // kubectl applies files in alphabetical order, so the namespace comes first
  new ApiObject(new Chart(app, 'namespace'), 'namespace', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace, labels: { ...labels, 'pod-security.kubernetes.io/enforce': podSecurity } },
  });

  const chart = new Chart(app, 'web', { namespace, labels });
  const securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
  new AppDeployment(chart, 'pods', {
    metadata: { name: 'web' },
    replicas,
    template: {
      metadata: { labels },
      spec: {
        nodeSelector,
        terminationGracePeriodSeconds: 1, // httpd and tail ignore SIGTERM
        securityContext: { runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: 'RuntimeDefault' } },
      },
    },
    app: {
      name: 'web',
      image,
      command: [
        'sh',
        '-c',
        `echo "This is ${environment}" > /tmp/index.html && exec httpd -f -vv -p 8080 -h /tmp 2> /logs/log`,
      ],
      ports: [{ name: 'http', containerPort: 8080 }],
      readinessProbe: { httpGet: { path: '/', port: 'http' } },
      securityContext,
    },
    patterns: [
      new SidecarPattern({
        sidecars: [{ name: 'collect', image, command: ['tail', '-n', '+1', '-F', '/logs/log'], securityContext }],
        files: [
          {
            name: 'logs',
            writers: [{ container: 'web', mountPath: '/logs' }],
            readers: [{ container: 'collect', mountPath: '/logs' }],
          },
        ],
      }),
    ],
  });

  new ApiObject(chart, 'service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { selector: { ...labels }, ports: [{ port: 80, targetPort: 'http' }] },
  });
}
