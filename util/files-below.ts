import * as fs from 'fs';
import * as path from 'path';

/** The files below a folder: sorted paths relative to it, with slashes. */
export function filesBelow(folder: string, isSkipped: (name: string) => boolean = () => false): string[] {
  const filesIn = (below: string): string[] =>
    fs
      .readdirSync(path.join(folder, below), { withFileTypes: true })
      .filter(({ name }) => !isSkipped(name))
      .flatMap((entry) => {
        const file = `${below}${entry.name}`;
        // links to folders can form cycles
        return entry.isDirectory()
          ? filesIn(`${file}/`)
          : entry.isFile() || leadsToFile(path.join(folder, file))
            ? [file]
            : [];
      });
  return filesIn('').sort();
}

function leadsToFile(link: string): boolean {
  return fs.statSync(link, { throwIfNoEntry: false })?.isFile() ?? false;
}
