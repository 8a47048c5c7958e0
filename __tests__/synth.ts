import { Chart, Testing } from 'cdk8s';
import { KubernetesVersion } from '../index';
import { print } from '../manifest/yaml/print';

/** A chart for a test, at a target version. */
export function chartAt(version?: string, id = 'test'): Chart {
  const chart = new Chart(Testing.app(), id);
  if (version !== undefined) {
    KubernetesVersion.set(chart, version);
  }
  return chart;
}

/** What a chart comes to, as YAML. */
export function yamlOf(chart: Chart): string {
  return print(Testing.synth(chart));
}

/** The only object of a chart. */
export function manifestOf(chart: Chart): any {
  const [manifest, ...others] = Testing.synth(chart);
  expect(others).toEqual([]);
  return manifest;
}

/** What is said when a chart is not valid, a line each. */
export function problemsOf(chart: Chart): string[] {
  try {
    Testing.synth(chart);
  } catch (error) {
    return String((error as Error).message)
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
  return [];
}
