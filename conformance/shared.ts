import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import { VERSIONS } from '../kubernetes/schema';

export const SHARED = path.join(__dirname, '..', '..', 'shared');

/** The folder for what takes long to make: programs, and rendered charts. */
export const CACHE = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'cdk8s-pod-patterns');

/** An object of a real manifest, and its file. */
export interface Case {
  readonly name: string;
  readonly manifest: any;
}

const MANIFESTS = path.join(SHARED, 'cases', 'manifests');

/** All objects of the real manifests, those in lists as well. */
export function realManifests(): Case[] {
  return fs.readdirSync(MANIFESTS).flatMap((file) => realManifest(file));
}

/**
 * The objects of one file.
 *
 * @param blanks what its readers are asked to fill in, each with what to put there
 */
export function realManifest(file: string, blanks: Record<string, string> = {}): Case[] {
  const text = Object.entries(blanks).reduce(
    (filled, [blank, value]) => filled.split(blank).join(value),
    fs.readFileSync(path.join(MANIFESTS, file), 'utf8'),
  );
  return parseAllDocuments(text, { version: '1.1' })
    .map((document) => (document as any).toJS())
    .flatMap((manifest) => (manifest?.kind === 'List' ? manifest.items : [manifest]))
    .filter((manifest) => manifest !== null && manifest !== undefined)
    .map((manifest) => ({ name: `${file}: ${manifest.kind} ${manifest.metadata?.name}`, manifest }));
}

/** The versions of Kubernetes whose API server can be asked: all but 1.28. */
export const SERVERS = VERSIONS.filter((version) => version !== '1.28');

/** The verdict of the API server on a pod. */
export interface Verdict {
  readonly decode?: string;
  readonly errors?: { readonly type: string; readonly field: string; readonly detail: string }[];
  readonly warnings?: string[];
}

/** An object as JSON, with all digits of integers that a double cannot hold. */
export function json(object: any): string {
  const text = JSON.stringify(object, (_, value) => (typeof value === 'bigint' ? `<${value}>` : value));
  return text.replace(/"<(-?\d+)>"/g, '$1');
}

/** Puts pods to the API server's own validation, of a version of Kubernetes. */
export function podcheck(version: string, pods: any[]): Verdict[] {
  return podcheckText(version, pods.map(json).join('\n'));
}

/** The same of pods as text, one a line. */
export function podcheckText(version: string, text: string): Verdict[] {
  return linesOf('podcheck', text, version);
}

/** The pods as the API server would store them, with defaults and without dropped fields; undefined for a pod that it rejects. */
export function storedPods(version: string, pods: any[]): any[] {
  const input = pods.map(json).join('\n');
  return linesOf('podcheck', input, version, ['-pod']).map(({ pod }) => pod);
}

/** The same, with the pod that the server would store if it accepts it. */
export function podcheckStored(version: string, pods: any[]): (Verdict & { readonly pod?: any })[] {
  return linesOf('podcheck', pods.map(json).join('\n'), version, ['-pod']);
}

/** Reads YAML as `kubectl apply -f` does, with its own reader: its documents. */
export function readAsKubectl(yaml: string): any[] {
  return linesOf('yamljson', yaml);
}

/** The output of a test program for its input, a line of JSON each. */
function linesOf(program: string, input: string, version = '1.37', args: string[] = []): any[] {
  return answers(programOf(program, version), args, input);
}

/** The output of a program for its input, a line of JSON each. */
export function answers(program: string, args: string[], input: string): any[] {
  return outputLines(program, args, input).map((line) => JSON.parse(line));
}

/** The lines that a program prints for its input. */
export function outputLines(program: string, args: string[], input: string): string[] {
  const { stdout, status, stderr } = spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 1 << 29 });
  if (status !== 0) {
    throw new Error(`${program} failed: ${stderr}`);
  }
  return stdout.trim().split('\n');
}

/** The path of a test program. */
export function programOf(program: string, version = '1.37'): string {
  return path.join(folderOf(program, version), program);
}

const folders = new Map<string, string>();

/** Where a program of the lab is; it is built if it is not there. */
function folderOf(program: string, version: string): string {
  const command = `${program} ${version}`;
  if (!folders.has(command)) {
    const folder = execFileSync(path.join(SHARED, 'kubernetes', 'build'), [program, version], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    folders.set(command, folder.trim());
  }
  return folders.get(command)!;
}

export function refused(verdict: Verdict): boolean {
  return verdict.decode !== undefined || (verdict.errors ?? []).length > 0;
}
