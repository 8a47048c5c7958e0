import { Chart, Names, YamlOutputType } from 'cdk8s';
import { Rendered } from './duplicates';

/** A chart, and its objects as they are rendered. */
export interface RenderedChart {
  readonly chart: Chart;
  readonly objects: Rendered[];
}

/**
 * Shares objects out to files.
 *
 * The files are those that cdk8s makes, but for three things. A file is named after the object that is in it, patches and all. The
 * position of a chart stands before its name (`0003-web`) only where the names alone would put a chart before one that it needs
 * (`kubectl apply -f` takes files by name), or where two charts are called the same. And objects whose files would be called the same,
 * such as those of one name in two namespaces, are told apart by namespace and API group.
 *
 * @param charts the charts, each after those that it needs
 * @param needs what each chart needs to be applied before it
 * @param type how objects are shared out
 * @param extension the end of file names
 * @returns the objects of each file, by its name; folders are told by `/`
 */
export function shareOut(
  charts: RenderedChart[],
  needs: Map<Chart, Chart[]>,
  type: YamlOutputType,
  extension: string,
): Map<string, Rendered[]> {
  const files = new Map<string, Rendered[]>();
  const perObject = (folder: string, objects: Rendered[]): void => {
    const names = objectNames(objects);
    objects.forEach((object, i) => files.set(`${folder}${names[i]}${extension}`, [object]));
  };
  switch (type) {
    case YamlOutputType.FILE_PER_APP:
      if (charts.length > 0) {
        files.set(
          `app${extension}`,
          charts.flatMap(({ objects }) => objects),
        );
      }
      break;
    case YamlOutputType.FILE_PER_CHART:
      chartNames(charts, needs, extension).forEach((name, i) => files.set(name, charts[i].objects));
      break;
    case YamlOutputType.FILE_PER_RESOURCE:
      perObject(
        '',
        charts.flatMap(({ objects }) => objects),
      );
      break;
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      chartNames(charts, needs, '').forEach((name, i) => perObject(`${name}/`, charts[i].objects));
      break;
  }
  return files;
}

/** @param end what follows in the names that kubectl sorts: `web-db.yaml` comes before `web.yaml`, the folder `web-db` after `web` */
function chartNames(charts: RenderedChart[], needs: Map<Chart, Chart[]>, end: string): string[] {
  const names = charts.map(({ chart }) => `${Names.toDnsLabel(chart)}${end}`);
  const nameOf = new Map(charts.map(({ chart }, i) => [chart, names[i]]));
  const inOrder = charts.every(({ chart }, i) =>
    (needs.get(chart) ?? []).every((other) => nameOf.get(other)! < names[i]),
  );
  if (inOrder && new Set(names).size === names.length) {
    return names;
  }
  const width = Math.max(4, `${names.length - 1}`.length);
  return names.map((name, i) => `${String(i).padStart(width, '0')}-${name}`);
}

/** Names for files of one object each, distinct also where the file system does not tell capitals apart. */
function objectNames(objects: Rendered[]): string[] {
  const forms = [
    ({ kind, metadata }: any) => [kind, metadata?.name],
    ({ kind, metadata }: any) => [kind, metadata?.name, metadata?.namespace],
    ({ apiVersion, kind, metadata }: any) => [
      kind,
      metadata?.name,
      metadata?.namespace,
      String(apiVersion).split('/')[0],
    ],
  ];
  const names = forms.map((form) =>
    objects.map(({ manifest }) =>
      form(manifest)
        .filter((part) => part !== undefined)
        .join('.')
        .replace(/[^0-9a-zA-Z-_.]/g, ''),
    ),
  );
  const taken = names.map((list) => {
    const counts = new Map<string, number>();
    list.forEach((name) => counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1));
    return counts;
  });
  const chosen = new Map<number, string>();
  const used = new Set<string>();
  const choose = (i: number, name: string): void => {
    chosen.set(i, name);
    used.add(name.toLowerCase());
  };
  // form by form: what is told apart never takes the name that another one has anyway
  names.forEach((list, form) =>
    list.forEach((name, i) => {
      if (!chosen.has(i) && taken[form].get(name.toLowerCase()) === 1 && !used.has(name.toLowerCase())) {
        choose(i, name);
      }
    }),
  );
  return names[0].map((name, i) => {
    for (let number = i; !chosen.has(i); number++) {
      if (!used.has(`${name}.${number}`.toLowerCase())) {
        choose(i, `${name}.${number}`);
      }
    }
    return chosen.get(i)!;
  });
}
