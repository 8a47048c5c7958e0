import { Finding, joined, Rule } from '../finding';
import { decode, Decoded } from '../decode/decode';
import { inOrder } from '../decode/in-order';
import { typeOf } from '../decode/schema';

/**
 * All that the API server of a version says against a pod, or an object that makes pods: what it refuses (`api/…`), warns of
 * (`api-warning/…`) and drops without a word (`dropped-field`), in the order of the manifest.
 *
 * It goes as the server does: the object is decoded, which finds fields that are unknown or of a wrong type; then each struct of it
 * is put to the rules that are about such structs, with what could not be read left out.
 *
 * @param struct the type of the object in the schema
 * @param asked where the rules go that the pod is to be put to, beside those of the server
 */
export function api(object: any, version: string, struct = 'Pod', asked: Rule[] = []): Finding[] {
  const type = typeOf(struct, version);
  const found: Finding[] = [];
  const decoded = decode(object, type, version, found, asked);
  const whole = filled(decoded.value, struct);
  // what is checked is what is left
  const { plan } = whole === object ? decoded : decode(whole, type, version, found, asked, decoded.robbed);
  for (let i = 0; i < plan.length; i++) {
    const { checks, value, at, pod } = plan[i];
    for (let j = 0; j < checks.length; j++) {
      checks[j](value, at, pod);
    }
  }
  return together(decoded, found, object);
}

/** All that it says against the metadata and the spec of a pod template. */
export function apiOfTemplate(template: any, version: string, asked: Rule[]): Finding[] {
  return template?.spec === undefined
    ? []
    : api({ metadata: template.metadata, spec: template.spec }, version, 'PodTemplateSpec', asked);
}

/** The way to the pod template of each kind. */
const TEMPLATES: Record<string, readonly string[]> = {
  Pod: ['spec'],
  PodTemplateSpec: ['spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};
const WORKLOAD = ['spec', 'template', 'spec'];

/** Structs that Go holds by value are there even where they are not. */
function filled(value: any, struct: string): any {
  const whole = withAll(value, TEMPLATES[struct] ?? WORKLOAD);
  return struct === 'StatefulSet' ? { ...whole, spec: { ...whole.spec, template: ofStatefulSet(whole.spec) } } : whole;
}

function withAll(value: any, way: readonly string[], from = 0): any {
  if (from === way.length) {
    return value;
  }
  const own = value[way[from]];
  const whole = withAll(own ?? {}, way, from + 1);
  return whole === own ? value : { ...value, [way[from]]: whole };
}

/**
 * The template of a StatefulSet with the volumes that it claims for each of its pods, which come in the place of those of the same
 * name, and without the host name, which is the controller's to give.
 */
function ofStatefulSet({ template, volumeClaimTemplates: claims }: any): any {
  const { hostname, subdomain, ...spec } = template.spec;
  if (claims === undefined) {
    return { ...template, spec };
  }
  const names = new Set<string>(claims.map(({ metadata }: any) => metadata?.name ?? ''));
  const claimed = (name: string) => ({ name, persistentVolumeClaim: { claimName: name } });
  const nameOf = ({ name = '' }: any): string => name;
  const own = (spec.volumes ?? []).map((one: any) => (names.has(nameOf(one)) ? claimed(nameOf(one)) : one));
  own.forEach((one: any) => names.delete(nameOf(one)));
  const others = [...names].map(claimed);
  return { ...template, spec: { ...spec, volumes: [...own, ...others] } };
}

function together(decoded: Decoded, inspected: Finding[], object: any): Finding[] {
  const found = joined(decoded.findings, readable(inspected, decoded));
  return found.length < 2 ? found : inOrder(found, object);
}

/** Leaves out what only follows from something that could not be read. */
function readable(findings: Finding[], { unreadable }: Decoded): Finding[] {
  if (unreadable.length === 0) {
    return findings;
  }
  const places = new Set(unreadable);
  return findings.filter(({ path }) => {
    let end = path.length;
    while (end > 0 && !places.has(path.slice(0, end))) {
      end = path.lastIndexOf('[', end - 1);
    }
    return end <= 0 && !places.has('');
  });
}
