import { Chart } from 'cdk8s';
import { InitPod } from '../../index';

export const gitClone = (chart: Chart) =>
  new InitPod(chart, 'pod', {
    metadata: { name: 'git-clone-app' },
    app: { name: 'app', image: 'nginx:latest', ports: [{ containerPort: 80 }] },
    steps: [
      {
        name: 'git-clone',
        image: 'alpine/git:latest',
        args: ['clone', '--single-branch', '--depth=1', '--', 'https://github.com/kubernetes/website', '/data'],
      },
      {
        name: 'prepare-config',
        image: 'busybox:latest',
        command: [
          'sh',
          '-c',
          `echo "Preparing configuration..."
echo "app.mode=production" > /data/config.properties
echo "app.port=8080" >> /data/config.properties
cat /data/config.properties
`,
        ],
      },
    ],
    files: [
      {
        name: 'git-data',
        writers: ['git-clone', 'prepare-config'].map((container) => ({ container, mountPath: '/data' })),
        readers: [{ container: 'app', mountPath: '/usr/share/nginx/html' }],
      },
    ],
  });
