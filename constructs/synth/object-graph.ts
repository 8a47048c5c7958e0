import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { inOrder } from './topology';

/** A chart, and its objects in an order in which they can be applied. */
export interface ChartObjects {
  readonly chart: Chart;
  readonly objects: ApiObject[];
}

/** An app, taken apart. */
export interface Synthesis {
  /** The charts, each after those that it needs. */
  readonly charts: ChartObjects[];

  /** What each chart needs to be applied before it. */
  readonly needs: Map<Chart, Chart[]>;
}

/**
 * Takes an app apart, and puts its charts, and the objects of each, into an order that keeps all dependencies, in linear time and
 * without recursion. It is the order that cdk8s gives them, but for few apps whose dependencies overlap.
 *
 * @param constructs all constructs of the app, as `below` finds them
 * @throws when a dependency leads in a circle, with the circle written out
 */
export function synthesisOf(constructs: IConstruct[]): Synthesis {
  const objectsOf = new Map<Chart, ApiObject[]>();
  for (const construct of constructs) {
    if (Chart.isChart(construct)) {
      objectsOf.set(construct, []);
    } else if (ApiObject.isApiObject(construct)) {
      objectsOf.get(construct.chart)?.push(construct);
    }
  }
  const dependencies = dependenciesOf(constructs);
  const tree = { dependencies, chartOf: dependencies.length === 0 ? new Map() : chartsOf(constructs) };
  const needs = chartNeeds(tree, [...objectsOf.keys()]);
  const order = objectOrder(tree);
  const charts = inOrder([...objectsOf.keys()], (chart) => needs.get(chart) ?? [], circular);
  return { needs, charts: charts.map((chart) => ({ chart, objects: order(objectsOf.get(chart)!) })) };
}

interface Dependency {
  readonly source: IConstruct;
  readonly target: IConstruct;
}

interface Tree {
  readonly chartOf: Map<IConstruct, Chart | undefined>;
  readonly dependencies: Dependency[];
}

/** The chart that each construct is in. */
function chartsOf(constructs: IConstruct[]): Map<IConstruct, Chart | undefined> {
  const chartOf = new Map<IConstruct, Chart | undefined>();
  for (const construct of constructs) {
    chartOf.set(construct, Chart.isChart(construct) ? construct : chartOf.get(construct.node.scope!));
  }
  return chartOf;
}

function dependenciesOf(constructs: IConstruct[]): Dependency[] {
  const found: Dependency[] = [];
  for (const source of constructs) {
    for (const target of source.node.dependencies) {
      found.push({ source, target });
    }
  }
  return found;
}

/**
 * A construct and all below it, parents before their children.
 *
 * @param see is shown each before its children are asked for, so that those that it adds are found
 */
export function below(root: IConstruct, see: (construct: IConstruct) => void = () => undefined): IConstruct[] {
  const found: IConstruct[] = [];
  const open = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    found.push(next);
    see(next);
    const { children } = next.node;
    for (let i = children.length - 1; i >= 0; i--) {
      open.push(children[i]);
    }
  }
  return found;
}

function isWithin(construct: IConstruct, outer: IConstruct): boolean {
  let at: IConstruct | undefined = construct;
  while (at !== undefined && at !== outer) {
    at = at.node.scope;
  }
  return at === outer;
}

/** A chart needs those nested in it, and those that something in it depends on. */
function chartNeeds({ chartOf, dependencies }: Tree, charts: Chart[]): Map<Chart, Chart[]> {
  const needs = new Map(charts.map((chart) => [chart, new Set<Chart>()]));
  const add = ({ source, target }: Dependency): void => {
    const [from, to] = [Chart.of(source), chartOf.get(target) ?? Chart.of(target)];
    if (from !== to || (source === from && target === from)) {
      needs.get(from)?.add(to);
    }
  };
  dependencies.filter(({ source }) => Chart.isChart(source)).forEach(add);
  for (const chart of charts) {
    chart.node.children
      .filter((child): child is Chart => Chart.isChart(child))
      .forEach((child) => needs.get(chart)!.add(child));
  }
  dependencies.forEach(add);
  return new Map([...needs].map(([chart, set]) => [chart, [...set]]));
}

/** The objects of a construct that others depend on. It stands between both, so that n that depend on m make n + m steps. */
class Group {
  public constructor(public readonly objects: ApiObject[]) {}
}

/**
 * Orders the objects of one chart: those below the source of a dependency come after those below its target. Where one of the two is
 * within the other, the inner one's own objects are left as they are.
 */
function objectOrder({ chartOf, dependencies }: Tree): (objects: ApiObject[]) => ApiObject[] {
  const targetsOf = new Map<IConstruct, IConstruct[]>();
  for (const { source, target } of dependencies) {
    if (chartOf.get(source) === chartOf.get(target)) {
      targetsOf.set(source, [...(targetsOf.get(source) ?? []), target]);
    }
  }
  if (targetsOf.size === 0) {
    return (objects) => objects;
  }
  const objectsBelow = (construct: IConstruct): ApiObject[] =>
    below(construct).filter(
      (one): one is ApiObject => ApiObject.isApiObject(one) && chartOf.get(one) === chartOf.get(construct),
    );
  const groups = new Map<IConstruct, Group>();
  const groupOf = (construct: IConstruct): Group => {
    const group = groups.get(construct) ?? new Group(objectsBelow(construct));
    groups.set(construct, group);
    return group;
  };
  const rests = new Map<IConstruct, { readonly source: IConstruct; readonly group: Group }>();
  const restOf = (object: ApiObject, source: IConstruct, target: IConstruct): ApiObject | Group => {
    const rest = rests.get(target);
    if (rest === undefined || isWithin(object, rest.source)) {
      const group =
        rest?.source === source
          ? rest.group
          : new Group(objectsBelow(target).filter((other) => !isWithin(other, source)));
      rests.set(target, rest ?? { source, group });
      return group;
    }
    // two parts that each need all others need each other: one of the others is enough to find that circle
    return objectsBelow(rest.source)[0];
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
    const sources: IConstruct[] = [];
    for (
      let at: IConstruct | undefined = item;
      at !== undefined && chartOf.get(at) === chartOf.get(item);
      at = at.node.scope
    ) {
      sources.push(at);
    }
    // objects that it names itself, then what else its own dependencies lead to, then those of what it is in, from the outside in
    const named = (targetsOf.get(item) ?? []).filter((target): target is ApiObject => ApiObject.isApiObject(target));
    const others = [item, ...sources.slice(1).reverse()].flatMap((source) =>
      (targetsOf.get(source) ?? []).flatMap((target) => needsBy(item, source, target)),
    );
    return [...named, ...others];
  };
  return (objects) =>
    inOrder<ApiObject | Group>(objects, needsOf, circular).filter((one): one is ApiObject => !(one instanceof Group));
}

function circular(circle: (IConstruct | Group)[]): Error {
  const paths = circle.filter((one): one is IConstruct => !(one instanceof Group)).map((one) => one.node.path);
  // a circle that starts in a group has its first construct once only
  const closed = paths.length > 1 && paths[0] === paths[paths.length - 1] ? paths : [...paths, paths[0]];
  return new Error(`Dependencies lead in a circle: ${closed.join(' needs ')}. Leave one of them out.`);
}
