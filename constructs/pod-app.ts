import { ApiObject, App, AppProps, Chart, YamlOutputType } from 'cdk8s';
import { IConstruct } from 'constructs';
import * as path from 'path';
import * as process from 'process';
import { FolderFiles, Outcome, writeFiles } from '../manifest/output/write-files';
import type { RegistryOptions } from '../manifest/registry/ask';
import { objectsIn } from '../manifest/yaml/k8s-list';
import { print } from '../manifest/yaml/print';
import { askImages, silentText } from '../rules/check/ask-images';
import { registryOptionsOf } from '../rules/check/registry-options';
import { registryUnavailable } from '../rules/check/rules';
import { findingOf } from '../rules/finding';
import { safe } from '../util/safe-text';
import { described } from '../util/plain-object';
import { aBoolean, aString } from '../util/prop-checks';
import { PropCheck, PropNames, checkProps } from '../util/props';
import { KubernetesVersion } from './settings/kubernetes-version';
import { Waiver } from './settings/waiver';
import { AppState } from './synth/app-state';
import { assignFiles, RenderedChart } from './synth/file-names';
import { warnOnExit } from './synth/exit-warnings';
import { keepShapes } from './synth/keep-shapes';
import { throwIfAny } from './synth/message';
import { constructsIn, objectGraphOf } from './synth/object-graph';
import { Output, Progress } from './synth/progress';
import { readIncludedAsKubectl } from './synth/read-included';
import { renderApp, RenderedApp } from './synth/render-app';
import { RenderedObject } from './synth/rendering';

/** Properties of `PodApp`. */
export interface PodAppProps extends AppProps {
  /**
   * The Kubernetes version of the cluster, such as `1.37`. `KubernetesVersion.set` on a chart or an object overrides it.
   * @default - `target` in the file `.cdk8s-pods.yaml` of the working folder, or else 1.35
   */
  readonly kubernetesVersion?: string;
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
  /**
   * Whether to ask the registries for the images, with the credentials of `docker login`: whether they exist, and what they contain. It
   * loads manifests and configurations, and no layers.
   * @default false
   */
  readonly images?: boolean | RegistryOptions;
}

const anOutputType: PropCheck = (value, path) =>
  value === undefined || (typeof value === 'number' && value in YamlOutputType)
    ? []
    : [`\`${path}\` is ${described(value)}. Write YamlOutputType.FILE_PER_CHART, for example.`];

const PROPS: PropNames<PodAppProps> = {
  outdir: aString,
  outputFileExtension: aString,
  yamlOutputType: anOutputType,
  recordConstructMetadata: aBoolean,
  resolvers: true,
  quiet: aBoolean,
  kubernetesVersion: true,
  verbose: aBoolean,
  images: true,
};

/** The files of an app, and what reports the results after they are written. */
interface PreparedFiles extends FolderFiles {
  readonly done: (outcomes: ReadonlyMap<string, Outcome>) => void;
}

/**
 * The app that writes `dist/`. Use it in place of the `App` of cdk8s.
 *
 * It checks all pods and workloads, including those of other libraries: an error stops the synth, and a warning is printed on standard
 * error. Errors are also two objects with the same kind, namespace and name, and dependencies that form a cycle.
 *
 * It writes only if everything is valid; otherwise the folder does not change. It does not touch unchanged files. It removes the files of
 * charts that no longer exist, and no others: the list of its files is beside the folder, in `.dist.files`. A file of the user that has the
 * name of a chart is an error. For each file it prints the name, the number of objects, and whether the file is new, changed, unchanged or
 * removed.
 *
 * In a test, `Manifests.of(app)` of `cdk8s-pod-patterns/testing` renders and checks the app without writing it. `Testing.synth` of cdk8s
 * checks only the pods and workloads of this package.
 *
 * After its creation, `Include`, `Helm` and `Yaml.load` of cdk8s read YAML as kubectl does. Without it, cdk8s reads some text as a number,
 * such as `.` and `12e4567`, and some numbers as text, such as `0o555`.
 * @see https://cdk8s.io/docs/latest/basics/app/
 */
export class PodApp extends App {
  private readonly output: Output;
  private readonly recordsMetadata: boolean;
  private readonly registryOptions: RegistryOptions | undefined;

