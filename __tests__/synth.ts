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

/** The errors when a chart is not valid, a line each, without their places and the ids of their rules. */
export function problemsOf(chart: Chart): string[] {
  try {
    Testing.synth(chart);
  } catch (error) {
    return linesOf((error as Error).message)
      .slice(1)
      .map(withoutRule);
  }
  return [];
}

/** The lines of a text, without empty lines and places. */
function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !/^at .*:\d+:\d+$/.test(line));
}

/** A message without the place of its construct and the id of its rule. */
export function withoutRule(message: string): string {
  return message.replace(/\n +at .*:\d+:\d+(?=\n?$)/, '').replace(/ \([a-z-]+(\/[a-z-]+)?\)(?=\n?$)/, '');
}

/** The warnings that the synth of a chart prints, a line each, without their places. */
export function warningsOf(chart: Chart): string[] {
  let printed = '';
  const spy = jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((printed += text), true));
  try {
    Testing.synth(chart);
  } finally {
    spy.mockRestore();
  }
  return linesOf(printed);
}
