import * as path from 'path';
import { KubernetesObject } from '../../kubernetes/kinds';
import { commentsOf, commentText, PlacedComment } from '../../manifest/yaml/comments';
import { documentsOf } from '../../manifest/yaml/documents';
import { formatPath, PathStep } from '../../manifest/yaml/json-path';
import { itemsOf, whyBroken } from '../../manifest/yaml/k8s-list';
import { Unreadable } from '../../manifest/yaml/plain-value';
import { decode } from '../../manifest/yaml/read';
import { Text } from '../../manifest/yaml/source-text';
import { YamlDocument } from '../../manifest/yaml/yaml-document';
import { Problem } from '../../rules/check/examine';
import { errorText } from '../../util/errno';
import { isPlainObject } from '../../util/plain-object';
import { inputsOf, readInput, STANDARD_INPUT } from '../lint/inputs';
import { Kustomizations } from '../lint/kustomize';
import { isSecretField } from './secret';
import { ObjectComment } from './notes';

/** An object of the input. */
export interface InputObject {
  readonly object: KubernetesObject;
  readonly comments: readonly ObjectComment[];
  /** The paths of keys that its map has twice. The last value counts, as for kubectl. */
  readonly duplicates: readonly (readonly PathStep[])[];
  /** The number of comments in the data of a Secret: the code does not have them. */
  readonly secretComments: number;
  /** The file and line of a field. */
  placeOf(path: readonly PathStep[]): string;
}

/** A file of the input, and its objects. */
export interface InputFile {
  readonly name: string;
  readonly objects: readonly InputObject[];
}

export interface Input {
  readonly files: readonly InputFile[];
  readonly problems: readonly Problem[];
}

/** Reads the objects of files, folders and globs, or of standard input. A file that cannot be read is a problem. */
export async function readObjects(paths: readonly string[]): Promise<Input> {
  const { inputs, problems } = inputsOf(paths);
  const kustomizations = new Kustomizations(inputs.map(({ name }) => name).filter((name) => name !== STANDARD_INPUT));
  const files: InputFile[] = [];
  for (const { name, isExplicit } of inputs) {
    if (!isExplicit && (kustomizations.isKustomization(name) || kustomizations.isPatch(name))) {
      continue;
    }
    try {
      const { objects, broken, isForeign } = objectsOf(decode(await readInput(name), 'it'), name);
      // a folder can contain other files, such as settings
      if (isExplicit || !isForeign) {
        files.push({ name, objects });
        problems.push(...broken);
      }
    } catch (error) {
      problems.push({ file: name, message: errorText(error) });
    }
  }
  if (files.every(({ objects }) => objects.length === 0) && problems.length === 0) {
    problems.push({ file: paths.join(' '), message: 'no Kubernetes object found.' });
  }
  return { files: files.filter(({ objects }) => objects.length > 0), problems };
}

/** The objects of a text. */
export function objectsOf(
  whole: string,
  file: string,
): { readonly objects: InputObject[]; readonly broken: Problem[]; readonly isForeign: boolean } {
  const text = new Text(whole);
  const objects: InputObject[] = [];
  const broken: Problem[] = [];
  let isForeign = true;
  let end = 0;
  for (const document of documentsOf(text)) {
    if (document instanceof Unreadable) {
      isForeign = false;
      broken.push({ file, ...text.at(document.offset), message: `${document.reason}.` });
      continue;
    }
    const { value } = document;
    isForeign &&= isPlainObject(value) && !('apiVersion' in value) && !('kind' in value);
    const comments = [...commentsBetween(text, end, document.offset), ...commentsOf(document)];
    end = Math.max(end, document.end);
    for (const item of itemsOf(value)) {
      if (item.broken !== undefined) {
        const { from } = document.spansTo(item.steps).pop()!;
        broken.push({ file, ...text.at(from), message: whyBroken(item) });
      } else {
        objects.push(inputObject(document, item.object, item.steps, comments, text, file));
      }
    }
  }
  const last = objects[objects.length - 1];
  if (last !== undefined && broken.length === 0) {
    const rest = commentsBetween(text, end, text.whole.length).map((comment) => ({
      ...comment,
      place: 'after' as const,
    }));
    objects[objects.length - 1] = { ...last, comments: [...last.comments, ...rest] };
  }
  return { objects, broken, isForeign: isForeign && objects.length === 0 };
}

/** The comments of documents that contain nothing else. */
function commentsBetween({ whole }: Text, from: number, to: number): PlacedComment[] {
  const lines = whole.slice(from, Math.max(from, to)).match(/^[ \t]*#[^\n]*/gm) ?? [];
  return lines.map((line) => ({ text: commentText(line), steps: [], place: 'before', from }));
}

function inputObject(
  document: YamlDocument,
  object: KubernetesObject,
  base: readonly PathStep[],
  all: readonly PlacedComment[],
  text: Text,
  file: string,
): InputObject {
  const own = base.length === 0 ? all : commentsIn(base, all);
  const comments = own.filter(({ steps }) => !isSecretField(object, steps[0]));
  return {
    object,
    comments,
    duplicates: document.duplicates
      .filter(({ steps }) => base.every((step, i) => steps[i] === step))
      .map(({ steps }) => steps.slice(base.length)),
    secretComments: own.length - comments.length,
    placeOf: (steps) => {
      const { line } = text.at(document.spansTo([...base, ...steps]).pop()!.from);
      return `${path.normalize(file)}:${line}`;
    },
  };
}

/** The comments of an item of a list, with paths in the item. The first item has the comments of the list as well. */
function commentsIn(base: readonly PathStep[], all: readonly PlacedComment[]): ObjectComment[] {
  const [list, index] = base;
  return all.flatMap((comment): ObjectComment[] => {
    const { steps, text } = comment;
    if (steps[0] === list && steps[1] === index) {
      return [{ ...comment, steps: steps.slice(base.length) }];
    }
    const isOfList = steps[0] !== list || steps.length < base.length;
    return isOfList && index === 0 ? [{ text, steps: [], place: 'before' }] : [];
  });
}

/** A path as messages show it. */
export function pathText(steps: readonly PathStep[]): string {
  return formatPath(steps);
}
