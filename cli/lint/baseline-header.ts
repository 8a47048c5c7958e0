import { parseJson } from '../../util/json-text';
import { fieldsOf } from '../../util/plain-object';

const FORMAT = 'cdk8s-pods baseline';
const VERSION = 1;

/** The first line of a baseline. */
export const HEADER = JSON.stringify({ format: FORMAT, version: VERSION });

/** Whether a text is a baseline, of this or another version. */
export function isBaseline(text: string): boolean {
  return fieldsOf(headerOf(text)).format === FORMAT;
}

/** Throws if a text is not a baseline of this version, with the name of its file. */
export function checkHeader(text: string, file: string): void {
  const { format, version } = fieldsOf(headerOf(text));
  if (format !== FORMAT) {
    throw new Error(`${file} is not a baseline: its first line is not ${HEADER}. Name another file.`);
  }
  if (version !== VERSION) {
    throw new Error(`${file} has version ${String(version)} of the format, and this program reads version ${VERSION}.`);
  }
}

function headerOf(text: string): unknown {
  const [, first] = /^\ufeff?(.{0,1000})/.exec(text)!;
  return first.includes(FORMAT) ? parseJson(first) : undefined;
}
