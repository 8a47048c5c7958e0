import { documentsOf, Unreadable } from './documents';
import { itemsOf, whyBroken } from './k8s-list';
import { Text } from './source-text';

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
        return itemsOf(value).map((item) => {
          if (item.broken !== undefined) {
            throw new Error(`${at}: ${whyBroken(item)}`);
          }
          return { object: item.object, file, place: at };
        });
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
  const whole = new Text(text);
  return [...documentsOf(whole)].map((document) => {
    if (document instanceof Unreadable) {
      throw new Error(`${place}:${whole.at(document.offset).line}: ${document.reason}.`);
    }
    const [twice] = document.twice;
    if (twice !== undefined) {
      throw new Error(`${place}:${whole.at(twice.span.from).line}: Map keys must be unique.`);
    }
    return { value: document.value, line: whole.at(document.start).line };
  });
}

/** @throws where it is no text in UTF-8 */
export function decode(bytes: Uint8Array, place: string): string {
  if (startsWith(bytes, [0xff, 0xfe, 0, 0]) || startsWith(bytes, [0, 0, 0xfe, 0xff])) {
    throw new Error(`${place} is a text in UTF-32, which kubectl does not read. Save it as UTF-8.`);
  }
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) {
    throw new Error(`${place} is a text in UTF-16, which kubectl does not read. Save it as UTF-8.`);
  }
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

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, i) => bytes[i] === byte);
}
