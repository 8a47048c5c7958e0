import { packageVersion, testedVersions } from '../../util/package';

/** The packages of a new app, besides this package. */
const DEPENDENCIES = ['cdk8s', 'constructs'];
const DEV_DEPENDENCIES = ['@types/node', 'cdk8s-cli', 'ts-node', 'typescript'];

/**
 * The files of a new app around its charts, by their names.
 * @param test the name of the test
 * @param spec what package.json installs as this package
 */
export function appFiles(test: string, spec = packageVersion()): Record<string, string> {
  return {
    'package.json': packageJson(test, spec),
    'tsconfig.json': TSCONFIG,
    'cdk8s.yaml': CDK8S,
    '.gitignore': GITIGNORE,
  };
}

function packageJson(test: string, spec: string): string {
  const versions = testedVersions();
  const pinned = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, versions[name]]));
  const content = {
    private: true,
    scripts: {
      synth: 'ts-node main.ts',
      test: `tsc && node --require ts-node/register/transpile-only --test ${test}`,
      check: 'cdk8s-pods check',
      lint: 'cdk8s-pods lint dist',
    },
    dependencies: { ...pinned(DEPENDENCIES), 'cdk8s-pod-patterns': spec },
    devDependencies: pinned(DEV_DEPENDENCIES),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

const TSCONFIG = `{
  "compilerOptions": {
    "target": "ES2022",
    "module": "Node16",
    "types": ["node"],
    "strict": true,
    "noEmit": true,
    "skipLibCheck": true
  }
}
`;

const CDK8S = `language: typescript
app: npx ts-node main.ts
`;

const MAIN = `import { PodApp } from 'cdk8s-pod-patterns';
import { Web } from './web';

const app = new PodApp();
new Web(app, 'web');
app.synth();
`;

const CHART = `import { Chart } from 'cdk8s';
import { AppDeployment } from 'cdk8s-pod-patterns';
import { Construct } from 'constructs';

/** A web server, and the Service for it. */
export class Web extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const web = new AppDeployment(this, 'web', {
      metadata: { name: 'web', labels: { app: 'web' } },
      replicas: 2,
      app: {
        name: 'web',
        image: 'nginx:1.29',
        ports: [{ name: 'http', containerPort: 80 }],
        readinessProbe: { httpGet: { path: '/', port: 'http' } },
      },
    });
    web.exposeViaService();
  }
}
`;

const TEST = `import { test } from 'node:test';
import { PodApp } from 'cdk8s-pod-patterns';
import { Manifests } from 'cdk8s-pod-patterns/testing';
import { Web } from './web';

const manifests = Manifests.of(new Web(new PodApp(), 'web'));

test('synth reports no error and no warning', () => manifests.hasNoFindings());

test('the Service sends requests to the port of the web server', () => {
  const pod = manifests.getPod('web');
  const { containerPort } = pod.getContainer('web').getPort('http');
  manifests.hasResource('Service', {
    spec: { selector: pod.metadata.labels, ports: [{ port: containerPort }] },
  });
});
`;

/** The test of the chart of a new app. */
export const SAMPLE_TEST = 'web.test.ts';

/** The chart of a new app, its test, and the code that runs it, by the names of their files. */
export const SAMPLE: Readonly<Record<string, string>> = { 'main.ts': MAIN, 'web.ts': CHART, [SAMPLE_TEST]: TEST };

/** The last lines are the temporary files of PodApp. */
const GITIGNORE = `node_modules/
.*.new/
.*.lock
.*.lock.*
`;
