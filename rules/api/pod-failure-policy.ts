import { firsts } from '../validation/fields';
import { Inspection } from '../validation/validation-context';
import { isJob } from './job';
import { notQualifiedName } from '../model/names';
import { Place } from '../model/field-path';
import { ApiRule } from './rule';

const RULE = 'api/pod-failure-policy';

const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const STATUSES = ['False', 'True', 'Unknown'];

/**
 * What a Job does about a pod that failed: by its exit codes, or by its conditions.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy
 */
export const podFailurePolicy: ApiRule = {
  JobSpec(spec, at, pod) {
    const rules = spec.podFailurePolicy?.rules;
    if (rules === undefined) {
      return;
    }
    const place = at.field('podFailurePolicy').field('rules');
    if (rules.length > 20) {
      tooMany('rules', rules.length, 20, place, pod);
    }
    // before 1.34, the server fills it in for Jobs alone
    const isFilled = isJob(at) || pod.minor >= 34;
    const { containers = [], initContainers = [] } = spec.template?.spec ?? {};
    const names = new Set<string>([...containers, ...initContainers].map(({ name = '' }) => name));
    rules.forEach((one: any, i: number) => {
      check(one, spec, names, place.item(i), pod);
      checkConditions(one.onPodConditions ?? [], place.item(i).field('onPodConditions'), isFilled, pod);
    });
  },
};

function tooMany(kind: string, count: number, most: number, at: Place, pod: Inspection): void {
  const what = `there are ${count} ${kind}.`;
  pod.error(RULE, 'FieldValueTooMany', at, what, `There may be ${most}.`, 'Leave some out.');
}

function check(one: any, spec: any, names: ReadonlySet<string>, at: Place, pod: Inspection): void {
  const { action = '', onExitCodes, onPodConditions = [] } = one;
  const place = () => at.field('action');
  if (action === '') {
    pod.required(RULE, place(), 'there is no action.', `It is one of ${ACTIONS.join(', ')}.`, 'Choose one of them.');
  } else if (!ACTIONS.includes(action)) {
    pod.notSupported(RULE, place(), action, ACTIONS);
  } else if (action === 'FailIndex' && spec.backoffLimitPerIndex === undefined) {
    const why = 'An index fails by itself where each has its own tries.';
    pod.invalid(RULE, place(), '"FailIndex" takes a backoffLimitPerIndex.', why, 'Add backoffLimitPerIndex.');
  }
  if ((onExitCodes !== undefined) === onPodConditions.length > 0) {
    const what = onExitCodes === undefined ? 'the rule is about nothing.' : 'the rule is about two things.';
    const why = 'A rule is about exit codes, or about conditions.';
    pod.invalid(RULE, at, what, why, 'Have one of onExitCodes and onPodConditions.');
  }
  if (onExitCodes !== undefined) {
    checkExitCodes(onExitCodes, names, at.field('onExitCodes'), pod);
  }
}

function checkExitCodes(
  { operator = '', containerName, values = [] }: any,
  names: ReadonlySet<string>,
  at: Place,
  pod: Inspection,
): void {
  if (operator === '') {
    pod.required(RULE, at.field('operator'), 'there is none.', 'It is "In" or "NotIn".', 'Choose one of them.');
  } else if (operator !== 'In' && operator !== 'NotIn') {
    pod.notSupported(RULE, at.field('operator'), operator, ['In', 'NotIn']);
  }
  if (containerName !== undefined && !names.has(containerName)) {
    const what = `the template has no container "${containerName}".`;
    pod.invalid(RULE, at.field('containerName'), what, 'It is about the exit code of one.', 'Name one that is there.');
  }
  checkValues(values, operator, at.field('values'), pod);
}

function checkValues(values: number[], operator: string, at: Place, pod: Inspection): void {
  if (values.length === 0) {
    pod.invalid(RULE, at, 'there are none.', 'The rule is about exit codes.', 'Add some.');
  } else if (values.length > 255) {
    tooMany('exit codes', values.length, 255, at, pod);
  }
  const first = firsts(values, (value) => value);
  let isOrdered = true;
  values.forEach((value, i) => {
    if (operator === 'In' && value === 0) {
      pod.invalid(
        RULE,
        at.item(i),
        '0 is no failure.',
        'A pod whose containers exit with 0 succeeded.',
        'Leave it out.',
      );
    }
    if (first[i] < i) {
      pod.duplicate(RULE, at.item(i), `${value} is there already.`, 'Once is enough.', 'Leave it out.');
    }
    isOrdered &&= i === 0 || values[i - 1] <= value;
  });
  if (!isOrdered) {
    pod.invalid(RULE, at, 'they are in no order.', 'They go from the smallest to the largest.', 'Sort them.');
  }
}

function checkConditions(conditions: any[], at: Place, isFilled: boolean, pod: Inspection): void {
  if (conditions.length > 20) {
    tooMany('conditions', conditions.length, 20, at, pod);
  }
  conditions.forEach(({ type = '', status }, i) => {
    const why = notQualifiedName(type);
    if (why !== undefined) {
      pod.invalid(RULE, at.item(i).field('type'), `"${type}" is not a condition.`, why, 'Such as DisruptionTarget.');
    }
    if (!status && !isFilled) {
      const why = 'Of a Job it would be "True"; in a CronJob it has to be said.';
      pod.required(RULE, at.item(i).field('status'), 'there is none.', why, 'Say status: "True".');
    } else if (status && !STATUSES.includes(status)) {
      pod.notSupported(RULE, at.item(i).field('status'), status, STATUSES);
    }
  });
}
