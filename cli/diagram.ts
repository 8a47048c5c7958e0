import * as fs from 'fs';
import * as path from 'path';
import { Diagram, diagramsOf } from '../manifest/diagram';
import { Manifest, readManifests } from '../manifest/read';
import { readFolder } from './folder';
import { readProject } from './project';

/** What `diagram` takes. */
export interface DiagramOptions {
  readonly format?: string;
}

const FORMATS: Record<string, (diagrams: Diagram[]) => string> = { markdown, mermaid };

/** Draws the pods of the objects in files, folders and standard input. */
export async function diagram(options: DiagramOptions, paths: readonly string[]): Promise<number> {
  const format = FORMATS[options.format ?? 'markdown'];
  if (format === undefined) {
    throw new Error(`--format takes ${Object.keys(FORMATS).join(', ')}, not "${options.format}".`);
  }
  const from = paths.length > 0 ? [...new Set(paths)] : [readProject({}).folder];
  const diagrams = diagramsOf(from.flatMap(read).map(({ object }) => object));
  if (diagrams.length === 0) {
    throw new Error(`There is no object with a pod in ${from.map(said).join(', ')}.`);
  }
  process.stdout.write(format(diagrams));
  return 0;
}

const STANDARD_INPUT = '-';

function read(given: string): Manifest[] {
  if (given !== STANDARD_INPUT && !fs.existsSync(given)) {
    throw new Error(`There is no ${given}.`);
  }
  if (given !== STANDARD_INPUT && fs.statSync(given).isDirectory()) {
    const files = [...readFolder(given)].map(([name, { content }]): [string, Buffer] => [name, content]);
    return readManifests(new Map(files), (file) => path.join(given, file));
  }
  // a file that is named is read, whatever it is called
  const content = fs.readFileSync(given === STANDARD_INPUT ? process.stdin.fd : given);
  return readManifests(new Map([['it.yaml', content]]), () => said(given));
}

function said(given: string): string {
  return given === STANDARD_INPUT ? 'standard input' : given;
}

/** A heading and a picture for each object. */
function markdown(diagrams: Diagram[]): string {
  return diagrams.map((one) => `## ${escaped(title(one))}\n\n\`\`\`mermaid\n${one.mermaid}\`\`\`\n`).join('\n');
}

/** The picture alone, of which a file of Mermaid can hold one. */
function mermaid(diagrams: Diagram[]): string {
  if (diagrams.length > 1) {
    throw new Error(
      `--format mermaid is for one object, and there are ${diagrams.length}: ${diagrams.map(title).join(', ')}. ` +
        'Give the file of one, or take --format markdown.',
    );
  }
  return diagrams[0].mermaid;
}

function title({ kind, namespace, name }: Diagram): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** A text that Markdown takes as it is. */
function escaped(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|~&]/g, '\\$&');
}
