import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { unusedWaiver } from '../../rules/check/rules';
import { findingOf } from '../../rules/finding';
import { Attachments } from '../compose/attachments';
import { Waiver } from '../settings/waiver';
import { AppState } from './app-state';
import { checkObjects, checkReferences } from './check';
import { RenderedChart } from './file-names';
import { withKeptShapes } from './keep-shapes';
import { Message, throwIfAny } from './message';
import { ChartObjects, constructsIn, ObjectGraph, objectGraphOf } from './object-graph';
import { Progress } from './progress';

/** An app, rendered and checked. */
export interface RenderedApp {
  /** The charts, each after the charts that it needs. */
  readonly charts: readonly RenderedChart[];
  readonly graph: ObjectGraph;
  readonly constructs: readonly IConstruct[];
  readonly errors: readonly Message[];
}

/**
 * Checks each construct of an app and renders each object, in a synth (`AppState.renderingOnce`).
 * @throws if an object cannot be rendered; with the errors so far, if there are any, because they may explain it
 */
export function renderApp(app: IConstruct, progress: Progress): RenderedApp {
  const errors: Message[] = [];
  const add = (more: readonly Message[]): void => more.forEach((error) => errors.push(error));
  let checked = 0;
  const constructs = constructsIn(app, (construct) => {
    progress.at('checked', ++checked);
    const found = construct.node.validate();
    if (found.length > 0) {
      add(found.map((text) => ({ construct, text })));
    }
  });
  try {
    const graph = objectGraphOf(constructs);
    const count = graph.charts.reduce((sum, { objects }) => sum + objects.length, 0);
    let done = 0;
    const charts = graph.charts.map((chart) =>
      renderChart(chart, graph.charts.length, () => progress.at('rendered', ++done, count)),
    );
    const all = charts.flatMap(({ objects }) => objects);
    add(checkObjects(all.filter(({ isChecked }) => !isChecked)));
    add(checkReferences(all));
    if (errors.length === 0) {
      constructs.forEach(reportUnusedWaivers);
    }
    return { charts, graph, constructs, errors };
  } catch (error) {
    throwIfAny(errors);
    throw error;
  }
}

function renderChart({ chart, objects }: ChartObjects, charts: number, onObject: () => void): RenderedChart {
  if (chart.toJson === Chart.prototype.toJson) {
    const all = objects.map((construct) => {
      onObject();
      const isChecked = Attachments.of(construct) !== undefined;
      const manifest = construct.toJson();
      return { construct, manifest: isChecked ? manifest : withKeptShapes(manifest, charts), isChecked };
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

function reportUnusedWaivers(construct: IConstruct): void {
  for (const rule of Waiver._unused(construct)) {
    const what = `the waiver of ${rule} ignores no finding.`;
    AppState.of(construct).report(construct, findingOf(unusedWaiver, '', what, 'Remove the waiver.'));
  }
}
