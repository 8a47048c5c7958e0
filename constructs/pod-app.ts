import { ApiObject, App, AppProps, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import * as path from 'path';
import * as process from 'process';
import { writeFiles } from '../manifest/output/write-files';
import { print } from '../manifest/yaml/print';
import { Attachments } from './compose/attachments';
import { Waiver } from './settings/waiver';
import { AppState } from './synth/app-state';
import { checkObjects, checkReferences, withPath } from './synth/check';
import { duplicateObjects } from './synth/duplicates';
import { assignFiles, RenderedChart } from './synth/file-names';
import { keepShapes } from './synth/keep-shapes';
import { ChartObjects, constructsIn, ObjectGraph, objectGraphOf } from './synth/object-graph';
import { Output, Progress } from './synth/progress';
import { RenderedObject } from './synth/rendering';

/** Properties of `PodApp`. */
export interface PodAppProps extends AppProps {
  /**
   * Whether to print nothing on standard output and standard error.
   * @default false; true for `npm run synth -- --quiet`
   */
  readonly quiet?: boolean;
  /**
   * Whether to print a summary and the time on standard error.
   * @default false; true for `npm run synth -- --verbose`
   */
  readonly verbose?: boolean;
}

/**
 * The app that writes `dist/`. Use it in place of the `App` of cdk8s.
 *
 * It checks all pods and workloads, including those of other libraries: an error stops the synth, and a warning is printed on standard
 * error. Errors are also two objects with the same kind, namespace and name, and dependencies that form a cycle.
 *
 * It writes only if everything is valid; otherwise the folder does not change. It does not touch unchanged files. It removes the files of
 * charts that no longer exist, and no others: the list of its files is beside the folder, in `.dist.files`. For each file it prints the
 * name, the number of objects, and whether the file is new, changed, unchanged or removed.
 * @see https://cdk8s.io/docs/latest/basics/app/
 */
export class PodApp extends App {
  private readonly output: Output;
  private readonly recordsMetadata: boolean;

  /** @param props as for the `App` of cdk8s */
  public constructor(props: PodAppProps = {}) {
    super(props);
    keepShapes();
    const { CDK8S_PODS_OUTPUT: output, CDK8S_RECORD_CONSTRUCT_METADATA: metadata } = process.env;
    const { quiet = output === 'quiet', verbose = output === 'verbose' } = props;
    this.output = quiet ? 'quiet' : verbose ? 'summary' : output === 'status' ? 'status' : 'normal';
    AppState.of(this).quiet = quiet;
    this.recordsMetadata = props.recordConstructMetadata ?? metadata === 'true';
  }

  /** All charts of this app, each after the charts that it needs. */
  public override get charts(): Chart[] {
    return objectGraphOf(constructsIn(this)).charts.map(({ chart }) => chart);
  }

  /**
   * Writes all charts to the output folder.
   * @throws if something in the app is invalid, with all errors, or if the folder cannot be written
   */
  public override synth(): void {
    this._prepare()();
  }

  /**
   * Renders and checks everything. The function that it returns writes the files.
   * @internal
   */
  public _prepare(): () => void {
    const { statusLine } = AppState.of(this);
    const progress = new Progress(this.output, statusLine);
    const texts = new Map<string, string>();
    try {
      const { charts, needs } = this.render(progress);
      const files = assignFiles(charts, needs, this.yamlOutputType, this.outputFileExtension);
      for (const [name, objects] of files) {
        texts.set(name, yamlOf(objects));
        progress.at('printed', texts.size, files.size);
      }
      if (this.recordsMetadata) {
        texts.set('construct-metadata.json', constructMetadata(charts));
      }
      return () => {
        const outcomes = [...writeFiles(this.outdir, texts)];
        progress.done(
          outcomes.map(([name, outcome]) => ({
            file: fromWorkingFolder(path.join(this.outdir, name)),
            objects: files.get(name)?.length,
            outcome,
          })),
        );
      };
    } finally {
      statusLine.clear();
    }
  }

  /** All objects of this app as YAML. */
  public override synthYaml(): string {
    const { charts } = this.render(new Progress('quiet', AppState.of(this).statusLine));
    return yamlOf(charts.flatMap(({ objects }) => objects));
  }

  /** Checks each construct and renders each object once. */
  private render(progress: Progress): { charts: RenderedChart[]; needs: ObjectGraph['needs'] } {
    return AppState.of(this).renderingOnce(() => {
      const errors: string[] = [];
      const add = (more: readonly string[]): void => more.forEach((error) => errors.push(error));
      let checked = 0;
      const constructs = constructsIn(this, (construct) => {
        progress.at('checked', ++checked);
        const found = construct.node.validate();
        if (found.length > 0) {
          add(withPath(construct, found));
        }
      });
      try {
        const graph = objectGraphOf(constructs);
        const count = graph.charts.reduce((sum, { objects }) => sum + objects.length, 0);
        let done = 0;
        const charts = graph.charts.map((chart) => renderChart(chart, () => progress.at('rendered', ++done, count)));
        const all = charts.flatMap(({ objects }) => objects);
        add(checkObjects(all.filter(({ isChecked }) => !isChecked)));
        add(checkReferences(all));
        throwIfAny(errors);
        throwIfAny(duplicateObjects(all));
        constructs.forEach(warnOfUnusedWaivers);
        return { charts, needs: graph.needs };
      } catch (error) {
        // the errors so far may explain this one
        throwIfAny(errors);
        throw error;
      }
    });
  }
}

function renderChart({ chart, objects }: ChartObjects, onObject: () => void): RenderedChart {
  if (chart.toJson === Chart.prototype.toJson) {
    const all = objects.map((construct) => {
      onObject();
      return { construct, manifest: construct.toJson(), isChecked: Attachments.of(construct) !== undefined };
    });
    return { chart, objects: all.filter(({ manifest }) => manifest !== undefined) };
  }
  // the chart may change what its objects render
  const manifests = chart.toJson();
  const constructOf = (i: number) => (manifests.length === objects.length ? objects[i] : chart);
  return {
    chart,
    objects: manifests.map((manifest, i) => ({ construct: constructOf(i), manifest, isChecked: false })),
  };
}

function yamlOf(objects: readonly RenderedObject[]): string {
  return print(objects.map(({ manifest }) => manifest));
}

/** A path relative to the working folder, if it is in that folder. */
function fromWorkingFolder(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') ? file : relative;
}

function warnOfUnusedWaivers(construct: IConstruct): void {
  for (const rule of Waiver._unused(construct)) {
    AppState.of(construct).warn(
      `[${construct.node.path}] the waiver of ${rule} ignores no finding. Remove the waiver.`,
    );
  }
}

function throwIfAny(errors: readonly string[]): void {
  if (errors.length > 0) {
    throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
  }
}

/** The file by which the validation plugins of cdk8s find constructs. */
function constructMetadata(charts: readonly RenderedChart[]): string {
  const objects = charts.flatMap((chart) => chart.objects.map(({ construct }) => construct));
  const resources = objects
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct))
    .map((object) => [object.name, { path: object.node.path }]);
  return JSON.stringify({ version: '1.0.0', resources: Object.fromEntries(resources) });
}
