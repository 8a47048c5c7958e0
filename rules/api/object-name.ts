import { maskedPrefix, notDnsLabel, notDnsSubdomain } from '../model/names';
import { Place } from '../model/field-path';
import { ApiRule } from './rule';
import { everyObject } from '../validation/every-object';
import { Inspection } from '../validation/validation-context';

const RULE = 'api/object-name';

/** What the server puts behind `generateName`, and how much of it stays before that. */
const SUFFIX = 'xxxxx';
const PREFIX_LENGTH = 58;

/**
 * The name of an object, or the start of one that the server makes up, and its namespace.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
export const objectName: ApiRule = {
  ...everyObject((object, at, pod) => check(object, notDnsSubdomain, at, pod)),
  StatefulSet: (object, at, pod) => check(object, notDnsLabel, at, pod),
};

type Form = (name: string) => string | undefined;

function check({ metadata = {} }: any, notName: Form, at: Place, pod: Inspection): void {
  const { generateName, namespace } = metadata;
  if (generateName) {
    const why = notName(maskedPrefix(generateName));
    if (why !== undefined) {
      pod.invalid(RULE, place(at, 'generateName'), not(generateName, 'start of a name'), why, suggestion(generateName));
    }
  }
  const own = nameOf(metadata);
  const why = own === '' ? undefined : notName(own);
  if (own === '') {
    const fix = 'Give it one, or the start of one in `generateName`.';
    pod.required(RULE, place(at, 'name'), 'the object has no name.', 'Every object is found by its name.', fix);
  } else if (why !== undefined) {
    pod.invalid(RULE, place(at, 'name'), not(own, 'name'), why, suggestion(own));
  }
  if (namespace && notDnsLabel(namespace) !== undefined) {
    const what = not(namespace, 'namespace');
    pod.invalid(RULE, place(at, 'namespace'), what, notDnsLabel(namespace)!, suggestion(namespace));
  }
}

function place(at: Place, field: string): Place {
  return at.field('metadata').field(field);
}

/** The name of an object, with letters that stand for those that the server makes up; empty where it has none. */
export function nameOf({ name, generateName }: any): string {
  return name || (generateName ? generateName.slice(0, PREFIX_LENGTH) + SUFFIX : '');
}

function not(value: string, kind: string): string {
  return `"${value}" is not a ${kind} that Kubernetes takes.`;
}

function suggestion(value: string): string {
  const better = value
    .toLowerCase()
    .replace(/[^-a-z0-9.]+/g, '-')
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
    .slice(0, 63);
  return notDnsLabel(better) === undefined ? `Call it "${better}", for example.` : 'Give it another one.';
}
