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
  const inspection = new Inspection(filled(decoded.value), version, struct !== 'Pod', decoded.robbed, []);
  inspect(inspection.pod, type, new Place(undefined, '', inspection.pod), inspection);
  return together(decoded, inspection.findings, object);
}

/** All that it says against the metadata and the spec of a pod template. */
export function apiOfTemplate(template: any, version: string): Finding[] {
  return template?.spec === undefined
    ? []
    : api({ metadata: template.metadata, spec: template.spec }, version, 'PodTemplateSpec');
}

/** A struct that Go holds by value is there even where it is not. */
function filled(value: any): any {
  const claims = value.spec?.volumeClaimTemplates;
  const template = value.spec?.template;
  if (claims !== undefined && template !== undefined) {
    return { ...value, spec: { ...value.spec, template: withClaims(template, claims) } };
  }
  return value.spec === undefined ? { ...value, spec: {} } : value;
}

/** The template with the volumes that a StatefulSet claims for each of its pods, which come in the place of those of the same name. */
function withClaims(template: any, claims: any[]): any {
  const own = template.spec?.volumes ?? [];
  const others = claims
    .map(({ metadata }) => ({ name: metadata?.name ?? '' }))
    .filter(({ name }) => name !== '' && !own.some((volume: any) => volume.name === name));
  return { ...template, spec: { ...template.spec, volumes: [...own, ...others] } };
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
    value = filled(value);
    inspection = new Inspection(value, version, true, robbed, findings);
  }
  for (const check of type.checks) {
    check(value, at, inspection);
  }
  const fields = type.fields!;
  for (const key in value) {
    const under = fields[key].type;
    if (under.leads) {
      inspect(value[key], under, new Place(at, key, value[key]), inspection);
    }
  }
}

function together(decoded: Decoded, inspected: Finding[], object: any): Finding[] {
  const found = decoded.findings.concat(readable(inspected, decoded));
  return found.length < 2 ? found : inOrder(found, object);
}

/** Leaves out what only follows from something that could not be read. */
function readable(findings: Finding[], { unreadable }: Decoded): Finding[] {
  return unreadable.length === 0
    ? findings
    : findings.filter(({ path }) => !unreadable.some((place) => path === place || path.startsWith(`${place}[`)));
}
