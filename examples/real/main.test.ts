import * as fs from 'fs';
import * as path from 'path';
import { synthesize } from '../synthesize';

const { outdated, manifests } = synthesize(__dirname);
const charts = fs.readdirSync(path.join(__dirname, 'dist')).map((file) => file.replace('.k8s.yaml', ''));
const lines = (file: string): number => fs.readFileSync(path.join(__dirname, file), 'utf8').split('\n').length;

test('dist/ is what main.ts writes', () => expect(outdated).toEqual([]));

test.each(charts)('%s is shorter than the YAML that it makes', (name) => {
  expect(lines(`${name}.ts`)).toBeLessThan(lines(`dist/${name}.k8s.yaml`));
});

test('the README names each, with its original', () => {
  const readme = fs.readFileSync(path.join(__dirname, 'README.md'), 'utf8');
  const named = [...readme.matchAll(/^\| \[(.*)\]\(\1\.ts\) .*\]\(https:\/\/github\.com\/.*\) +\|$/gm)];
  expect(named.map(([, name]) => name).sort()).toEqual(charts.sort());
});

test('a pod has its sidecars in two forms, and a step that starts after one of them', () => {
  const containers = manifests.getPod('kiada-native-sidecar').containers();
  expect(containers.map(({ name, role }) => [name, role])).toEqual([
    ['init-demo', 'init container'],
    ['traffic-meter', 'native sidecar'],
    ['network-check', 'init container'],
    ['kiada', 'container'],
    ['envoy', 'container'],
  ]);
});

test('the app and its ambassador know of one port', () => {
  const pod = manifests.getPod('pgbouncer');
  const sidecar = pod.containers().find(({ role }) => role === 'native sidecar')!;
  const [app] = pod.spec.containers!;
  expect(sidecar.container.args).toContain(`--port=${pod.getContainer(app.name).getEnv('DB_PORT').value}`);
});

test('a mesh knows the ports of the app that it is put around', () => {
  const [proxy] = manifests.getPod('web', { kind: 'Deployment' }).spec.initContainers!.slice(-1);
  expect(proxy.env).toContainEqual({ name: 'LINKERD2_PROXY_INBOUND_PORTS', value: '80' });
});
