import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';

const SHARED = path.join(__dirname, '..', '..', 'shared');

/** An object of a real manifest, and where it is from. */
export interface Case {
  readonly name: string;
  readonly manifest: any;
}

/** All objects of the real manifests, those in lists as well. */
export function realManifests(): Case[] {
  const folder = path.join(SHARED, 'cases', 'manifests');
  return fs.readdirSync(folder).flatMap((file) => {
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    return parseAllDocuments(text, { version: '1.1' })
      .map((document) => (document as any).toJS())
      .flatMap((manifest) => (manifest?.kind === 'List' ? manifest.items : [manifest]))
      .filter((manifest) => manifest !== null && manifest !== undefined)
      .map((manifest) => ({ name: `${file}: ${manifest.kind} ${manifest.metadata?.name}`, manifest }));
  });
}

/** What the API server says of a pod. */
export interface Verdict {
  readonly decode?: string;
  readonly errors?: { readonly type: string; readonly field: string; readonly detail: string }[];
}

/** Puts pods to the API server's own validation, of a version of Kubernetes. */
export function podcheck(version: string, pods: any[]): Verdict[] {
  const folder = execFileSync(path.join(SHARED, 'kubernetes', 'build'), ['podcheck', version], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
  const { stdout, status, stderr } = spawnSync(path.join(folder, 'podcheck'), {
    input: pods.map((pod) => JSON.stringify(pod)).join('\n'),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) {
    throw new Error(`podcheck failed: ${stderr}`);
  }
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

export function refused(verdict: Verdict): boolean {
  return verdict.decode !== undefined || (verdict.errors ?? []).length > 0;
}
