import { Chart, Names, YamlOutputType } from 'cdk8s';
import { addTo } from '../../util/multimap';
import { inFileOrder, numberOf } from './file-order';
import { ObjectGraph } from './object-graph';
import { RenderedObject } from './rendering';
import { safeName, withHash } from './safe-name';

/** A chart, and its rendered objects. */
export interface RenderedChart {
  readonly chart: Chart;
  readonly objects: readonly RenderedObject[];
}

/**
 * Assigns the objects of an app to files. The files are those of cdk8s, with these exceptions:
 *
 * - The file of an object has the name of the object in it, after JSON patches, and its namespace.
 * - A number (`0003-web`) is in the file names only if the names alone would put a chart or an object before one that it needs:
 *   `kubectl apply -f` applies files in the order of their names.
 * - A name is valid on all operating systems. If a name must be changed for this, or if several files would have it, it ends with a hash.
 * @param charts the charts, each after the charts that it needs
 * @returns the objects of each file, by its name, with `/` after a folder
 */
export function assignFiles(
  charts: readonly RenderedChart[],
  { needs, dependencies }: Pick<ObjectGraph, 'needs' | 'dependencies'>,
  type: YamlOutputType,
  extension: string,
): Map<string, readonly RenderedObject[]> {
  const all = charts.flatMap(({ objects }) => objects);
  const perObject = (folder: string, objects: readonly RenderedObject[]): [string, RenderedObject[]][] => {
    const files = objectNames(objects).map((name) => `${name}${extension}`);
    return inFileOrder(files, objects, dependencies).map((file, i) => [`${folder}${file}`, [objects[i]]]);
  };
  switch (type) {
    case YamlOutputType.FILE_PER_APP:
      return new Map(charts.length > 0 ? [[`app${extension}`, all]] : []);
    case YamlOutputType.FILE_PER_CHART:
      return new Map(chartNames(charts, needs, extension).map((name, i) => [name, charts[i].objects]));
    case YamlOutputType.FILE_PER_RESOURCE:
      return new Map(perObject('', all));
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      return new Map(chartNames(charts, needs, '').flatMap((name, i) => perObject(`${name}/`, charts[i].objects)));
  }
}

/** @param extension is part of the order: `web-db.yaml` comes before `web.yaml`, but the folder `web-db` after `web` */
function chartNames(charts: readonly RenderedChart[], needs: ObjectGraph['needs'], extension: string): string[] {
  const labels = charts.map(({ chart }) => safeName(Names.toDnsLabel(chart), chart.node.path));
  const names = unique(labels, (i) => charts[i].chart.node.path).map((name) => `${name}${extension}`);
  const nameOf = new Map(charts.map(({ chart }, i) => [chart, names[i]]));
  const isInOrder = charts.every(({ chart }, i) =>
    (needs.get(chart) ?? []).every((other) => nameOf.get(other)! < names[i]),
  );
  return isInOrder ? names : names.map((name, i) => `${numberOf(i, names.length)}${name}`);
}

function objectNames(objects: readonly RenderedObject[]): string[] {
  const names = objects.map((object) => {
    const { kind, metadata: { name, namespace } = {} } = object.manifest;
    const parts = [kind, name, namespace].filter((part) => part !== undefined);
    const isVague = name === undefined || /[A-Z]/.test(`${name}${namespace}`);
    return safeName(parts.join('.'), identityOf(object), isVague);
  });
  return unique(names, (i) => identityOf(objects[i]));
}

/** A text that no other object of the app has, and that does not change with the content of the object. */
function identityOf({ construct, manifest: { apiVersion, kind, metadata } }: RenderedObject): string {
  const group = `${apiVersion}`.split('/').slice(0, -1).join('/');
  const isNamed = metadata?.name !== undefined;
  return isNamed ? [group, kind, metadata.namespace, metadata.name].join(' ') : construct.node.path;
}

/** Adds a hash to each name that several files have, on a file system that ignores upper and lower case. */
function unique(names: readonly string[], identityAt: (i: number) => string): string[] {
  const indexesOf = new Map<string, number[]>();
  names.forEach((name, i) => addTo(indexesOf, name.toLowerCase(), i));
  const used = new Set<string>();
  return names.map((name, i) => {
    const isUnique = indexesOf.get(name.toLowerCase())!.length === 1;
    const first = isUnique ? name : withHash(name, identityAt(i));
    let chosen = first;
    // objects of one construct without a name have one hash
    for (let number = 2; used.has(chosen.toLowerCase()); number++) {
      chosen = `${first}.${number}`;
    }
    used.add(chosen.toLowerCase());
    return chosen;
  });
}
