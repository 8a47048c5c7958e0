import { Finding } from '../finding';
import { decode, Decoded } from './decode';
import { inOrder } from './in-order';
import { Inspection } from './inspection';
import { Place } from './place';
import { podType, Type } from './schema';

/**
 * All that the API server of a version says against a pod: what it refuses (`api/…`), warns of (`api-warning/…`) and drops without a
 * word (`dropped-field`), in the order of the manifest.
 *
 * It goes as the server does: the pod is decoded, which finds fields that are unknown or of a wrong type; then each struct of it is
 * put to the rules that are about such structs, with what could not be read left out.
 *
 * @param isTemplate whether it is the pod template of a workload
 */
export function api(pod: any, version: string, isTemplate = false): Finding[] {
  const type = podType(version);
  const decoded = decode(pod, type, version);
  // a struct that Go holds by value is there even where it is not
  const read = decoded.value.spec === undefined ? { ...decoded.value, spec: {} } : decoded.value;
  const inspection = new Inspection(read, version, isTemplate, decoded.robbed);
  inspect(read, type, new Place(undefined, '', read), inspection);
  const found = decoded.findings.concat(readable(inspection.findings, decoded));
  return found.length < 2 ? found : inOrder(found, pod);
}

/** Puts a value, and what it holds, to the rules. */
function inspect(value: any, type: Type, at: Place, inspection: Inspection): void {
  if (type.kind === 'list') {
    for (let i = 0; i < value.length; i++) {
      inspect(value[i], type.item!, new Place(at, i, value[i]), inspection);
    }
    return;
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

/** Leaves out what only follows from something that could not be read. */
function readable(findings: Finding[], { unreadable }: Decoded): Finding[] {
  return unreadable.length === 0
    ? findings
    : findings.filter(({ path }) => !unreadable.some((place) => path === place || path.startsWith(`${place}[`)));
}
