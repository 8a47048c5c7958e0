import { KubernetesObject } from '../kubernetes/kinds';
import { objectsIn } from '../manifest/yaml/k8s-list';
import { decode, parse } from '../manifest/yaml/read';
import { errorText } from '../util/errno';
import { codeSpan } from '../util/markdown';
import { ownValue } from '../util/plain-object';
import { Diagram, diagramsOf } from './diagram/pod-diagram';
import { inputsOf, readInput, STANDARD_INPUT } from './lint/inputs';
import { readProject } from './project';

/** The options of `diagram`. */
export interface DiagramOptions {
  readonly format?: string;
}

const FORMATS: Record<string, (diagrams: Diagram[]) => string> = { markdown, mermaid };

/** Prints diagrams of the pods in files, folders and standard input. */
export async function diagram(options: DiagramOptions, paths: readonly string[]): Promise<number> {
  const format = ownValue(FORMATS, options.format ?? 'markdown');
  if (format === undefined) {
    throw new Error(`--format must be one of ${Object.keys(FORMATS).join(', ')}, not "${options.format}".`);
  }
  const from = paths.length > 0 ? paths : [readProject({}).folder];
  const diagrams = diagramsOf(await read(from));
  if (diagrams.length === 0) {
    throw new Error(`No object in ${from.map(inputName).join(', ')} has a pod.`);
  }
  process.stdout.write(format(diagrams));
  return 0;
}

async function read(paths: readonly string[]): Promise<KubernetesObject[]> {
  const { inputs, problems } = inputsOf(paths);
  const [problem] = problems;
  if (problem !== undefined) {
    throw new Error(`${problem.file}: ${problem.message}`);
  }
  const objects: KubernetesObject[] = [];
  for (const input of inputs) {
    const name = inputName(input.name);
    const bytes = await readInput(input.name).catch((error) => {
      throw new Error(`${name}: ${errorText(error)}`);
    });
    for (const { value } of parse(decode(bytes, name), name)) {
      objects.push(...objectsIn(value));
    }
  }
  return objects;
}

function inputName(path: string): string {
  return path === STANDARD_INPUT ? 'standard input' : path;
}

/** A heading and a diagram for each object. */
function markdown(diagrams: Diagram[]): string {
  return diagrams.map((one) => `## ${heading(title(one))}\n\n\`\`\`mermaid\n${one.mermaid}\`\`\`\n`).join('\n');
}

/** Only the diagram. A Mermaid file can contain one. */
function mermaid(diagrams: Diagram[]): string {
  if (diagrams.length > 1) {
    throw new Error(
      `--format mermaid accepts one object, not ${diagrams.length}: ${diagrams.map(title).join(', ')}. ` +
        'Name a file with one object, or use --format markdown.',
    );
  }
  return diagrams[0].mermaid;
}

function title({ kind, namespace, name }: Diagram): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** Only a plain title is text: Markdown, HTML, links and mentions have no meaning in a code span. */
function heading(text: string): string {
  return /^[\w ./-]+$/.test(text) && !/_|www\./i.test(text) ? text : codeSpan(text);
}
