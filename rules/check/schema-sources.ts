import * as fs from 'fs';
import * as path from 'path';
import { documentsOf } from '../../manifest/yaml/documents';
import { objectsIn } from '../../manifest/yaml/k8s-list';
import { Unreadable } from '../../manifest/yaml/plain-value';
import { decode as decodeText, isManifestFile } from '../../manifest/yaml/read';
import { Text } from '../../manifest/yaml/source-text';
import { errorText } from '../../util/errno';
import { filesBelow } from '../../util/files-below';
import { parseJson } from '../../util/json-text';
import { isPlainObject } from '../../util/plain-object';
import { CustomKinds } from '../schema/custom-kinds';
import { fromJsonSchema } from '../schema/json-schema';
import { addDefinitions, DEFINITION, isDefinition } from './definitions';

/** Where the schemas of custom resources are from. An app without YAML loads none of this. */

/**
 * The CustomResourceDefinitions in a text. Other texts are not parsed.
 * @param unreadable called for each document that cannot be read
 */
export function* definitionsInText(text: string, unreadable?: (reason: string) => void): Generator<object> {
  for (const document of text.includes(DEFINITION) ? documentsOf(new Text(text)) : []) {
    if (document instanceof Unreadable) {
      unreadable?.(`${document.reason}.`);
    } else {
      yield* objectsIn(document.value).filter(isDefinition);
    }
  }
}

/**
 * Adds the kinds of the schemas in a file, or in all files of a folder: CustomResourceDefinitions, and JSON Schemas, whose paths end with
 * `GROUP/KIND_VERSION.json`.
 * @throws if a file cannot be read, or if no file has a schema
 */
export function addSchemaFiles(kinds: CustomKinds, place: string, version: string): void {
  let count = 0;
  for (const file of filesAt(place)) {
    const text = orFail(file, () => decodeText(fs.readFileSync(file), 'it'));
    const definitions = [...definitionsInText(text, (reason) => fail(file, reason))];
    addDefinitions(kinds, definitions, version);
    count += definitions.length + (definitions.length === 0 && addJsonSchema(kinds, file, text) ? 1 : 0);
  }
  if (count === 0) {
    throw new Error(`${place} has no schemas: no ${DEFINITION}, and no JSON Schema in GROUP/KIND_VERSION.json.`);
  }
}

function filesAt(place: string): string[] {
  const status = orFail(place, () => fs.statSync(place));
  if (!status.isDirectory()) {
    return [place];
  }
  const isSkipped = (file: string): boolean => /(^|\/)(\.[^/]*|node_modules)$/.test(file);
  const { files, problems } = orFail(place, () => filesBelow(place, isManifestFile, isSkipped));
  for (const { file, message } of problems) {
    throw new Error(`${path.join(place, file)}: ${message}`);
  }
  return files.filter(isManifestFile).map((file) => path.join(place, file));
}

function addJsonSchema(kinds: CustomKinds, file: string, text: string): boolean {
  const [name, group] = path.resolve(file).split(path.sep).reverse();
  const [, kind, version] = /^(.+)_(v\w+)\.json$/.exec(name) ?? [];
  const schema = kind === undefined ? undefined : parseJson(text);
  if (!isPlainObject(schema) || (schema.properties === undefined && schema.$schema === undefined)) {
    return false;
  }
  kinds.addVersion(group, kind, version, fromJsonSchema(schema));
  return true;
}

function orFail<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    return fail(file, errorText(error));
  }
}

function fail(file: string, reason: string): never {
  throw new Error(`The schemas in ${file} cannot be read: ${reason}`);
}
