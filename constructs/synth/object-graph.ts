import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { addTo } from '../../util/multimap';
import { safe } from '../../util/safe-text';
import { CreatedAt } from './created-at';
import { inOrder } from './topology';

/** A chart, and its objects in an order in which they can be applied. */
export interface ChartObjects {
  readonly chart: Chart;
  readonly objects: ApiObject[];
}

/** The charts of an app, in an order in which they can be applied. */
export interface ObjectGraph {
  readonly charts: ChartObjects[];
  /** The charts that must be applied before a chart. */
  readonly needs: ReadonlyMap<Chart, readonly Chart[]>;
  /** The dependencies between all constructs of the app. */
  readonly dependencies: readonly Dependency[];
}

/**
 * Orders the charts of an app, and the objects of each chart, by their dependencies. It is linear and does not recurse. The order is that
 * of cdk8s, except in a few apps whose dependencies overlap.
 * @param constructs all constructs of the app, as `constructsIn` returns them
 * @throws if the dependencies form a cycle
 */
export function objectGraphOf(constructs: readonly IConstruct[]): ObjectGraph {
  const objectsOf = new Map<Chart, ApiObject[]>();
  for (const construct of constructs) {
    if (Chart.isChart(construct)) {
      objectsOf.set(construct, []);
    } else if (ApiObject.isApiObject(construct)) {
      objectsOf.get(construct.chart)?.push(construct);
    }
  }
  const dependencies: Dependency[] = [];
  for (const source of constructs) {
    source.node.dependencies.forEach((target) => dependencies.push({ source, target }));
  }
  const chartOf = new Map<IConstruct, Chart | undefined>();
  for (const construct of dependencies.length === 0 ? [] : constructs) {
    chartOf.set(construct, Chart.isChart(construct) ? construct : chartOf.get(construct.node.scope!));
  }
  const tree = { dependencies, chartOf };
  const needs = chartNeeds(tree, [...objectsOf.keys()]);
  const order = objectOrder(tree);
  const charts = inOrder([...objectsOf.keys()], (chart) => needs.get(chart) ?? [], cycleError);
  return { needs, dependencies, charts: charts.map((chart) => ({ chart, objects: order(objectsOf.get(chart)!) })) };
}

/** A construct, and a construct that must be applied before it. */
export interface Dependency {
  readonly source: IConstruct;
  readonly target: IConstruct;
}

interface Tree {
  /** The chart of each construct; empty if there are no dependencies. */
  readonly chartOf: ReadonlyMap<IConstruct, Chart | undefined>;
  readonly dependencies: readonly Dependency[];
}

/**
 * A construct and all its descendants, parents before children.
 * @param visit is called with each construct before its children are read, so that the result has children that it adds
 */
export function constructsIn(root: IConstruct, visit: (construct: IConstruct) => void = () => undefined): IConstruct[] {
  const found: IConstruct[] = [];
  const open = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    found.push(next);
    visit(next);
    const { children } = next.node;
    for (let i = children.length - 1; i >= 0; i--) {
      open.push(children[i]);
    }
  }
  return found;
}

/** The construct and its scopes, from the inside out. */
function scopesOf(construct: IConstruct): IConstruct[] {
  const scopes: IConstruct[] = [];
  for (let scope: IConstruct | undefined = construct; scope !== undefined; scope = scope.node.scope) {
    scopes.push(scope);
  }
  return scopes;
}

function isWithin(construct: IConstruct, outer: IConstruct): boolean {
  return scopesOf(construct).includes(outer);
}

/** A chart needs its nested charts, and the charts of everything that its constructs depend on. */
function chartNeeds({ chartOf, dependencies }: Tree, charts: readonly Chart[]): Map<Chart, Chart[]> {
  const needs = new Map(charts.map((chart) => [chart, new Set<Chart>()]));
  const add = ({ source, target }: Dependency): void => {
    const [from, to] = [Chart.of(source), chartOf.get(target) ?? Chart.of(target)];
    if (from !== to || (source === from && target === from)) {
      needs.get(from)?.add(to);
    }
  };
  dependencies.filter(({ source }) => Chart.isChart(source)).forEach(add);
  for (const chart of charts) {
    const nested = chart.node.children.filter((child): child is Chart => Chart.isChart(child));
    nested.forEach((child) => needs.get(chart)!.add(child));
  }
  dependencies.forEach(add);
  return new Map([...needs].map(([chart, set]) => [chart, [...set]]));
}

