import { valueAt } from '../../util/plain-object';
import { apiFindings as api } from '../../rules/check/check';
import { Finding } from '../../rules/finding';
import { Verdict } from '../shared';

/** The differences between the rules and the API server on an object, a line each. */
export function differences(pod: any, verdict: Verdict, version: string, kind = 'Pod'): string[] {
  const found = api(pod, version, kind);
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
  return result.length > 0 || theirs.length > 0 ? [...new Set(result)] : warnings(pod, found, verdict.warnings ?? []);
}

/** The server's text for each rule that warns about the same problem. */
const WARNINGS: Record<string, RegExp> = {
  'api-warning/deprecated-label': /(nodeSelector|\.key|\.topologyKey).*: .*(deprecated since|control-plane)/,
  'api-warning/deprecated-volume': /volumes\[\d+\]\.\w+: deprecated in/,
  'api-warning/duplicate-env': /hides previous definition of|env\[\d+\]\.name: duplicate name/,
  'api-warning/duplicate-port': /(duplicate|overlapping|ambiguous) port definition/,
  'api-warning/duplicate-port-name': /duplicate port name/,
  'api-warning/fractional-bytes': /fractional byte value/,
  'api-warning/grace-period': /negative values are invalid/,
  'api-warning/host-ip': /hostIP set without hostPort/,
  'api-warning/host-name': /this is used in (the Pod's hostname|Pod names and hostnames)/,
  'api-warning/host-alias': /duplicate ip/,
  'api-warning/image-pull-secret': /imagePullSecrets\[\d+\]\.name: (duplicate|invalid empty) name/,
  'api-warning/ip': /non-standard IP address|RFC 5952/,
  'api-warning/label-value': /values\[\d+\]: .* is invalid, /s,
  'api-warning/large-indexed-job': /might not be able to track completedIndexes/,
  'api-warning/null-selector': /null labelSelector/,
  'api-warning/revision-history': /revisionHistoryLimit: a negative value/,
  'api-warning/overlapping-files': /^volume "/,
  'api-warning/old-annotation': /metadata\.annotations\[.*\]: (non-functional|deprecated)/,
};

/** The warnings that differ. Each has a rule and a path, and counts once. */
function warnings(pod: any, found: Finding[], texts: readonly string[]): string[] {
  const ours = new Set(
    found
      .filter(({ rule }) => rule.startsWith('api-warning/'))
      .map(({ rule, path }) => `${rule} ${placeOf(rule, path, pod)}`),
  );
  const theirs = new Map(texts.map((text) => [warningOf(text), text]));
  return [
    ...[...ours].filter((one) => !theirs.has(one)).map((one) => `ours: ${one}`),
    ...[...theirs].filter(([one]) => !ours.has(one)).map(([, text]) => `theirs: warning ${text}`),
  ];
}

function warningOf(text: string): string {
  const rule = Object.keys(WARNINGS).find((one) => WARNINGS[one].test(text));
  return `${rule} ${/^volume "[^"]*"/.exec(text)?.[0] ?? text.slice(0, text.indexOf(': '))}`;
}

/** For overlapping files, the server names only the volume. For a claim, it omits `spec` from the path. */
function placeOf(rule: string, path: string, pod: any): string {
  const [, way, i] = /^(.*\.)?spec\.volumes\[(\d+)\]/.exec(path) ?? [];
  const template = valueAt<any>(pod, way?.split('.').slice(0, -1) ?? []);
  return rule === 'api-warning/overlapping-files'
    ? `volume "${template.spec.volumes[i].name}"`
    : path.replace(/^(spec\.volumeClaimTemplates\[\d+\])\.spec/, '$1');
}

/** A difference without what differs from pod to pod: indices, keys and values. */
export function pattern(difference: string): string {
  return difference
    .replace(/\[[^\]]*\]/g, '[]')
    .replace(/"(?:[^"\\]|\\.)*"/g, '"…"')
    .replace(/0x[0-9a-f]+|-?\d+/g, 'N')
    .slice(0, 260);
}
