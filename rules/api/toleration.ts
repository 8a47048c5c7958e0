import { Toleration } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notLabelValue, notQualifiedName } from '../model/names';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { checkForm, choice, form, orEmpty } from '../validation/fields';

const EFFECTS = ['', 'NoExecute', 'NoSchedule', 'PreferNoSchedule'];

export const toleration = rule({
  id: 'api/toleration',
  severity: 'error',
  summary: 'A toleration must have a valid key, operator, value and effect.',
  see: 'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/',
  checks: {
    Toleration(one, at, context) {
      const { key = '', operator, effect = '', tolerationSeconds } = one;
      form(one, at, context, 'key', orEmpty(notQualifiedName), 'key of a taint');
      if (key === '' && operator !== 'Exists') {
        const why = 'Without a key, a toleration matches every taint.';
        context.invalid(at.field('operator'), '`key` is missing.', why, 'Set `key`, or set `operator` to Exists.');
      }
      if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
        const why = 'Only a taint with the effect NoExecute evicts pods after `tolerationSeconds`.';
        const fix = 'Set `effect` to NoExecute, or remove `tolerationSeconds`.';
        context.invalid(at.field('effect'), '`tolerationSeconds` is set, but `effect` is not NoExecute.', why, fix);
      }
      checkOperator(one, at, context);
      choice(one, at, context, 'effect', EFFECTS);
    },
  },
});

function checkOperator({ operator = '', value = '' }: Toleration, at: FieldPath, context: ValidationContext): void {
  if (operator === 'Equal' || operator === '') {
    // the server reports the operator
    checkForm(value, at.field('operator'), context, notLabelValue, 'value of a taint');
  } else if (operator === 'Exists') {
    if (value !== '') {
      const why = 'The operator Exists matches every value.';
      context.invalid(at.field('operator'), '`value` is set.', why, 'Remove `value`, or set `operator` to Equal.');
    }
  } else if ((operator === 'Lt' || operator === 'Gt') && context.minor >= 38) {
    // their feature gate is off by default before 1.38
    if (!/^(0|-?[1-9]\d*)$/.test(value) || BigInt.asIntN(64, BigInt(value)) !== BigInt(value)) {
      const why = 'It must be a 64-bit integer.';
      context.invalid(at.field('value'), `"${value}" is not a number.`, why, 'Write a number in quotes, such as "10".');
    }
  } else {
    context.notSupported(at.field('operator'), operator, ['Equal', 'Exists']);
  }
}
