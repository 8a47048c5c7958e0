import { Finding } from '../finding';
import { decode, Decoded } from './decode';
import { inOrder } from './in-order';
import { Inspection } from './inspection';
import { Place } from './place';
import { Type, typeOf } from './schema';

/**
 * All that the API server of a version says against a pod, or an object that makes pods: what it refuses (`api/…`), warns of
 * (`api-warning/…`) and drops without a word (`dropped-field`), in the order of the manifest.
 *
 * It goes as the server does: the object is decoded, which finds fields that are unknown or of a wrong type; then each struct of it
 * is put to the rules that are about such structs, with what could not be read left out.
 *
 * @param struct the type of the object in the schema
 */
export function api(object: any, version: string, struct = 'Pod'): Finding[] {
  const type = typeOf(struct, version);
  const decoded = decode(object, type, version);
  const isTemplate = struct === 'PodTemplateSpec';
  const inspection = new Inspection(filled(decoded.value, struct), version, isTemplate, decoded.robbed, []);
  inspect(inspection.pod, type, new Place(undefined, '', inspection.pod), inspection);
  return together(decoded, inspection.findings, object);
}

/** All that it says against the metadata and the spec of a pod template. */
export function apiOfTemplate(template: any, version: string): Finding[] {
  return template?.spec === undefined
    ? []
    : api({ metadata: template.metadata, spec: template.spec }, version, 'PodTemplateSpec');
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

function withAll(value: any, way: readonly string[]): any {
  if (way.length === 0) {
    return value;
  }
  const own = value[way[0]];
  const whole = withAll(own ?? {}, way.slice(1));
  if (whole === own) {
    return value;
  }
  const copy = { ...value };
  copy[way[0]] = whole;
  return copy;
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

/** Puts a value, and what it holds, to the rules. */
function inspect(value: any, type: Type, at: Place, inspection: Inspection): void {
  if (type.kind === 'list') {
    for (let i = 0; i < value.length; i++) {
      inspect(value[i], type.item!, new Place(at, i, value[i]), inspection);
    }
    return;
  }
  if (type.name === 'PodTemplateSpec') {
    const { version, robbed, findings } = inspection;
    inspection = new Inspection(value, version, true, robbed, findings);
  }
  const { checks: own } = type;
  for (let i = 0; i < own.length; i++) {
    own[i](value, at, inspection);
  }
  const fields = type.fields!;
  for (const key in value) {
    const child = value[key];
    if (child === undefined) {
      continue;
    }
    const { type: under, checks } = fields.get(key)!;
    for (let i = 0; i < checks.length; i++) {
      checks[i](value, at, inspection);
    }
    if (under.leads) {
      inspect(child, under, new Place(at, key, child), inspection);
    }
  }
}

function together(decoded: Decoded, inspected: Finding[], object: any): Finding[] {
  const found = decoded.findings.concat(readable(inspected, decoded));
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
