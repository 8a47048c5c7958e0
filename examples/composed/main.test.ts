import { Chart, Testing } from 'cdk8s';
import { AppPod } from '../../index';
import { synthesize } from '../synthesize';
import { HeartbeatPattern } from './heartbeat-pattern';

const { outdated, find } = synthesize(__dirname);
const { initContainers, containers } = find('Pod', 'board').spec;

test('dist/ is what main.ts writes', () => expect(outdated).toEqual([]));

test('the ambassador starts before the step that talks through it, the other sidecars after', () => {
  expect(initContainers.map(({ name, restartPolicy }: any) => [name, restartPolicy])).toEqual([
    ['ambassador', 'Always'],
    ['opening', undefined],
    ['news', 'Always'],
    ['collect', 'Always'],
    ['heartbeat', 'Always'],
  ]);
  expect(containers.map(({ name }: any) => name)).toEqual(['board']);
});

test('the app and the step are told one address, where the ambassador listens', () => {
  const [ambassador, opening] = initContainers;
  expect(opening.env).toEqual(containers[0].env);
  expect(opening.env).toEqual([
    { name: 'WEATHER_URL', value: `http://localhost:${ambassador.ports[0].containerPort}/weather` },
  ]);
});

test('the heartbeat asks the app at the port that the app declares', () => {
  const { env } = initContainers.find(({ name }: any) => name === 'heartbeat');
  expect(env).toEqual([
    { name: 'APP_URL', value: `http://localhost:${containers[0].ports[0].containerPort}/` },
    { name: 'MONITOR_URL', value: 'http://monitor/' },
  ]);
});

test('the heartbeat is refused for an app that declares no port', () => {
  const chart = new Chart(Testing.app(), 'test');
  new AppPod(chart, 'pod', {
    app: { name: 'web', image: 'web:1' },
    patterns: [new HeartbeatPattern({ url: 'http://m/' })],
  });
  expect(() => Testing.synth(chart)).toThrow('[test/pod] patterns["heartbeat"]: container "web" declares no port.');
});
