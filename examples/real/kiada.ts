import { Chart } from 'cdk8s';
import { AppPod, InitPattern, SidecarPattern } from '../../index';

const ports = (of: Record<string, number>) =>
  Object.entries(of).map(([name, containerPort]) => ({ name, containerPort }));
const envoy = { name: 'envoy', image: 'luksa/kiada-ssl-proxy:0.1', ports: ports({ https: 8443, admin: 9901 }) };

export const kiada = (chart: Chart) =>
  new AppPod(chart, 'kiada', {
    metadata: { name: 'kiada-native-sidecar' },
    app: { name: 'kiada', image: 'luksa/kiada:0.2', stdin: true, ports: ports({ http: 8080 }) },
    patterns: [
      new InitPattern({ steps: [{ name: 'init-demo', image: 'luksa/init-demo:0.1' }] }),
      new InitPattern({
        steps: [{ name: 'network-check', image: 'luksa/network-connectivity-checker:0.1' }],
        startsAfter: ['traffic-meter'],
      }),
      new SidecarPattern({ sidecars: [{ name: 'traffic-meter', image: 'luksa/network-traffic-meter:0.1' }] }),
      new SidecarPattern({ sidecars: [envoy], sidecarForm: 'classic' }),
    ],
  });
