import { Environments, KubernetesVersion } from '../../index';
import { Settings, web } from './web';

// all differences between the environments
const settings: Record<'dev' | 'prod', Settings> = {
  dev: {
    kubernetes: '1.37',
    podSecurity: 'baseline',
    image: 'busybox:1.37',
    replicas: 1,
    nodeSelector: undefined,
  },
  prod: {
    kubernetes: '1.28',
    podSecurity: 'restricted',
    image: 'busybox:1.36',
    replicas: 2,
    nodeSelector: { 'kubernetes.io/os': 'linux' },
  },
};

const environments = new Environments();
for (const [name, values] of Object.entries(settings)) {
  const app = environments.add(name);
  KubernetesVersion.set(app, values.kubernetes);
  web(app, name, values);
}
environments.synth();
