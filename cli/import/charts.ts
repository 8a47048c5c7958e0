import { ChartFile, chartFile, classNameOf, ConstructIds, ImportedObject, stemsOf } from './chart-file';
import { AppType, typeKey } from './app-types';
import { clean } from './clean';
import { stripDefaults } from './defaults';
import { UniqueNames } from './names';
import { InputFile, InputObject } from './read-objects';
import { recognizedStatement, statementOf, VERBATIM, withAppType } from './statement';

/** How to import files. */
export interface ChartsOptions {
  /** How the code imports this package. */
  readonly library: string;
  /** The folders of the input: the name of a file of code contains the folders below. */
  readonly roots?: readonly string[];
  /** The name of the only file of code, without its ending: one chart has all objects. */
  readonly stem?: string;
  /** The name of a file of the input for readers of the code. */
  readonly titleOf?: (file: string) => string;
  /** Recognizes patterns, for a version of Kubernetes. */
  readonly patterns?: { readonly version: string };
  /** Whether to remove the fields that have the default of the API server. */
  readonly stripDefaults?: boolean;
  /** The classes of the app, by API version and kind. */
  readonly types?: ReadonlyMap<string, AppType>;
  /** The objects that the classes of the app do not accept. */
  readonly untyped?: ReadonlySet<InputObject>;
}

/** The names of other classes in the code. */
const RESERVED = ['ApiObject', 'Chart', 'Construct', 'JsonPatch', 'PodApp', VERBATIM];

/** The code for the objects of files: a chart for each file, or one for all files. */
export function chartsOf(files: readonly InputFile[], options: ChartsOptions): ChartFile[] {
  const { library, roots = [], stem: only, titleOf = (file) => file } = options;
  const placeholders = UniqueNames.ofPlaceholders();
  const build = (stem: string, source: string, all: readonly InputFile[]): ChartFile => {
    const ids = new ConstructIds();
    const objects = all.flatMap((one) => one.objects).map((one) => imported(one, ids, placeholders, options));
    const isApp = only !== undefined && stem === 'main';
    return chartFile(objects, { stem, className: classNameOf(stem), source, library, isApp });
  };
  if (only !== undefined) {
    return [build(only, files.length === 1 ? titleOf(files[0].name) : `${files.length} files`, files)];
  }
  const stems = stemsOf(files, roots);
  return files.map((file) => build(stems.get(file)!, titleOf(file.name), [file]));
}

function imported(
  input: InputObject,
  ids: ConstructIds,
  placeholders: UniqueNames,
  options: ChartsOptions,
): ImportedObject {
  const { patterns, types, untyped } = options;
  const cleaned = clean(input.object);
  const isStripped = options.stripDefaults === true;
  const { object, removed } = isStripped ? stripDefaults(cleaned.object) : { ...cleaned, removed: [] };
  const id = ids.next(input);
  const recognized = patterns === undefined ? undefined : recognizedStatement(object, id, patterns.version);
  const plain = recognized ?? statementOf(object, id, placeholders);
  const type = types?.get(typeKey(object.apiVersion, object.kind));
  const isTyped = type !== undefined && untyped?.has(input) !== true && !RESERVED.includes(type.className);
  const statement = isTyped ? withAppType(plain, type) : plain;
  return { ...statement, input, object, removed: cleaned.removed, defaults: removed };
}
