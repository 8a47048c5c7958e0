import { KubernetesObject } from '../../kubernetes/kinds';
import { documentsOf } from './documents';
import { readObjects } from './k8s-list';
import { Unreadable } from './plain-value';
import { Text } from './source-text';

/** An object of a file. */
export interface Manifest {
  readonly object: KubernetesObject;
  /** The file, relative to the folder that was read. */
  readonly file: string;
  /** The file as the user names it, and the line. */
  readonly location: string;
}

/** A document of a YAML text, and its first line. */
export interface Document {
  readonly value: unknown;
  readonly line: number;
}

/** Whether cdk8s wrote the file for its validations: it writes the file next to the manifests. */
export function isConstructMetadata(file: string): boolean {
  return /(^|\/)construct-metadata\.json$/.test(file);
}

/** Whether kubectl reads a file of this name. */
export function isManifestFile(file: string): boolean {
  return /\.(ya?ml|json)$/.test(file) && !isConstructMetadata(file);
}

/**
 * Reads the objects of YAML and JSON files, including the items of lists. Ignores other files.
 * @param files contents by name
 * @param nameOf the name of a file for messages
 * @throws if a file cannot be read, with its line
 */
export function readManifests(files: ReadonlyMap<string, Uint8Array>, nameOf: (file: string) => string): Manifest[] {
  const manifestFiles = [...files].filter(([file]) => isManifestFile(file));
  return manifestFiles.flatMap(([file, bytes]) =>
    parse(decode(bytes, nameOf(file)), nameOf(file)).flatMap(({ value, line }) => {
      const location = `${nameOf(file)}:${line}`;
      return readObjects(value, location).map((object) => ({ object, file, location }));
    }),
  );
}

/** Parses the documents of a YAML text that are not empty. Throws if the text is not YAML, with its name and the line. */
export function parse(text: string, name: string): Document[] {
  const whole = new Text(text);
  const line = (offset: number): number => whole.at(offset).line;
  return [...documentsOf(whole)].map((document) => {
    if (document instanceof Unreadable) {
      throw new Error(`${name}:${line(document.offset)}: ${document.reason}.`);
    }
    const [duplicate] = document.duplicates;
    if (duplicate !== undefined) {
      throw new Error(`${name}:${line(duplicate.span.from)}: duplicate key. Remove one of the two.`);
    }
    return { value: document.value, line: line(document.start) };
  });
}

/** The values of the documents of a YAML text that are not empty. Undefined if kubectl cannot read one of them. */
export function valuesIn(text: string): unknown[] | undefined {
  const values: unknown[] = [];
  for (const document of documentsOf(new Text(text))) {
    if (document instanceof Unreadable || document.value instanceof Unreadable) {
      return undefined;
    }
    values.push(document.value);
  }
  return values;
}

/** @throws if the bytes are not text in UTF-8 */
export function decode(bytes: Uint8Array, name: string): string {
  const mark = bytes.subarray(0, 4).join();
  if (/^(255,254|254,255|0,0,254,255)\b/.test(mark)) {
    const encoding = /\b0,0\b/.test(mark) ? 'UTF-32' : 'UTF-16';
    throw new Error(`${name} is ${encoding} text, which kubectl cannot read. Save it as UTF-8.`);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) {
      return text;
    }
  } catch {
    // not UTF-8
  }
  throw new Error(`${name} is not a text file.`);
}
