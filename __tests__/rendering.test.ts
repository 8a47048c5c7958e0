import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { AppDeployment, AppPod, Patterns, PodApp, SidecarPattern } from '../index';
import * as rules from '../rules/check/check';

const logs = new SidecarPattern({ sidecars: [{ name: 'logs', image: 'logs:1.0' }] });
const web = { name: 'web', image: 'nginx:1.27', ports: [{ name: 'http', containerPort: 80 }] };

/** An app with a pod and a workload of this library, and an object that a pattern is attached to. */
function fill<A extends App>(app: A): A {
  const chart = new Chart(app, 'chart');
  new AppPod(chart, 'pod', { metadata: { labels: { app: 'pod' } }, app: web });
  new AppDeployment(chart, 'deployment', { app: web, patterns: [logs] });
  const spec = { containers: [web] };
  Patterns.attach(new ApiObject(chart, 'other', { apiVersion: 'v1', kind: 'Pod', ...{ spec } }), logs);
  return app;
}

let check: jest.SpyInstance;
beforeEach(() => (check = jest.spyOn(rules, 'check')));
afterEach(() => check.mockRestore());

test('rendering runs no rules', () => {
  const chart = fill(new App()).node.findChild('chart') as Chart;
  for (const object of chart.node.children as ApiObject[]) {
    object.toJson();
  }
  const deployment = chart.node.findChild('deployment') as AppDeployment;
  expect(deployment.portNumber('http')).toBe(80);
  deployment.toPodSelectorConfig();
  deployment.toNetworkPolicyPeerConfig();
  expect(check).not.toHaveBeenCalled();
});

test.each<[string, () => unknown]>([
  ['PodApp', () => fill(new PodApp({ quiet: true })).synthYaml()],
  ['the App of cdk8s', () => fill(new App()).synthYaml()],
  ['Testing.synth', () => Testing.synth(fill(Testing.app()).node.findChild('chart') as Chart)],
])('%s checks each object', (name, synth) => {
  synth();
  const kinds = check.mock.calls.map(([{ kind }]) => kind);
  expect(new Set(kinds)).toEqual(new Set(['Pod', 'Deployment']));
  if (name === 'PodApp') {
    expect(kinds).toHaveLength(3);
  }
});
