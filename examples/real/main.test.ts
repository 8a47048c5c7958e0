import * as fs from 'fs';
import * as path from 'path';
import { synthesize } from '../synthesize';

const { outdated, find } = synthesize(__dirname);
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
  const { initContainers, containers } = find('Pod', 'kiada-native-sidecar').spec;
  expect(initContainers.map(({ name, restartPolicy }: any) => [name, restartPolicy])).toEqual([
    ['init-demo', undefined],
    ['traffic-meter', 'Always'],
    ['network-check', undefined],
  ]);
  expect(containers.map(({ name }: any) => name)).toEqual(['kiada', 'envoy']);
});

test('the app and its ambassador know of one port', () => {
  const { initContainers, containers } = find('Deployment', 'pgbouncer').spec.template.spec;
  const port = containers[0].env.find(({ name }: any) => name === 'DB_PORT').value;
  expect(initContainers[0].args).toContain(`--port=${port}`);
});

test('a mesh knows the ports of the app that it is put around', () => {
  const [proxy] = find('Deployment', 'web').spec.template.spec.initContainers.slice(-1);
  expect(proxy.env).toContainEqual({ name: 'LINKERD2_PROXY_INBOUND_PORTS', value: '80' });
});
