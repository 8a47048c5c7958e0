import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { helmFlags } from '../../kubernetes/version';
import { decode } from '../../manifest/yaml/read';
import { errorCode, errorText } from '../../util/errno';
import { addTo } from '../../util/multimap';
import { words } from '../../util/words';
import { MAX_SIZE } from './inputs';
import { KUSTOMIZATION_FILES } from './kustomize';

/** The rendered documents of a template, or of a kustomization. */
export interface Rendered {
  /** The template, or the file of the kustomization. */
  readonly file: string;
  readonly text: string;
}

export interface RenderOptions {
  /** Files with values for a chart. */
  readonly values: readonly string[];
  /** The Kubernetes version of the cluster. */
  readonly version: string;
  /** How long the program can run, in milliseconds. */
  readonly timeout?: number;
}

const TIMEOUT = 120_000;

/** Renders a Helm chart or a kustomization by the program on the PATH. Throws if there is none, or if it fails. */
export function render(folder: string, { values, version, timeout = TIMEOUT }: RenderOptions): Rendered[] {
  const names = fs.readdirSync(folder);
  // an absolute path cannot be an option or an address
  const whole = path.resolve(folder);
  if (names.includes('Chart.yaml')) {
    const files = values.flatMap((file) => ['--values', listItem(valuesFile(file))]);
    const args = ['template', '--include-crds', ...helmFlags(version), ...files, '--', 'release-name', whole];
    return templatesOf(run([['helm', args]], timeout), folder);
  }
  const kustomization = KUSTOMIZATION_FILES.find((name) => names.includes(name));
  if (kustomization === undefined) {
    const [first] = KUSTOMIZATION_FILES;
    throw new Error(`it is neither a Helm chart, with a Chart.yaml, nor a kustomization, with a ${first}.`);
  }
  if (values.length > 0) {
    throw new Error('a kustomization has no values. Remove --values.');
  }
  const text = run(
    [
      ['kubectl', ['kustomize', '--', whole]],
      ['kustomize', ['build', '--', whole]],
    ],
    timeout,
  );
  return [{ file: path.join(folder, kustomization), text }];
}

function valuesFile(file: string): string {
  try {
    if (!fs.statSync(file).isFile()) {
      throw new Error('it is not a file.');
    }
  } catch (error) {
    throw new Error(`the file ${file} with values cannot be read: ${errorText(error)}`);
  }
  return path.resolve(file);
}

/** An item of a list of helm, which separates items by commas, as in CSV. */
function listItem(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** Runs the first of several programs that is on the PATH, and returns its output. */
function run(commands: readonly (readonly [program: string, args: readonly string[]])[], timeout: number): string {
  for (const [program, args] of commands) {
    const { status, signal, stdout, stderr, error } = spawnSync(program, args, {
      ...{ timeout, killSignal: 'SIGKILL', maxBuffer: MAX_SIZE },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const code = errorCode(error);
    if (code === 'ENOENT') {
      continue;
    }
    if (code === 'ETIMEDOUT') {
      throw new Error(`${program} did not end within ${timeout / 1000} seconds.`);
    }
    if (code === 'ENOBUFS') {
      throw new Error(`the output of ${program} is larger than ${MAX_SIZE >> 20} MB.`);
    }
    if (error !== undefined) {
      throw new Error(`${program} did not start: ${errorText(error)}`);
    }
    if (status !== 0) {
      const reason = signal === null ? `it exited with status ${status}` : `${signal} ended it`;
      const output = words(stderr.toString()).join(' ').slice(0, LONGEST_OUTPUT);
      throw new Error(`${program} failed: ${output === '' ? `${reason}.` : output}`);
    }
    return decode(stdout, 'the output');
  }
  const [first, ...others] = commands.map(([program]) => program);
  throw new Error(
    others.length === 0
      ? `${first} is not on the PATH. Install ${first}.`
      : `neither ${first} nor ${others.join(', ')} is on the PATH. Install one of them.`,
  );
}

const LONGEST_OUTPUT = 2000;

/** The comment that helm writes before each document: `# Source: shop/templates/deployment.yaml`. */
const SOURCE = /^---\n# Source: ([^\n]*)\n/gm;

/** The output of helm by template. The documents of a template need not follow each other, because helm sorts objects by their kind. */
function templatesOf(output: string, folder: string): Rendered[] {
  const texts = new Map<string, string[]>();
  const add = (file: string, text: string): void => {
    if (text !== '') {
      addTo(texts, file, text);
    }
  };
  let [file, start] = [folder, 0];
  for (const { 1: source, index } of output.matchAll(SOURCE)) {
    add(file, output.slice(start, index));
    [file, start] = [templateFile(source, folder), index];
  }
  add(file, output.slice(start));
  return [...texts].map(([name, parts]) => ({ file: name, text: parts.join('') }));
}

/** The file of a template: its name starts with the name of the chart. A template can write such a comment itself, with any name. */
function templateFile(source: string, folder: string): string {
  const [, ...steps] = source.trim().split('/');
  const file = path.join(folder, ...steps);
  return path.relative(folder, file).startsWith('..') ? folder : file;
}
