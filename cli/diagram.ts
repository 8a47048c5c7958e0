import { Diagram, diagramsOf } from '../manifest/diagram/diagram';
import { objectsIn } from '../manifest/yaml/k8s-list';
import { decode, parse } from '../manifest/yaml/read';
import { inputsOf, readInput, reasonOf, STANDARD_INPUT } from './lint/inputs';
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
  const from = paths.length > 0 ? paths : [readProject({}).folder];
  const diagrams = diagramsOf(await read(from));
  if (diagrams.length === 0) {
    throw new Error(`There is no object with a pod in ${from.map(said).join(', ')}.`);
  }
  process.stdout.write(format(diagrams));
  return 0;
}

/** The objects of all files. */
async function read(paths: readonly string[]): Promise<any[]> {
  const { inputs, problems } = inputsOf(paths);
  const [problem] = problems;
  if (problem !== undefined) {
    throw new Error(`${problem.file}: ${problem.message}`);
  }
  const objects: any[] = [];
  for (const input of inputs) {
    const name = said(input.name);
    const bytes = await readInput(input).catch((error) => {
      throw new Error(`${name}: ${reasonOf(error)}`);
    });
    for (const { value } of parse(decode(bytes, name), name)) {
      objects.push(...objectsIn(value));
    }
  }
  return objects;
}

function said(path: string): string {
  return path === STANDARD_INPUT ? 'standard input' : path;
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
