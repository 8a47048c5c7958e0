import { App, AppProps, Chart, Names, YamlOutputType } from 'cdk8s';
import * as path from 'path';
import * as process from 'process';
import { writeFiles } from '../manifest/files';
import { print } from '../manifest/print';

/** Properties of `PodApp`. */
export interface PodAppProps extends AppProps {
  /**
   * Whether to write nothing to standard output.
   *
   * @default false
   */
  readonly quiet?: boolean;
}

/**
 * The app that writes `dist/`, in the place of the `App` of cdk8s.
 *
 * It renders and checks everything before it writes anything, so that an error leaves the folder as it was, and prints a line for
 * each file: its name, how many objects it has, and whether it is new, changed or unchanged.
 *
 * @see https://cdk8s.io/docs/latest/basics/app/
 */
export class PodApp extends App {
  private readonly quiet: boolean;

  /** @param props as for the `App` of cdk8s */
  public constructor(props: PodAppProps = {}) {
    super(props);
    this.quiet = props.quiet ?? false;
  }

  /**
   * Writes all charts to the output folder.
   *
   * @throws when something in the app is not valid, with all that is wrong
   */
  public override synth(): void {
    const files = this.render();
    const outcomes = writeFiles(this.outdir, new Map([...files].map(([name, objects]) => [name, print(objects)])));
    if (!this.quiet) {
      const width = Math.max(0, ...[...files.keys()].map((name) => name.length));
      for (const [name, objects] of files) {
        const count = `${objects.length} object${objects.length === 1 ? ' ' : 's'}`;
        const file = path.join(this.outdir, name.padEnd(width));
        process.stdout.write(`${file}  ${count}  ${outcomes.get(name)}\n`);
      }
    }
  }

  /** The objects of each file, by its name in the output folder. */
  private render(): Map<string, any[]> {
    const charts = this.charts;
    const objects = new Map<Chart, any[]>(charts.map((chart) => [chart, chart.toJson()]));
    const files = new Map<string, any[]>();
    const add = (name: string, manifests: any[]): void => {
      const file = `${name}${this.outputFileExtension}`;
      files.set(file, [...(files.get(file) ?? []), ...manifests]);
    };
    charts.forEach((chart, i) => {
      const manifests = objects.get(chart)!;
      switch (this.yamlOutputType) {
        case YamlOutputType.FILE_PER_APP:
          return add('app', manifests);
        case YamlOutputType.FILE_PER_CHART:
          return add(chartName(chart, i, charts), manifests);
        case YamlOutputType.FILE_PER_RESOURCE:
          return manifests.forEach((manifest) => add(objectName(manifest), [manifest]));
        case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
          return manifests.forEach((manifest) =>
            add(path.join(chartName(chart, i, charts), objectName(manifest)), [manifest]),
          );
      }
    });
    return files;
  }
}

/** As cdk8s has it: with the position before it, where any chart of the app has to be applied after another. */
function chartName(chart: Chart, index: number, charts: Chart[]): string {
  const ordered = charts.some((one) => one.node.dependencies.some((other) => Chart.of(other) !== one));
  const name = Names.toDnsLabel(chart);
  return ordered ? `${String(index).padStart(4, '0')}-${name}` : name;
}

function objectName(manifest: any): string {
  return `${manifest.kind}.${manifest.metadata.name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
}
