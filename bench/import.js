// `cdk8s-pods import` of 1,000 objects with its proof, compared with a synth of its code by ts-node, which checks the types as well:
// `node bench/import.js`.
const fs = require('fs');
const path = require('path');
const { compiledLibrary, folderInMemory, inTurns, median, must, report, root, seconds } = require('./common');

const ROUNDS = 5;
const OBJECTS = 1000;

const deployment = (i) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-${i}
  namespace: shop
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web-${i}
  template:
    metadata:
      labels:
        app: web-${i}
    spec:
      containers:
        # the server
        - name: web
          image: nginx:1.${i % 30}
          ports:
            - name: http
              containerPort: 80
          readinessProbe:
            httpGet:
              path: /
              port: http
          resources:
            requests:
              cpu: 100m
              memory: 64Mi
`;

const service = (i) => `apiVersion: v1
kind: Service
metadata:
  name: web-${i}
  namespace: shop
spec:
  selector:
    app: web-${i}
  ports:
    - port: 80
      targetPort: http
`;

/** An app with the compiled package. */
function newApp() {
  const app = folderInMemory();
  const modules = path.join(app, 'node_modules');
  const library = path.dirname(compiledLibrary());
  fs.copyFileSync(path.join(root, 'package.json'), path.join(library, 'package.json'));
  fs.mkdirSync(modules);
  fs.symlinkSync(library, path.join(modules, 'cdk8s-pod-patterns'));
  for (const name of ['cdk8s', 'constructs', 'typescript', 'ts-node']) {
    fs.symlinkSync(fs.realpathSync(path.join(root, 'node_modules', name)), path.join(modules, name));
  }
  const compilerOptions = {
    ...{ target: 'ES2020', module: 'CommonJS', moduleResolution: 'Node10', lib: ['ES2020'], types: [] },
    ...{ strict: true, skipLibCheck: true, noEmit: true },
  };
  fs.writeFileSync(path.join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  const objects = Array.from({ length: OBJECTS / 2 }, (_, i) => [deployment(i), service(i)]).flat();
  fs.writeFileSync(path.join(app, 'all.yaml'), objects.join('---\n'));
  return app;
}

function measure() {
  const app = newApp();
  const run = (...args) => must(process.execPath, args, { cwd: app, stdio: ['ignore', 'ignore', 'pipe'] }).milliseconds;
  const main = path.join('node_modules', 'cdk8s-pod-patterns', 'lib', 'cli', 'main.js');
  const runs = inTurns(ROUNDS, {
    import: () => {
      fs.rmSync(path.join(app, 'src'), { recursive: true, force: true });
      return run(main, 'import', 'all.yaml', '--output', 'src');
    },
    synth: () => {
      fs.rmSync(path.join(app, 'dist'), { recursive: true, force: true });
      return run('-r', 'ts-node/register', path.join('src', 'main.ts'));
    },
  });
  const [ours, synth] = [median(runs.import), median(runs.synth)];
  return [
    {
      work: `import of ${OBJECTS.toLocaleString('en')} objects with its proof, compared with a synth of its code by ts-node`,
      limit: 3,
      ratio: ours / synth,
      detail: `${seconds(ours)} to ${seconds(synth)}`,
    },
  ];
}

module.exports = { measure };
if (require.main === module) {
  report(['import', measure]);
}
