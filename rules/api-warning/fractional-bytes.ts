import { FieldPath } from '../model/field-path';
import { isInteger } from '../model/quantity';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { everyContainerWith, isEphemeral } from '../validation/containers';

const IN_BYTES = ['memory', 'ephemeral-storage'];

export const fractionalBytes = rule({
  id: 'api-warning/fractional-bytes',
  severity: 'warning',
  summary: 'Amounts of memory and storage should be whole numbers of bytes.',
  details: 'A common mistake is `100m`, which is a tenth of a byte, for `100M`.',
  why: 'The unit "m" is a thousandth of a byte.',
  see: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-memory',
  checks: {
    ...everyContainerWith('resources', ({ resources: { limits, requests } }, containerAt, context) => {
      const at = containerAt.field('resources');
      checkAmounts(limits, IN_BYTES, at, 'limits', context);
      checkAmounts(requests, IN_BYTES, at, 'requests', context);
      // the API server copies the limits of a pod to its missing requests
      if (!context.isTemplate && !isEphemeral(containerAt)) {
        checkAmounts(limits, IN_BYTES, at, 'requests', context, requests);
      }
    }),

    'PersistentVolumeClaimSpec.resources'({ resources: { limits, requests } }, at, context) {
      checkAmounts(limits, ['storage'], at.field('resources'), 'limits', context);
      checkAmounts(requests, ['storage'], at.field('resources'), 'requests', context);
    },

    'PodSpec.overhead'({ overhead }, at, context) {
      checkAmounts(overhead, IN_BYTES, at, 'overhead', context);
    },
  },
});

type Amounts = Readonly<Record<string, number | string>>;

/** @param ignored the names of amounts to skip */
function checkAmounts(
  amounts: Amounts = {},
  names: string[],
  at: FieldPath,
  field: string,
  context: ValidationContext,
  ignored: Amounts = {},
): void {
  for (const name in amounts) {
    if (names.includes(name) && ignored[name] === undefined && isFraction(amounts[name])) {
      const what = `${amounts[name]} is not a whole number of bytes.`;
      context.warn(at.field(field).key(name), what, context.why, 'Write a whole number of bytes, such as "128Mi".');
    }
  }
}

/** Most amounts: whole numbers of bytes that fit in 64 bits as thousandths. Saves 1 us for most containers. */
const USUAL = /^\d{1,6}(?:k|[KMG]i?)?$/;

/** Whether the API server counts an amount as a fraction of a byte. It also does so if the thousandths do not fit in 64 bits. */
function isFraction(amount: number | string): boolean {
  return !USUAL.test(String(amount)) && !isInteger(amount);
}
