import { Chart, Names, YamlOutputType } from 'cdk8s';
import { Manifest, RenderedObject } from './rendering';

/** A chart, and its rendered objects. */
export interface RenderedChart {
  readonly chart: Chart;
  readonly objects: readonly RenderedObject[];
}

/**
 * Assigns the objects of an app to files. The files are those of cdk8s, with three exceptions:
 *
 * - A file has the name of the object in it, after JSON patches.
 * - The index of a chart (`0003-web`) is in its file name only if two charts have the same name, or if the names alone would put a chart
 *   before a chart that it needs: `kubectl apply -f` applies files in the order of their names.
 * - Objects with the same file name, such as objects of one name in two namespaces, get their namespace and API group as well.
 * @param charts the charts, each after the charts that it needs
 * @param needs the charts that must be applied before a chart
 * @returns the objects of each file, by its name, with `/` after a folder
 */
export function assignFiles(
  charts: readonly RenderedChart[],
  needs: ReadonlyMap<Chart, readonly Chart[]>,
  type: YamlOutputType,
  extension: string,
): Map<string, readonly RenderedObject[]> {
  const all = charts.flatMap(({ objects }) => objects);
  const perObject = (folder: string, objects: readonly RenderedObject[]): [string, RenderedObject[]][] =>
    objectNames(objects).map((name, i) => [`${folder}${name}${extension}`, [objects[i]]]);
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
function chartNames(
  charts: readonly RenderedChart[],
  needs: ReadonlyMap<Chart, readonly Chart[]>,
  extension: string,
): string[] {
  const names = charts.map(({ chart }) => `${Names.toDnsLabel(chart)}${extension}`);
  const nameOf = new Map(charts.map(({ chart }, i) => [chart, names[i]]));
  const isInOrder = charts.every(({ chart }, i) =>
    (needs.get(chart) ?? []).every((other) => nameOf.get(other)! < names[i]),
  );
  if (isInOrder && new Set(names).size === names.length) {
    return names;
  }
  const width = Math.max(4, `${names.length - 1}`.length);
  return names.map((name, i) => `${String(i).padStart(width, '0')}-${name}`);
}

/** The forms of a file name, from the shortest to the most specific. */
const FORMS: readonly ((manifest: Manifest) => unknown[])[] = [
  ({ kind, metadata }) => [kind, metadata?.name],
  ({ kind, metadata }) => [kind, metadata?.name, metadata?.namespace],
  ({ apiVersion, kind, metadata }) => [kind, metadata?.name, metadata?.namespace, String(apiVersion).split('/')[0]],
];

/** Names for files of one object each. They differ in more than upper and lower case, which some file systems ignore. */
function objectNames(objects: readonly RenderedObject[]): string[] {
  const names = FORMS.map((form) =>
    objects.map(({ manifest }) => {
      const parts = form(manifest).filter((part) => part !== undefined);
      return parts.join('.').replace(/[^0-9a-zA-Z-_.]/g, '');
    }),
  );
  const chosen = new Map<number, string>();
  const used = new Set<string>();
  const choose = (i: number, name: string): void => {
    chosen.set(i, name);
    used.add(name.toLowerCase());
  };
  // form by form, so that a longer name never uses up the short name of another object
  for (const list of names) {
    const counts = new Map<string, number>();
    list.forEach((name) => counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1));
    list.forEach((name, i) => {
      if (!chosen.has(i) && counts.get(name.toLowerCase()) === 1 && !used.has(name.toLowerCase())) {
        choose(i, name);
      }
    });
  }
  return names[0].map((name, i) => {
    for (let number = i; !chosen.has(i); number++) {
      if (!used.has(`${name}.${number}`.toLowerCase())) {
        choose(i, `${name}.${number}`);
      }
    }
    return chosen.get(i)!;
  });
}
