import * as cdk8s from 'cdk8s';
import * as constructs from 'constructs';
import * as path from 'path';
import { ChartFile } from './chart-file';
import { compile, Compiler, loadLibrary } from './compiler';
import { InputObject } from './read-objects';
import { isSameData } from './same-data';

/** The result of the proof. */
export interface Proof {
  readonly objects: number;
  readonly equal: number;
  /** The objects that are not equal, by their index in their file, and why. */
  readonly unequal: readonly { readonly chart: ChartFile; readonly index: number; readonly reason: string }[];
  /** The objects that the classes of the app do not accept, or do not render. */
  readonly refused: ReadonlySet<InputObject>;
  /** The errors that stop the synth of the code, as PodApp reports them. */
  readonly errors: string | undefined;
}

/** The part of this package that the proof uses. */
interface Library {
  readonly PodApp: new (props: object) => cdk8s.App;
}

class UnwrittenApp extends cdk8s.App {
  public override synth(): void {}
}

/** A chart that the code creates. */
type ChartClass = new (scope: constructs.Construct, id: string) => cdk8s.Chart;

/**
 * Compiles the code of charts, creates their objects, and compares them with the input.
 * @param folder the folder of the code
 * @param library how the code imports this package
 */
export function prove(ts: Compiler, charts: readonly ChartFile[], folder: string, library: string): Proof {
  const fileOf = ({ stem }: ChartFile): string => path.join(path.resolve(folder), `${stem}.ts`);
  const files = new Map(charts.map((chart) => [fileOf(chart), chart.text]));
  const values = new Map(
    charts
      .flatMap(({ objects }) => objects.flatMap(({ placeholders }) => placeholders))
      .map(({ name, value }) => [name, value]),
  );
  const types = charts.flatMap(({ objects }) => objects.flatMap(({ type }) => type ?? []));
  const { diagnostics, code } = compile(ts, files, [...values.keys()], new Set(types.map(({ file }) => file)));
  const refused = new Set<InputObject>();
  const unequal: { chart: ChartFile; index: number; reason: string }[] = [];
  for (const { file, start, message } of diagnostics) {
    const chart = charts.find((one) => fileOf(one) === path.normalize(file))!;
    const object = chart.objects[chart.starts.filter((offset) => offset <= start).length - 1];
    if (object?.type !== undefined) {
      refused.add(object.input);
      continue;
    }
    const line = chart.text.slice(0, start).split('\n').length;
    throw new Error(`the code of ${chart.stem}.ts does not compile: line ${line}: ${message}`);
  }
  if (refused.size > 0) {
    return { objects: 0, equal: 0, unequal, refused, errors: undefined };
  }
  const own = loadLibrary() as Library;
  const modules = new Map<string, unknown>([
    ['cdk8s', cdk8s],
    ['constructs', constructs],
    // the code of an app must not write its manifests
    [library, { ...own, PodApp: UnwrittenApp }],
  ]);
  for (const { module, file } of types) {
    if (!modules.has(module)) {
      modules.set(
        module,
        run(code.get(file)!, (name) => modules.get(name), new Map()),
      );
    }
  }
  const load = (name: string): unknown => modules.get(name);
  const classes = new Map(
    charts.map((chart) => [chart, run(code.get(fileOf(chart))!, load, values)[chart.className] as ChartClass]),
  );
  let objects = 0;
  for (const chart of charts) {
    const created = childrenOf(new (classes.get(chart)!)(new cdk8s.App({ outdir: 'dist' }), chart.stem));
    chart.objects.forEach(({ object, type, input }, index) => {
      objects++;
      if (isSameData(object, rendered(created[index]))) {
        return;
      }
      if (type !== undefined) {
        refused.add(input);
      } else {
        unequal.push({ chart, index, reason: 'the code renders another object.' });
      }
    });
  }
  return { objects, equal: objects - unequal.length, unequal, refused, errors: synthErrors(charts, classes, own) };
}

function run(
  code: string,
  load: (name: string) => unknown,
  values: ReadonlyMap<string, unknown>,
): Record<string, unknown> {
  const exports: Record<string, unknown> = {};
  const body = new Function('exports', 'require', ...values.keys(), code);
  body(exports, load, ...values.values());
  return exports;
}

function childrenOf(chart: cdk8s.Chart): cdk8s.ApiObject[] {
  return chart.node.children.filter((child): child is cdk8s.ApiObject => cdk8s.ApiObject.isApiObject(child));
}

/** The object that a construct renders; undefined if it fails. */
function rendered(construct: cdk8s.ApiObject | undefined): unknown {
  try {
    return construct?.toJson();
  } catch {
    return undefined;
  }
}

/** What PodApp reports about all charts in one app. */
function synthErrors(
  charts: readonly ChartFile[],
  classes: ReadonlyMap<ChartFile, ChartClass>,
  { PodApp }: Library,
): string | undefined {
  const app = new PodApp({ outdir: 'dist', quiet: true });
  charts.forEach((chart) => new (classes.get(chart)!)(app, chart.stem));
  try {
    app.synthYaml();
    return undefined;
  } catch (error) {
    return withoutPlaces((error as Error).message);
  }
}

/** The message without the places in this file: the code is not written yet, so it has no lines. */
function withoutPlaces(message: string): string {
  const file = path.basename(__filename).replace(/[.]/g, '\\.');
  const place = `at [^\\s]*${file}:\\d+:\\d+`;
  return message.replace(/^Validation failed.*\n/, '').replace(new RegExp(`\\n +${place}$| ${place}`, 'gm'), '');
}
