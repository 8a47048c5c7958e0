import * as fs from 'fs';
import * as path from 'path';

/** What became of a file. */
export type Outcome = 'new' | 'changed' | 'unchanged';

/**
 * Writes files into a folder, each as a whole: its text goes into a file beside it, which then takes its name. A file that has
 * the text already is not touched.
 *
 * @param folder where they go; made if it is not there
 * @param files the texts, by file name relative to the folder
 * @returns what became of each, by the same names
 */
export function writeFiles(folder: string, files: Map<string, string>): Map<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  for (const [name, text] of files) {
    const file = path.join(folder, name);
    const before = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
    outcomes.set(name, before === undefined ? 'new' : before === text ? 'unchanged' : 'changed');
    if (before !== text) {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(`${file}.new`, text);
      fs.renameSync(`${file}.new`, file);
    }
  }
  return outcomes;
}
