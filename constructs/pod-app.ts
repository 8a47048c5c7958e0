import { ApiObject, App, AppProps, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import * as path from 'path';
import * as process from 'process';
import { writeFiles } from '../manifest/output/write-files';
import { print } from '../manifest/yaml/print';
import { checksItself, problemsOf, problemsTogether } from './synth/check';
import { duplicates, Rendered } from './synth/duplicates';
import { RenderedChart, shareOut } from './synth/file-names';
import { clearPassing } from './synth/status-line';
import { Progress } from './synth/progress';
import { duringSynthesis } from './synth/rendering';
import { QUIET, warn } from './synth/report';
import { keepShapes } from './synth/keep-shapes';
import { below, Synthesis, synthesisOf } from './synth/object-graph';
import { Waiver } from './settings/waiver';

/** Properties of `PodApp`. */
export interface PodAppProps extends AppProps {
  /**
   * Whether to write nothing to standard output and standard error.
   *
   * @default false, or what `npm run synth -- --quiet` says
   */
  readonly quiet?: boolean;

  /**
   * Whether to sum up on standard error what was done, and how long it took.
   *
   * @default false, or what `npm run synth -- --verbose` says
   */
  readonly verbose?: boolean;
}

/**
 * The app that writes `dist/`, in the place of the `App` of cdk8s.
 *
 * It renders and checks everything before it writes anything, so that an error leaves the folder as it was. Files that stay the same
 * are not touched; those of charts that are gone are removed, and no others: the list of what was written stands beside the folder, in
 * `.dist.files`. A line for each file says its name, how many objects it has, and what became of it.
 *
 * Two objects that a cluster takes for one are refused, and so are dependencies that lead in a circle. All pods and workloads are put to
 * the rules, whatever makes them: an error stops the synth, a warning goes to standard error.
 *
 * @see https://cdk8s.io/docs/latest/basics/app/
 */
export class PodApp extends App {
  private readonly quiet: boolean;
  private readonly verbose: boolean;
  private readonly recordsMetadata: boolean;

  /** @param props as for the `App` of cdk8s */
  public constructor(props: PodAppProps = {}) {
    super(props);
    keepShapes();
    this.quiet = props.quiet ?? process.env.CDK8S_PODS_OUTPUT === 'quiet';
    this.verbose = props.verbose ?? process.env.CDK8S_PODS_OUTPUT === 'verbose';
    Object.defineProperty(this, QUIET, { value: this.quiet });
    this.recordsMetadata = props.recordConstructMetadata ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
  }

  /** All charts of this app, each after those that it needs. */
  public override get charts(): Chart[] {
    return synthesisOf(below(this)).charts.map(({ chart }) => chart);
  }

  /**
   * Writes all charts to the output folder.
   *
   * @throws when something in the app is not valid, with all that is wrong, or when the folder cannot be written
   */
  public override synth(): void {
    this._prepare()();
  }

  /**
   * Renders and checks everything; what it returns writes the files.
   *
   * @internal
   */
  public _prepare(): () => void {
    const progress = new Progress(this.quiet, this.verbose, process.env.CDK8S_PODS_OUTPUT === 'passing');
    const { files, texts } = this.inFiles(progress);
    return () => {
      const outcomes = writeFiles(this.outdir, texts);
      progress.done(
        [...outcomes].map(([name, outcome]) => ({
          file: shown(path.join(this.outdir, name)),
          objects: files.get(name)?.length,
          outcome,
        })),
      );
    };
  }

  /** All objects of this app as YAML. */
  public override synthYaml(): string {
    const { charts } = this.render(new Progress(true, false, false));
    return print(charts.flatMap(({ objects }) => objects.map(({ manifest }) => manifest)));
  }

  /** The objects of each file, and the texts of all files. */
  private inFiles(progress: Progress): { files: Map<string, Rendered[]>; texts: Map<string, string> } {
    try {
      const { charts, needs } = this.render(progress);
      const files = shareOut(charts, needs, this.yamlOutputType, this.outputFileExtension);
      const texts = new Map<string, string>();
      for (const [name, objects] of files) {
        texts.set(name, print(objects.map(({ manifest }) => manifest)));
        progress.at('printed', texts.size, files.size);
      }
      if (this.recordsMetadata) {
        texts.set('construct-metadata.json', constructMetadata(charts));
      }
      return { files, texts };
    } finally {
      clearPassing();
    }
  }

  /** Checks and renders each construct once. */
  private render(progress: Progress): { charts: RenderedChart[]; needs: Synthesis['needs'] } {
    return duringSynthesis(() => {
      const problems: string[] = [];
      let checked = 0;
      const constructs = below(this, (construct) => {
        progress.at('checked', ++checked);
        for (const problem of construct.node.validate()) {
          problems.push(`[${construct.node.path}] ${problem}`);
        }
      });
      try {
        const synthesis = synthesisOf(constructs);
        const all = synthesis.charts.reduce((sum, { objects }) => sum + objects.length, 0);
        let count = 0;
        const charts = synthesis.charts.map(({ chart, objects }) => ({
          chart,
          objects: rendering(chart, objects, () => progress.at('rendered', ++count, all)),
        }));
        problemsOf(charts.flatMap(unchecked)).forEach((problem) => problems.push(problem));
        const rendered = charts.flatMap(({ objects }) => objects);
        problemsTogether(rendered).forEach((problem) => problems.push(problem));
        refuse(problems);
        refuse(duplicates(rendered));
        constructs.forEach(warnOfWaivers);
        return { charts, needs: synthesis.needs };
      } catch (error) {
        // what is told first often explains the rest
        refuse(problems);
        throw error;
      }
    });
  }
}

/** The objects of a chart that nobody has checked: those that are not as their constructs render them are among them. */
function unchecked({ chart, objects }: RenderedChart): Rendered[] {
  const isOwn = chart.toJson === Chart.prototype.toJson;
  return objects.filter(({ construct }) => !(isOwn && checksItself(construct)));
}

function warnOfWaivers(construct: IConstruct): void {
  for (const rule of Waiver._unused(construct)) {
    warn(
      construct,
      `warning: [${construct.node.path}] ${rule} is waived, and finds nothing here. Leave the waiver out.`,
    );
  }
}

/** The manifests of a chart: its own word for it, where it has one. An object that renders to nothing has none. */
function rendering(chart: Chart, objects: ApiObject[], tell: () => void): Rendered[] {
  if (chart.toJson !== Chart.prototype.toJson) {
    const manifests = chart.toJson();
    // which object a manifest is of can only be told where there is one for each
    return manifests.map((manifest, i) => ({
      construct: manifests.length === objects.length ? objects[i] : chart,
      manifest,
    }));
  }
  const rendered: Rendered[] = [];
  for (const construct of objects) {
    tell();
    const manifest = construct.toJson();
    if (manifest !== undefined) {
      rendered.push({ construct, manifest });
    }
  }
  return rendered;
}

/** A path as a person would give it: from the working folder, where it is in it. */
function shown(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') ? file : relative;
}

function refuse(problems: string[]): void {
  if (problems.length > 0) {
    throw new Error(`Validation failed with the following errors:\n  ${problems.join('\n  ')}`);
  }
}

/** The file that the validation plugins of cdk8s find constructs by. */
function constructMetadata(charts: RenderedChart[]): string {
  const objects = charts.flatMap((chart) => chart.objects);
  const resources = Object.fromEntries(
    objects.flatMap(({ construct }) =>
      ApiObject.isApiObject(construct) ? [[construct.name, { path: construct.node.path }]] : [],
    ),
  );
  return JSON.stringify({ version: '1.0.0', resources });
}
