import { LineCounter, parseAllDocuments, Tags } from 'yaml';

/** An object of a file, and where it stands. */
export interface Manifest {
  readonly object: any;
  /** The file, relative to the folder that was read. */
  readonly file: string;
  /** File and line, as a reader finds them. */
  readonly place: string;
}

/** A document of a YAML text, and the line that it starts on. */
export interface Document {
  readonly value: any;
  readonly line: number;
}

/** Whether a file is what cdk8s leaves beside the manifests for its validations. */
export function isConstructMetadata(file: string): boolean {
  return /(^|\/)construct-metadata\.json$/.test(file);
}

/**
 * Reads the objects of YAML and JSON files, the items of lists one by one. Other files are left out.
 *
 * @param files what is in them, by name
 * @param place how a reader finds a file
 * @throws where a file cannot be read, with its line
 */
export function readManifests(files: ReadonlyMap<string, Uint8Array>, place: (file: string) => string): Manifest[] {
  return [...files]
    .filter(([file]) => isManifestFile(file))
    .flatMap(([file, bytes]) =>
      parse(decode(bytes, place(file)), place(file)).flatMap(({ value, line }) => {
        const at = `${place(file)}:${line}`;
        const objects = isList(value) ? value.items : [value];
        return objects.map((object: any) => ({ object: checked(object, at), file, place: at }));
      }),
    );
}

/** Whether kubectl would read a file of this name. */
export function isManifestFile(file: string): boolean {
  return /\.(ya?ml|json)$/.test(file) && !isConstructMetadata(file);
}

/**
 * The documents of a YAML text that hold anything, read as kubectl reads them: by YAML 1.1, but for times.
 *
 * @throws where it is no YAML, with the line
 */
export function parse(text: string, place: string): Document[] {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, {
    version: '1.1',
    customTags: plainTags,
    intAsBigInt: true,
    lineCounter,
  });
  return [...documents].flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) {
      const { line } = lineCounter.linePos(error.pos[0]);
      // what follows the first line is a piece of the file, which may be a secret
      throw new Error(`${place}:${line}: ${error.message.split('\n')[0].replace(/ at line \d+, column \d+:?$/, '')}.`);
    }
    const start = document.contents?.range?.[0] ?? 0;
    const line = lineCounter.linePos(start).line;
    const value = toObject(document, `${place}:${line}`);
    return value === null ? [] : [{ value, line }];
  });
}

/** To kubectl, neither `1:20` is a number nor `2001-01-01` a time, and an object holds no bytes. */
function plainTags(tags: Tags): Tags {
  const isPlain = ({ tag, format }: { tag: string; format?: string }) =>
    !/:(timestamp|binary)$/.test(tag) && format !== 'TIME';
  return tags.filter((tag) => typeof tag === 'string' || isPlain(tag));
}

function toObject(document: any, place: string): any {
  try {
    return document.toJS({
      reviver: (_: unknown, value: unknown) => (typeof value === 'bigint' ? narrow(value) : value),
    });
  } catch (error) {
    throw new Error(`${place}: ${(error as Error).message}.`);
  }
}

/** Numbers that a double cannot hold stay as they are. */
function narrow(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function decode(bytes: Uint8Array, place: string): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) {
      return text;
    }
  } catch {
    // said below
  }
  throw new Error(`${place} is not a text file.`);
}

function isList(value: any): boolean {
  return value?.kind === 'List' && Array.isArray(value.items);
}

function checked(object: any, place: string): any {
  const lacks = ['apiVersion', 'kind'].filter((field) => typeof object?.[field] !== 'string');
  if (lacks.length > 0) {
    throw new Error(`${place}: this is not an object of Kubernetes: it has no ${lacks.join(' and no ')}.`);
  }
  return object;
}
