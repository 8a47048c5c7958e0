import { kindOf } from '../../kubernetes/kinds';
import { SCHEMA } from '../../kubernetes/schema';
import { DEFAULT_VERSION } from '../../kubernetes/version';
import { fieldsOf, isPlainObject, PlainObject } from '../../util/plain-object';
import { length } from './length';
import { patternStatement, plainStatement, Recognized } from './pattern-statement';
import { impliedPaths } from './recognize/implied';
import { Plan, planOf } from './recognize/plan';
import { podView } from './recognize/pod-view';
import { recognizedRendering } from './recognized-rendering';
import { isSameData } from './same-data';
import { typedProps } from './typed';

/** The parts of a plan, the most complete first. */
const ATTEMPTS = [
  { files: true, addresses: true },
  { files: true, addresses: false },
  { files: false, addresses: true },
  { files: false, addresses: false },
];

/**
 * Recognizes the patterns of a pod or a workload: sidecars, ambassadors, adapters and init steps, the files that containers share, and the
 * addresses by which they reach each other.
 *
 * It is careful: `planOf`, `sharedVolumes`, `sidecarRole` and `helps` describe what a pattern requires. The result is used only if
 * - the types of the constructs accept each field of the object;
 * - it renders an object that is equal to the given one, and the construct has no finding;
 * - it is not longer than the same object without patterns. `length` describes how code is measured.
 * @param object a Kubernetes object as plain data
 * @param version the Kubernetes version of the cluster, which decides the default form of sidecars
 * @returns undefined if the object has no pattern, or if it is better written without one
 */
export function recognize(object: unknown, version: string = DEFAULT_VERSION): Recognized | undefined {
  const pod = isPlainObject(object) && isTyped(object) ? podView(object) : undefined;
  if (!isPlainObject(object) || pod === undefined) {
    return undefined;
  }
  const implied = impliedPaths(object);
  const longest = length(plainStatement(object, pod, implied));
  const tried: Plan[] = [];
  for (const attempt of ATTEMPTS) {
    const plan = planOf(pod, fieldsOf(object.metadata), attempt);
    if (plan === undefined) {
      return undefined;
    }
    if (tried.some((other) => isSameData(partsOf(plan), partsOf(other)))) {
      continue;
    }
    tried.push(plan);
    const recognized = patternStatement(object, pod, plan, implied, version);
    if (lengthOf(recognized) <= longest && rendersAs(recognized, object, version)) {
      return recognized;
    }
  }
  return undefined;
}

const WITHOUT_CONSTRUCT: ReadonlySet<string> = new Set(['PodTemplate', 'ReplicaSet', 'ReplicationController']);

/** Whether there is a construct for an object, and the types of its props accept all fields. */
function isTyped(object: PlainObject): boolean {
  const kind = kindOf(object);
  if (kind === undefined || WITHOUT_CONSTRUCT.has(kind.struct)) {
    return false;
  }
  const [specStruct] = SCHEMA[kind.struct].spec;
  const props = [
    typedProps(fieldsOf(object.metadata), 'ObjectMeta', ['metadata']),
    typedProps(fieldsOf(object.spec), specStruct, ['spec']),
  ];
  return props.every((one) => one?.raw.length === 0);
}

function lengthOf({ constants, statement }: Recognized): number {
  return [statement, ...constants.map(({ value }) => value)].reduce((sum, code) => sum + length(code), 0);
}

/** What attempts can have in common. */
function partsOf({ patterns }: Plan): unknown {
  return patterns.map(({ files, addresses }) => [files.map(({ index }) => index), addresses]);
}

/** Whether a statement renders an object, without a finding. A construct refuses many wrong values: such an object has no pattern. */
function rendersAs({ constants, statement }: Recognized, object: PlainObject, version: string): boolean {
  try {
    const { manifest, findings } = recognizedRendering(constants, statement, version);
    return findings.length === 0 && isSameData(manifest, object);
  } catch {
    return false;
  }
}
