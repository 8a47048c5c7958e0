import { checkEnvName } from './env';
import { everyContainerWith } from '../validation/containers';
import { Inspection } from '../validation/validation-context';
import { maskedPrefix, notDnsSubdomain } from '../model/names';
import { Place } from '../model/field-path';

const RULE = 'api/env-from';

/**
 * Variables that are taken from a ConfigMap or a Secret as a whole.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#configure-all-key-value-pairs-in-a-configmap-as-container-environment-variables
 */
export const envFrom = everyContainerWith('envFrom', ({ envFrom: sources }, at, pod) => {
  for (let i = 0; i < sources.length; i++) {
    const { prefix, configMapRef, secretRef } = sources[i];
    const place = at.field('envFrom').item(i);
    if (prefix) {
      checkEnvName(prefix, place, 'prefix', pod);
    }
    if (configMapRef !== undefined) {
      checkName(configMapRef, place.field('configMapRef'), 'ConfigMap', pod);
    }
    if (secretRef !== undefined) {
      checkName(secretRef, place.field('secretRef'), 'Secret', pod);
    }
    // of these two, the server does not say which item it is
    if (configMapRef === undefined && secretRef === undefined) {
      const what = `item ${i} names no source.`;
      pod.invalid(RULE, at.field('envFrom'), what, 'It is a ConfigMap or a Secret.', 'Add configMapRef or secretRef.');
    } else if (configMapRef !== undefined && secretRef !== undefined) {
      const what = `item ${i} names a ConfigMap and a Secret.`;
      pod.invalid(RULE, at.field('envFrom'), what, 'It takes one of them.', 'Make two items of it.');
    }
  }
});

function checkName({ name }: any, at: Place, kind: string, pod: Inspection): void {
  if (!name) {
    pod.required(RULE, at.field('name'), `no ${kind} is named.`, 'Its keys become variables.', `Name the ${kind}.`);
    return;
  }
  const why = notDnsSubdomain(maskedPrefix(name));
  if (why !== undefined) {
    pod.invalid(RULE, at.field('name'), `"${name}" is not a name that a ${kind} can have.`, why, `Name the ${kind}.`);
  }
}
