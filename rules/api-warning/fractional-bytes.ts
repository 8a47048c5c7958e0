import { FieldPath } from '../model/field-path';
import { milli } from '../model/quantity';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { everyContainerWith } from '../validation/containers';

const IN_BYTES = ['memory', 'ephemeral-storage'];

export const fractionalBytes = rule({
  id: 'api-warning/fractional-bytes',
  severity: 'warning',
  summary: 'Amounts of memory and storage should be whole numbers of bytes.',
  details: 'A common mistake is `100m`, which is a tenth of a byte, for `100M`.',
  why: 'The unit "m" is a thousandth of a byte.',
  see: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-memory',
  checks: {
    ...everyContainerWith('resources', ({ resources: { limits, requests } }, at, context) => {
      const resources = at.field('resources');
      checkAmounts(limits, IN_BYTES, resources.field('limits'), context);
      checkAmounts(requests, IN_BYTES, resources.field('requests'), context);
      // the API server copies the limits of a pod to its missing requests
      if (!context.isTemplate && at.above!.step !== 'ephemeralContainers') {
        const copied = IN_BYTES.filter((name) => requests?.[name] === undefined);
        checkAmounts(limits, copied, resources.field('requests'), context);
      }
    }),

    'PersistentVolumeClaimSpec.resources'({ resources: { limits, requests } }, at, context) {
      checkAmounts(limits, ['storage'], at.field('resources').field('limits'), context);
      checkAmounts(requests, ['storage'], at.field('resources').field('requests'), context);
    },

    'PodSpec.overhead'({ overhead }, at, context) {
      checkAmounts(overhead, IN_BYTES, at.field('overhead'), context);
    },
  },
});

type Amounts = Readonly<Record<string, number | string>>;

function checkAmounts(amounts: Amounts = {}, names: string[], at: FieldPath, context: ValidationContext): void {
  for (const name of names) {
    if (name in amounts && isFraction(amounts[name])) {
      const what = `${amounts[name]} is not a whole number of bytes.`;
      context.warn(at.key(name), what, context.why, 'Write a whole number of bytes, such as "128Mi".');
    }
  }
}

function isFraction(amount: number | string): boolean {
  // the quick test saves 1 us for most containers: other forms are whole numbers
  return /[.munEe]/.test(String(amount)) && milli(amount) % 1000n !== 0n;
}
