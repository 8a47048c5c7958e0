import { choice } from '../validation/fields';
import { Inspection } from '../validation/validation-context';
import { notLabelValue, notQualifiedName } from '../model/names';
import { Place } from '../model/field-path';
import { ApiRule } from './rule';

const RULE = 'api/toleration';

const EFFECTS = ['NoExecute', 'NoSchedule', 'PreferNoSchedule'];

/**
 * The taints of nodes that a pod bears.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export const toleration: ApiRule = {
  Toleration(one, at, pod) {
    const { key = '', operator = '', effect = '', tolerationSeconds } = one;
    const noKey = key === '' ? undefined : notQualifiedName(key);
    if (noKey !== undefined) {
      pod.invalid(RULE, at.field('key'), `"${key}" cannot be the key of a taint.`, noKey, 'Correct it.');
    }
    if (key === '' && operator !== 'Exists') {
      const why = 'Without a key, it tolerates every taint.';
      pod.invalid(RULE, at.field('operator'), 'there is no key.', why, 'Add a key, or write operator: Exists.');
    }
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
      const why = 'tolerationSeconds is how long the pod may stay on a node whose taint drives pods away.';
      const fix = 'Write effect: NoExecute, or leave out tolerationSeconds.';
      pod.invalid(RULE, at.field('effect'), `"${effect}" drives no pod away.`, why, fix);
    }
    checkOperator(one, at, pod);
    if (effect !== '') {
      choice(RULE, one, at, pod, 'effect', EFFECTS);
    }
  },
};

function checkOperator({ operator = '', value = '' }: any, at: Place, pod: Inspection): void {
  if (operator === 'Equal' || operator === '') {
    const why = notLabelValue(value);
    if (why !== undefined) {
      // the server speaks of the operator
      pod.invalid(RULE, at.field('operator'), `"${value}" cannot be the value of a taint.`, why, 'Correct the value.');
    }
  } else if (operator === 'Exists') {
    if (value !== '') {
      const why = 'A taint of that key is tolerated, whatever its value.';
      pod.invalid(
        RULE,
        at.field('operator'),
        'there is a value.',
        why,
        'Leave the value out, or write operator: Equal.',
      );
    }
  } else if ((operator === 'Lt' || operator === 'Gt') && comparesNumbers(pod)) {
    if (!/^(0|-?[1-9]\d*)$/.test(value) || BigInt.asIntN(64, BigInt(value)) !== BigInt(value)) {
      const why = 'It is compared as a whole number of 64 bits.';
      pod.invalid(RULE, at.field('value'), `"${value}" is not such a number.`, why, 'Write a whole number, in quotes.');
    }
  } else {
    pod.notSupported(RULE, at.field('operator'), operator, ['Equal', 'Exists']);
  }
}

/** Whether the gate of `Lt` and `Gt` is on by default. */
function comparesNumbers({ minor }: Inspection): boolean {
  return minor >= 38;
}