/** The objects of a construct that others depend on. With this node in the graph, n objects that need m objects have n + m edges. */
class Group {
  public constructor(public readonly objects: ApiObject[]) {}
}

/**
 * Orders the objects of one chart: the objects in the source of a dependency come after the objects in its target. If one of the
 * two constructs contains the other, the dependency does not change the order of the inner objects among themselves.
 */
function objectOrder({ chartOf, dependencies }: Tree): (objects: ApiObject[]) => ApiObject[] {
  const targetsOf = new Map<IConstruct, IConstruct[]>();
  for (const { source, target } of dependencies) {
    if (chartOf.get(source) === chartOf.get(target)) {
      addTo(targetsOf, source, target);
    }
  }
  if (targetsOf.size === 0) {
    return (objects) => objects;
  }
  const objectsIn = (construct: IConstruct): ApiObject[] =>
    constructsIn(construct).filter(
      (inner): inner is ApiObject => ApiObject.isApiObject(inner) && chartOf.get(inner) === chartOf.get(construct),
    );
  const groups = new Map<IConstruct, Group>();
  const groupOf = (construct: IConstruct): Group => {
    const group = groups.get(construct) ?? new Group(objectsIn(construct));
    groups.set(construct, group);
    return group;
  };
  const rests = new Map<IConstruct, { readonly source: IConstruct; readonly group: Group }>();
  /** For a target that contains the source: the objects of the target that are outside of the source. */
  const restOf = (object: ApiObject, source: IConstruct, target: IConstruct): ApiObject | Group => {
    const rest = rests.get(target);
    if (rest !== undefined && !isWithin(object, rest.source)) {
      // the target has another source, so the dependencies form a cycle: one object of that source is enough to find it
      return objectsIn(rest.source)[0];
    }
    if (rest?.source === source) {
      return rest.group;
    }
    const group = new Group(objectsIn(target).filter((other) => !isWithin(other, source)));
    rests.set(target, rest ?? { source, group });
    return group;
  };
  const needsBy = (object: ApiObject, source: IConstruct, target: IConstruct): (ApiObject | Group)[] => {
    if (!isWithin(object, target)) {
      return [groupOf(target)];
    }
    if (source === target) {
      return [object];
    }
    return isWithin(source, target) ? [restOf(object, source, target)] : [];
  };
  const needsOf = (item: ApiObject | Group): (ApiObject | Group)[] => {
    if (item instanceof Group) {
      return item.objects;
    }
    // first the objects that it names, then its other dependencies, then those of its scopes, from the outside in
    const named = (targetsOf.get(item) ?? []).filter((target): target is ApiObject => ApiObject.isApiObject(target));
    const outer = scopesOf(item).slice(1);
    const ofOtherChart = outer.findIndex((scope) => chartOf.get(scope) !== chartOf.get(item));
    const sources = [item, ...outer.slice(0, ofOtherChart < 0 ? undefined : ofOtherChart).reverse()];
    const others = sources.flatMap((source) =>
      (targetsOf.get(source) ?? []).flatMap((target) => needsBy(item, source, target)),
    );
    return [...named, ...others];
  };
  return (objects) =>
    inOrder<ApiObject | Group>(objects, needsOf, cycleError).filter(
      (item): item is ApiObject => !(item instanceof Group),
    );
}

function cycleError(cycle: (IConstruct | Group)[]): Error {
  const paths = cycle
    .filter((item): item is IConstruct => !(item instanceof Group))
    .map((construct) => {
      const place = CreatedAt.of(construct);
      return safe(place === undefined ? construct.node.path : `${construct.node.path} (created at ${place})`);
    });
  // a cycle that starts with a group lacks its first construct at the end
  const closed = paths.length > 1 && paths[0] === paths[paths.length - 1] ? paths : [...paths, paths[0]];
  return new Error(`The dependencies form a cycle: ${closed.join(' needs ')}. Remove one of them.`);
}