  /** @param props as for the `App` of cdk8s */
  public constructor(props: PodAppProps = {}) {
    checkProps('PodApp', props, PROPS);
    super(props);
    this.registryOptions = registryOptionsOf(props.images);
    keepShapes();
    if (props.kubernetesVersion !== undefined) {
      KubernetesVersion.set(this, props.kubernetesVersion);
    }
    readIncludedAsKubectl();
    const { CDK8S_PODS_OUTPUT: output, CDK8S_RECORD_CONSTRUCT_METADATA: metadata } = process.env;
    const { quiet = output === 'quiet', verbose = output === 'verbose' } = props;
    this.output = quiet ? 'quiet' : verbose ? 'summary' : output === 'status' ? 'status' : 'normal';
    const state = AppState.of(this);
    state.quiet = quiet;
    state.recordPlace(this, new.target);
    warnOnExit(this);
    this.node.addValidation({
      validate: () => {
        state.isValidated = true;
        return [];
      },
    });
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
    const { folder, files, done } = this._prepare();
    done(writeFiles(folder, files));
  }

  /**
   * Renders and checks everything. It returns what to write.
   * @internal
   */
  public _prepare(): PreparedFiles {
    const { statusLine } = AppState.of(this);
    const progress = new Progress(this.output, statusLine);
    const texts = new Map<string, string>();
    try {
      const { charts, graph, constructs } = this.render(progress);
      const files = assignFiles(charts, graph, this.yamlOutputType, this.outputFileExtension);
      for (const [name, objects] of files) {
        texts.set(name, yamlOf(objects));
        progress.at('printed', texts.size, files.size);
      }
      if (this.recordsMetadata) {
        texts.set('construct-metadata.json', constructMetadata(charts));
      }
      const done = (outcomes: ReadonlyMap<string, Outcome>): void => {
        AppState.of(this).written = { folder: fromWorkingFolder(this.outdir), constructs: constructs.length };
        progress.done(
          [...outcomes].map(([name, outcome]) => ({
            file: safe(fromWorkingFolder(path.join(this.outdir, name))),
            objects: files.get(name)?.length,
            outcome,
          })),
        );
      };
      return { folder: this.outdir, files: texts, done };
    } finally {
      statusLine.clear();
    }
  }

  /** All objects of this app as YAML. */
  public override synthYaml(): string {
    const { charts } = this.render(new Progress('quiet', AppState.of(this).statusLine));
    return yamlOf(charts.flatMap(({ objects }) => objects));
  }

  /** Asks the registries for the images of all objects, before the checks. */
  private askRegistries(): void {
    if (this.registryOptions === undefined) {
      return;
    }
    const state = AppState.of(this);
    state.images = askImages(manifestsOf(constructsIn(this)), this.registryOptions);
    for (const silent of state.images.silent()) {
      const finding = findingOf(registryUnavailable, '', silentText(silent), 'Synthesize again.');
      if (!Waiver.covers(this, finding.rule)) {
        state.report(this, finding);
      }
    }
  }

  /** Checks each construct and renders each object once. */
  private render(progress: Progress): RenderedApp {
    return AppState.of(this).renderingOnce(() => {
      this.askRegistries();
      const rendered = renderApp(this, progress);
      throwIfAny(rendered.errors);
      return rendered;
    });
  }
}

/** The manifests of objects. An object that cannot be rendered is reported later. */
function* manifestsOf(constructs: readonly IConstruct[]): Generator<object> {
  for (const construct of constructs) {
    try {
      yield* ApiObject.isApiObject(construct) ? objectsIn(construct.toJson()) : [];
    } catch {
      continue;
    }
  }
}

function yamlOf(objects: readonly RenderedObject[]): string {
  return print(objects.map(({ manifest }) => manifest));
}

/** A path relative to the working folder, if it is in that folder. */
function fromWorkingFolder(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') ? file : relative;
}

/** The file by which the validation plugins of cdk8s find constructs. */
function constructMetadata(charts: readonly RenderedChart[]): string {
  const objects = charts.flatMap((chart) => chart.objects.map(({ construct }) => construct));
  const resources = objects
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct))
    .map((object) => [object.name, { path: object.node.path }]);
  return JSON.stringify({ version: '1.0.0', resources: Object.fromEntries(resources) });
}
