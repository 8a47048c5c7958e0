import * as path from 'path';
import { objectsInText } from '../../manifest/yaml/objects-in-text';
import { decode } from '../../manifest/yaml/read';
import { examine, ExaminedFile } from '../../rules/check/examine';
import { Linter } from '../../rules/check/lint';
import { errorText } from '../../util/errno';
import { addTo } from '../../util/multimap';
import { isBaseline } from './baseline-header';
import { inputsOf, readInput, STANDARD_INPUT } from './inputs';
import { Kustomizations } from './kustomize';
import { Report } from './report';

/** A file that was checked alone, and its text. */
interface ReadFile {
  readonly text: string;
  readonly examined: ExaminedFile;
}

/** The findings in all files, and what happened to each file. */
export interface Examination extends Report {
  /** The names of all files, also of those that were not checked. */
  readonly inputs: readonly string[];
  /** The files that contain no objects to check, and what they are. */
  readonly ignored: readonly { readonly file: string; readonly reason: string }[];
}

/** Reads and checks files. A file that cannot be read is a problem, and the other files are still checked. */
export async function examineFiles(paths: readonly string[], linter: Linter): Promise<Examination> {
  const { inputs, problems } = inputsOf(paths);
  const texts: { readonly name: string; readonly text: string; readonly isExplicit: boolean }[] = [];
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
      texts.push({ name, text, isExplicit });
    } catch (error) {
      problems.push({ file: name, message: errorText(error) });
    }
  }
  linter.askRegistries(objectsOf(texts));
  for (const { name, text, isExplicit } of texts) {
    try {
      const examined = examine(text, name, linter, [], count);
      // a folder can contain other files, such as settings
      if (isExplicit || !examined.isForeign) {
        read.push({ text, examined });
        count += examined.count;
      } else {
        ignore(name, 'no document has an apiVersion or a kind.');
      }
    } catch (error) {
      problems.push({ file: name, message: errorText(error) });
    }
  }
  if (read.length + patches === 0 && problems.length === 0) {
    problems.push({ file: paths.join(' '), message: 'no Kubernetes object found.' });
  }
  const files = examineFolders(read, linter);
  return {
    // without the objects themselves, to save memory
    files: files.map(({ file, objects }) => ({
      file,
      objects: objects.map(({ object, findings }) => ({ object, findings })),
    })),
    problems: [...problems, ...files.flatMap((file) => file.problems)],
    patches,
    inputs: inputs.map(({ name }) => name),
    ignored,
  };
}

function* objectsOf(texts: readonly { readonly text: string }[]): Generator<object> {
  for (const { text } of texts) {
    yield* objectsInText(text);
  }
}

/** Checks the objects of each folder together. A file with more findings is examined again, which locates them. */
function examineFolders(read: readonly ReadFile[], linter: Linter): ExaminedFile[] {
  const folders = new Map<string, ExaminedFile['objects'][number]['value'][]>();
  for (const { examined } of read) {
    examined.objects.forEach(({ value }) => addTo(folders, path.dirname(examined.file), value));
  }
  const findings = new Map([...folders.values()].flatMap((objects) => [...linter.outputFindings(objects)]));
  let count = 0;
  return read.map(({ text, examined }) => {
    const more = examined.objects.map(({ value }) => findings.get(value) ?? []);
    const hasMore = more.some(({ length }) => length > 0);
    const all = hasMore ? examine(text, examined.file, linter, more, count) : examined;
    count += all.count;
    return all;
  });
}
