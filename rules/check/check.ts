import { at, kindOf } from '../../kubernetes/kinds';
import { ADVICE_RULES } from '../advice';
import { nakedPod } from '../advice/naked-pod';
import { api, apiOfTemplate } from '../api';
import { noSuchKind } from '../api/kind';
import { Finding, foundBy, joined, Rule } from '../finding';
import { generateName } from '../runtime/generate-name';
import { podSecurity, PodSecurityPolicy } from '../pod-security';

/**
 * All that the rules find in an object that is a pod or makes some, for a cluster of the given version. Of an object of another kind
 * they only tell whether there is such a kind.
 */
export function checkObject(object: any, version: string): Finding[] {
  const kind = kindOf(object);
  if (kind === undefined) {
    return noSuchKind(object);
  }
  const asked: Rule[] = [];
  const found = api(object, version, kind.struct, asked);
  const template = at(object, kind.template);
  const claims = kind.struct === 'StatefulSet' ? object.spec?.volumeClaimTemplates : undefined;
  const pod = Array.isArray(claims) ? withClaims(template, claims) : template;
  return joined(joined(found, generateName(object)), below(kind.template, foundBy(asked, pod, version)));
}

/** What could be better with an object that is a pod or makes some. It is told to those who ask for it. */
export function adviseObject(object: any, version: string): Finding[] {
  const way = kindOf(object)?.template;
  return way === undefined ? [] : [...nakedPod(object), ...below(way, foundBy(ADVICE_RULES, at(object, way), version))];
}

/** What a Pod Security level does not admit in a pod template, which lies at the end of a way; nothing where none is asked for. */
export function checkPodSecurity(
  template: any,
  way: readonly string[],
  policy: PodSecurityPolicy | undefined,
): Finding[] {
  return policy === undefined ? [] : below(way, podSecurity(template, policy.level, policy.version));
}

/** All that the rules find in a pod template, which lies at the end of a way. */
export function checkTemplate(template: any, way: readonly string[], version: string): Finding[] {
  const asked: Rule[] = [];
  const found = apiOfTemplate(template, version, asked);
  return below(way, joined(found, foundBy(asked, template, version)));
}

/** Findings in what lies at the end of a way, with the way before their places. */
function below(way: readonly string[], found: Finding[]): Finding[] {
  return way.length === 0 || found.length === 0
    ? found
    : found.map((one) => ({ ...one, path: [...way, one.path].join('.') }));
}

/** The template with the volumes that a StatefulSet claims for each of its pods, which come in the place of those of the same name. */
function withClaims(template: any, claims: any[]): any {
  const claimed = claims.map((claim) => {
    const name = claim?.metadata?.name;
    return { name, persistentVolumeClaim: { claimName: name } };
  });
  const own = Array.isArray(template?.spec?.volumes) ? template.spec.volumes : [];
  const names = new Set(own.map((volume: any) => volume?.name));
  const others = claimed.filter(({ name }) => !names.has(name));
  return { ...template, spec: { ...template?.spec, volumes: [...own, ...others] } };
}
