import { Chart, Testing } from 'cdk8s';
import { AppPod } from '../../index';
import { Manifests } from '../../testing';
import { synthesize } from '../synthesize';
import { HeartbeatPattern } from './heartbeat-pattern';

const { outdated, manifests } = synthesize(__dirname);
const pod = manifests.getPod('board');

test('dist/ is what main.ts writes', () => expect(outdated).toEqual([]));

test('synth reports nothing', () => manifests.hasNoFindings());

test('the ambassador starts before the step that talks through it, the other sidecars after', () => {
  expect(pod.containers().map(({ name, role }) => [name, role])).toEqual([
    ['ambassador', 'native sidecar'],
    ['opening', 'init container'],
    ['news', 'native sidecar'],
    ['collect', 'native sidecar'],
    ['heartbeat', 'native sidecar'],
    ['board', 'container'],
  ]);
});

test('the app and the step are told one address, where the ambassador listens', () => {
  const [port] = pod.getContainer('ambassador').container.ports!;
  for (const name of ['opening', 'board']) {
    expect(pod.getContainer(name).container.env).toEqual([
      { name: 'WEATHER_URL', value: `http://localhost:${port.containerPort}/weather` },
    ]);
  }
});

test('the heartbeat asks the app at the port that the app declares', () => {
  const [port] = pod.getContainer('board').container.ports!;
  expect(pod.getContainer('heartbeat').container.env).toEqual([
    { name: 'APP_URL', value: `http://localhost:${port.containerPort}/` },
    { name: 'MONITOR_URL', value: 'http://monitor/' },
  ]);
});

test('the heartbeat is refused for an app that declares no port', () => {
  const chart = new Chart(Testing.app(), 'test');
  new AppPod(chart, 'pod', {
    app: { name: 'web', image: 'web:1' },
    patterns: [new HeartbeatPattern({ url: 'http://m/' })],
  });
  const [finding] = Manifests.of(chart).findings();
  expect(finding).toMatchObject({ construct: 'test/pod', path: 'patterns["heartbeat"]' });
  expect(finding.what).toContain('container "web" declares no port.');
});
