import { addTo } from '../../util/multimap';
import { Finding } from '../finding';
import { examine, ExaminedFile } from './examine';
import { Linter } from './lint';

/** A text that was checked alone. */
export interface ReadFile {
  readonly text: string;
  /** The objects of a folder are applied together. */
  readonly folder: string;
  readonly examined: ExaminedFile;
}

/** Checks the objects of each folder together. A file with more findings is examined again, which locates them. */
export function examineFolders(read: readonly ReadFile[], linter: Linter): ExaminedFile[] {
  const folders = new Map<string, object[]>();
  for (const { examined, folder } of read) {
    examined.objects.forEach(({ value }) => addTo(folders, folder, value));
  }
  const findings = new Map<unknown, Finding[]>(
    [...folders.values()].flatMap((objects) => [...linter.outputFindings(objects)]),
  );
  let count = 0;
  return read.map(({ text, examined }) => {
    const more = examined.objects.map(({ value }) => findings.get(value) ?? []);
    const hasMore = more.some(({ length }) => length > 0);
    const all = hasMore ? examine(text, examined.file, linter, more, count) : examined;
    count += all.count;
    return all;
  });
}
