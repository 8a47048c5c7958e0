import * as path from 'path';
import { objectsInText } from '../../manifest/yaml/objects-in-text';
import { decode } from '../../manifest/yaml/read';
import { examine, Problem } from '../../rules/check/examine';
import { examineFolders, ReadFile } from '../../rules/check/examine-folders';
import { Linter } from '../../rules/check/lint';
import { definitionsInText } from '../../rules/check/schema-sources';
import { errorText } from '../../util/errno';
import { isBaseline } from './baseline-header';
import { inputsOf, readInput, STANDARD_INPUT } from './inputs';
import { Kustomizations } from './kustomize';
import { Report } from './report';

/** A text to check, and where it is from. */
interface InputText {
  readonly name: string;
  readonly text: string;
  /** Whether the user names the file: then it must contain objects. */
  readonly isExplicit: boolean;
  /** The objects of a folder are applied together. */
  readonly folder: string;
}

/** The findings in all files, and what happened to each file. */
export interface Examination extends Report {
  /** The names of all files, also of those that were not checked. */
  readonly inputs: readonly string[];
  /** The files that contain no objects to check, and what they are. */
  readonly ignored: readonly { readonly file: string; readonly reason: string }[];
}

/** What to render. */
export interface RenderFlags {
  /** Folders of Helm charts and kustomizations. */
  readonly render?: readonly string[];
  /** Files with values for charts. */
  readonly values?: readonly string[];
}

/** Reads and checks files. A file that cannot be read is a problem, and the other files are still checked. */
export async function examineFiles(
  paths: readonly string[],
  linter: Linter,
  { render: folders = [], values = [] }: RenderFlags = {},
): Promise<Examination> {
  const { inputs, problems } = inputsOf(paths);
  const texts: InputText[] = [];
  const read: ReadFile[] = [];
  const kustomizations = new Kustomizations(inputs.map(({ name }) => name).filter((name) => name !== STANDARD_INPUT));
  const ignored: { file: string; reason: string }[] = [];
  const ignore = (file: string, reason: string): void => void ignored.push({ file, reason });
  let count = 0;
  let patches = 0;
  for (const { name, isExplicit } of inputs) {
    if (kustomizations.isKustomization(name)) {
      ignore(name, 'a kustomization.');
      continue;
    }
    if (kustomizations.isPatch(name)) {
      patches++;
      ignore(name, 'a patch of kustomize.');
      continue;
    }
    try {
      const text = decode(await readInput(name), 'it');
      if (name === STANDARD_INPUT && text.trim() === '') {
        throw new Error('it is empty.');
      }
      if (!isExplicit && isBaseline(text)) {
        ignore(name, 'a baseline of lint.');
        continue;
      }
      texts.push({ name, text, isExplicit, folder: path.dirname(name) });
    } catch (error) {
      problems.push({ file: name, message: errorText(error) });
    }
  }
  const rendered = new Set<string>();
  for (const folder of folders) {
    try {
      const { render } = await import('./render');
      for (const { file, text } of render(folder, { values, version: linter.version })) {
        texts.push({ name: file, text, isExplicit: true, folder: `rendered ${folder}` });
        rendered.add(file);
      }
    } catch (error) {
      problems.push({ file: folder, message: errorText(error) });
    }
  }
  linter.learnSchemas(texts.flatMap(({ text }) => [...definitionsInText(text)]));
  linter.askRegistries(objectsOf(texts));
  for (const { name, text, isExplicit, folder } of texts) {
    try {
      const examined = examine(text, name, linter, [], count);
      // a folder can contain other files, such as settings
      if (isExplicit || !examined.isForeign) {
        read.push({ text, folder, examined });
        count += examined.count;
      } else {
        ignore(name, 'no document has an apiVersion or a kind.');
      }
    } catch (error) {
      problems.push({ file: name, message: errorText(error) });
    }
  }
  if (read.length + patches === 0 && problems.length === 0) {
    problems.push({ file: [...paths, ...folders].join(' '), message: 'no Kubernetes object found.' });
  }
  const files = examineFolders(read, linter);
  const ofRendered = (problem: Problem): Problem =>
    rendered.has(problem.file)
      ? { file: problem.file, message: `line ${problem.line} of the rendered output: ${problem.message}` }
      : problem;
  return {
    // without the objects themselves, to save memory
    files: files.map(({ file, objects }) => ({
      file,
      objects: objects.map(({ object, findings }) => ({ object, findings })),
    })),
    problems: [...problems, ...files.flatMap((file) => file.problems).map(ofRendered)],
    patches,
    coverageOf: (object) => linter.coverageOf(object),
    rendered,
    inputs: [...inputs.map(({ name }) => name), ...rendered],
    ignored,
  };
}

function* objectsOf(texts: readonly { readonly text: string }[]): Generator<object> {
  for (const { text } of texts) {
    yield* objectsInText(text);
  }
}
