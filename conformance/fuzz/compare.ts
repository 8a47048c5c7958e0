import { api } from '../../rules/api';
import { Finding } from '../../rules/finding';
import { Verdict } from '../shared';

/** How the rules and the API server differ on a pod, each difference as a line; none where they agree. */
export function differences(pod: any, verdict: Verdict, version: string): string[] {
  const found = api(pod, version);
  const ours = found.filter(({ severity }) => severity === 'error');
  if (verdict.decode !== undefined) {
    return ours.length > 0 ? [] : [`decode: ${verdict.decode}`];
  }
  const theirs = verdict.errors ?? [];
  const a = new Set(ours.map(({ path, type }) => `${path} ${type}`));
  const b = new Set(theirs.map(({ field, type }) => `${field} ${type}`));
  const result = [
    ...[...a].filter((one) => !b.has(one)).map((one) => `ours: ${one}`),
    ...theirs
      .filter((one) => !a.has(`${one.field} ${one.type}`))
      .map((one) => `theirs: ${one.field} ${one.type}: ${one.detail}`),
  ];
  return result.length > 0 || theirs.length > 0 ? [...new Set(result)] : warnings(found, verdict.warnings ?? []);
}

function warnings(found: Finding[], theirs: readonly string[]): string[] {
  const ours = found.filter(({ rule }) => rule.startsWith('api-warning/')).map(({ path }) => path);
  const left = [...theirs];
  const result: string[] = [];
  for (const path of ours) {
    const i = left.findIndex((text) => text.startsWith(`${path}: `) || isOfFiles(text, path));
    if (i === -1) {
      result.push(`ours: warning ${path}`);
    } else {
      left.splice(i, 1);
    }
  }
  return [...result, ...left.map((text) => `theirs: warning ${text}`)];
}

/** Whether a warning is about a file of a volume: it names the volume, and has no path. */
function isOfFiles(text: string, path: string): boolean {
  return text.startsWith('volume "') && /^spec\.volumes\[\d+\]\./.test(path);
}

/** A difference without what differs from pod to pod: indices, keys and values. */
export function pattern(difference: string): string {
  return difference
    .replace(/\[[^\]]*\]/g, '[]')
    .replace(/"(?:[^"\\]|\\.)*"/g, '"…"')
    .replace(/0x[0-9a-f]+|-?\d+/g, 'N')
    .slice(0, 260);
}
