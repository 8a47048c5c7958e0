import { Manifests, yamlSerializer } from '../../testing';
import { shop } from './shop';

expect.addSnapshotSerializer(yamlSerializer);

const chart = shop();
const manifests = Manifests.of(chart);

test('manifests, a chart and its app are the YAML that is written', () => {
  for (const value of [manifests, chart, chart.node.root]) {
    expect(yamlSerializer.test(value)).toBe(true);
    expect(`${yamlSerializer.serialize(value)}\n`).toBe(manifests.toYaml());
  }
  expect(manifests).toMatchSnapshot();
});

test('a resource, a pod, a container, and a list of resources are YAML', () => {
  expect(manifests.getResource('Service', 'web')).toMatchSnapshot();
  expect(yamlSerializer.serialize(manifests.getPod('web'))).toBe(manifests.toYaml('Deployment', 'web').trimEnd());
  expect(manifests.getContainer('logs')).toMatchSnapshot();
  expect(manifests.resources('Job')).toMatchSnapshot();
});

test('other values are not', () => {
  const others = [undefined, null, 1, 'apiVersion: v1', {}, [], [1], { kind: 'Pod' }, new Map(), manifests.findings()];
  expect(others.filter((value) => yamlSerializer.test(value))).toEqual([]);
});
