import { Inspection } from '../validation/validation-context';
import { everyContainerWith } from '../validation/containers';
import { Place } from '../model/field-path';
import { milli } from '../model/quantity';
import { remembered } from '../model/remembered';
import { ApiRule } from '../api/rule';

const RULE = 'api-warning/fractional-bytes';

/**
 * Memory or storage that is no whole number of bytes: `m` is a thousandth, and `M` was meant.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-memory
 */
export const fractionalBytes: ApiRule = {
  ...everyContainerWith('resources', ({ resources }, at, pod) => {
    const { limits, requests } = resources;
    check(limits, at, 'limits', pod);
    check(requests, at, 'requests', pod);
    // the server fills the requests of a pod up with its limits
    if (!pod.isTemplate && at.above!.step !== 'ephemeralContainers') {
      check(limits, at, 'requests', pod, requests);
    }
  }),

  'PersistentVolumeClaimSpec.resources'({ resources }, at, pod) {
    check(resources.limits, at, 'limits', pod, {}, ['storage']);
    check(resources.requests, at, 'requests', pod, {}, ['storage']);
  },

  'PodSpec.overhead'({ overhead }, at, pod) {
    for (const name of IN_BYTES) {
      if (overhead[name] !== undefined && isFraction(overhead[name])) {
        warn(overhead[name], at.field('overhead').key(name), pod);
      }
    }
  },
};

const NONE = {};
const IN_BYTES = ['memory', 'ephemeral-storage'];

function check(
  amounts: any,
  at: Place,
  field: string,
  pod: Inspection,
  unless: any = NONE,
  names: readonly string[] = IN_BYTES,
): void {
  for (const name in amounts) {
    if (names.includes(name) && unless[name] === undefined && isFraction(amounts[name])) {
      warn(amounts[name], at.field('resources').field(field).key(name), pod);
    }
  }
}

const isFraction = remembered((amount: string | number) => milli(amount) % 1000n !== 0n);

function warn(amount: any, at: Place, pod: Inspection): void {
  const fix = 'Write a whole number of bytes, such as "128Mi".';
  pod.warn(RULE, at, `${amount} is no whole number of bytes.`, '"m" is a thousandth.', fix);
}
