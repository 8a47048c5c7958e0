import { fieldsOf } from '../../util/plain-object';
import { ephemeralContainer, kind, selector } from '../api';
import { droppedField, fieldVersion } from '../decode/rules';
import { Finding } from '../finding';

/** Whether a server returned the object, as `kubectl get -o yaml` prints it: only servers set the uid. */
export function isReturned(object: object): boolean {
  const { uid } = fieldsOf(fieldsOf(object).metadata);
  return typeof uid === 'string' && uid !== '';
}

/** A returned object without its status: the server writes the status, and ignores it in a manifest that is applied. */
export function withoutStatus(object: object): object {
  const { status, ...rest } = fieldsOf(object);
  return status === undefined ? object : rest;
}

/**
 * Omits the findings of rules that only apply when an object is created: `kubectl debug` adds ephemeral containers later, the cluster sets
 * the selector and the labels of a Job, and the server has every kind and field that it returns.
 */
export function exceptOfCreation(object: object, findings: Finding[]): Finding[] {
  const isJob = fieldsOf(object).kind === 'Job';
  return findings.filter(({ rule }) => !OF_CREATION.has(rule) && !(isJob && rule === selector.id));
}

const OF_CREATION: ReadonlySet<string> = new Set([ephemeralContainer.id, kind.id, fieldVersion.id, droppedField.id]);
