// An app that uses objects of cdk8s-plus together with ours. It is the same for each version of cdk8s-plus.
const { name: library } = require('../package.json');

/** A Deployment of cdk8s-plus beside ours. cdk8s-plus-27 2.7 with cdk8s 2.65 cannot write one. */
exports.PLUS_DEPLOYMENT = `const theirs = new plus.Deployment(chart, 'theirs', {
  metadata: { name: 'theirs' },
  replicas: 1,
  containers: [{ image: 'shop/theirs:1.0', portNumber: 81 }],
});
theirs.scheduling.separate(deployment);
theirs.connections.allowFrom(deployment);
Patterns.attach(theirs, new SidecarPattern({ sidecars: [{ name: 'logs', image: 'shop/logs:1.0' }] }));
`;

/** The TypeScript of the app, with more statements; it writes out/plus/web.k8s.yaml. */
exports.plusApp = (plus, more = '') => `import { ApiObject, Chart } from 'cdk8s';
import * as plus from '${plus}';
import { AppDeployment, AppPod, AppStatefulSet, FromPlus, Patterns, PodApp, SidecarPattern } from '${library}';

const app = new PodApp({ outdir: 'out/plus', quiet: true });
const chart = new Chart(app, 'web');
const config = new plus.ConfigMap(chart, 'config', { metadata: { name: 'config' }, data: { mode: 'slow' } });
const secret = new plus.Secret(chart, 'secret', { metadata: { name: 'secret' }, stringData: { password: 'p' } });
const account = new plus.ServiceAccount(chart, 'account', { metadata: { name: 'robot' } });
const web = {
  name: 'web',
  image: 'shop/web:1.0',
  ports: [{ containerPort: 80 }],
  resources: { requests: { cpu: '100m' } },
};
const pod = new AppPod(chart, 'web', {
  metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
  serviceAccountName: FromPlus.serviceAccountName(account),
  app: {
    ...web,
    env: [
      FromPlus.env('MODE', plus.EnvValue.fromConfigMap(config, 'mode')),
      FromPlus.env('PASSWORD', secret.envValue('password')),
      FromPlus.env('COLOR', plus.EnvValue.fromValue('blue')),
    ],
    envFrom: [FromPlus.envFrom(plus.Env.fromConfigMap(config))],
  },
  volumes: [FromPlus.volume(plus.Volume.fromConfigMap(chart, 'volume', config, { name: 'config' }))],
});
const deployment = new AppDeployment(chart, 'api', { metadata: { name: 'api' }, app: web });
const db = new AppStatefulSet(chart, 'db', { metadata: { name: 'db' }, app: web });
new plus.Service(chart, 'service', { metadata: { name: 'web' }, ports: [{ port: 80 }], selector: pod });
new plus.Service(chart, 'service-api', { metadata: { name: 'api' }, ports: [{ port: 80 }], selector: deployment });
new plus.NetworkPolicy(chart, 'policy', {
  metadata: { name: 'web' },
  selector: deployment,
  ingress: { rules: [{ peer: pod }] },
});
for (const target of [deployment, db]) {
  new plus.HorizontalPodAutoscaler(chart, \`scale-\${target.name}\`, { target, maxReplicas: 5 });
}
${more}new ApiObject(chart, 'budget', {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'api' },
  spec: { minAvailable: 1, selector: { matchLabels: deployment.matchLabels } },
});
app.synth();
`;

/** Statements that must not compile, each with the type that the compiler names. */
exports.PLUS_MISTAKES = {
  IPlusVolume: "FromPlus.volume(new plus.ConfigMap(chart, 'a'))",
  IPlusEnvValue: "FromPlus.env('A', new plus.ConfigMap(chart, 'a'))",
  IPlusServiceAccount: "FromPlus.serviceAccountName(new plus.ConfigMap(chart, 'a'))",
  IScalable: "new plus.HorizontalPodAutoscaler(chart, 'a', { target: pod, maxReplicas: 5 })",
};

/** Parts of the file that the app writes. */
exports.PLUS_PARTS = [
  `  serviceAccountName: robot
  containers:
    - name: web
      image: shop/web:1.0
      ports:
        - containerPort: 80
      envFrom:
        - configMapRef:
            name: config
      env:
        - name: MODE
          valueFrom:
            configMapKeyRef:
              name: config
              key: mode
        - name: PASSWORD
          valueFrom:
            secretKeyRef:
              name: secret
              key: password
        - name: COLOR
          value: blue
`,
  `  volumes:
    - name: config
      configMap:
        name: config
`,
  `  selector:
    app: web
`,
  `  selector:
    app: api
`,
  `    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: shop
          podSelector:
            matchLabels:
              app: web
`,
  `  podSelector:
    matchLabels:
      app: api
`,
  `  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: api
`,
  `  scaleTargetRef:
    apiVersion: apps/v1
    kind: StatefulSet
    name: db
`,
  `  minAvailable: 1
  selector:
    matchLabels:
      app: api
`,
];

/** Parts of the file that `PLUS_DEPLOYMENT` adds. */
exports.PLUS_DEPLOYMENT_PARTS = [
  `      initContainers:
        - name: logs
          image: shop/logs:1.0
          restartPolicy: Always
`,
  `            - labelSelector:
                matchLabels:
                  app: api
`,
];
