import { Toleration } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notLabelValue, notQualifiedName } from '../model/names';
import { rule, StructCheck } from '../rule';
import { ValidationContext } from '../validation-context';
import { checkForm, choice, form, orEmpty } from '../validation/fields';

const EFFECTS = ['', 'NoExecute', 'NoSchedule', 'PreferNoSchedule'];

export const checkToleration: StructCheck<Toleration> = (one, at, context) => {
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
};

export const toleration = rule({
  id: 'api/toleration',
  severity: 'error',
  summary: 'A toleration must have a valid key, operator, value and effect.',
  see: 'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/',
  checks: { Toleration: checkToleration },
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
  } else {
    context.notSupported(at.field('operator'), operator, ['Equal', 'Exists']);
  }
}
