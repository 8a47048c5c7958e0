import {
  JobSpec,
  PodFailurePolicyOnExitCodesRequirement as ExitCodes,
  PodFailurePolicyOnPodConditionsPattern as Condition,
  PodFailurePolicyRule,
} from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notQualifiedName } from '../model/names';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { choice, firsts, form, maxItems, need, needChoice } from '../validation/fields';
import { isJob } from '../validation/job-spec';

const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const STATUSES = ['', 'False', 'True', 'Unknown'];

export const podFailurePolicy = rule({
  id: 'api/pod-failure-policy',
  severity: 'error',
  summary: 'Each rule of a pod failure policy must have a valid action, and either exit codes or conditions.',
  see: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy',
  checks: {
    'JobSpec.podFailurePolicy'(job, jobAt, context) {
      const { rules = [] } = job.podFailurePolicy;
      const list = jobAt.field('podFailurePolicy').field('rules');
      maxItems(rules, list, context, 20, 'rules');
      // before 1.34, the server sets the default status only in Jobs
      const hasDefaultStatus = isJob(jobAt) || context.minor >= 34;
      rules.forEach((one, i) => {
        const { onExitCodes, onPodConditions = [] } = one;
        checkRule(one, job, list.item(i), context);
        if (onExitCodes !== undefined) {
          checkExitCodes(onExitCodes, job, list.item(i).field('onExitCodes'), context);
        }
        const conditions = list.item(i).field('onPodConditions');
        maxItems(onPodConditions, conditions, context, 20, 'conditions');
        onPodConditions.forEach((condition, j) => {
          checkCondition(condition, hasDefaultStatus, conditions.item(j), context);
        });
      });
    },
  },
});

function checkRule(one: PodFailurePolicyRule, job: JobSpec, at: FieldPath, context: ValidationContext): void {
  const { action, onExitCodes, onPodConditions = [] } = one;
  needChoice(one, at, context, 'action', ACTIONS);
  if (action === 'FailIndex' && job.backoffLimitPerIndex === undefined) {
    const what = '"FailIndex" requires `backoffLimitPerIndex`.';
    const why = 'An index can fail only if each index has its own backoff limit.';
    context.invalid(at.field('action'), what, why, 'Set `backoffLimitPerIndex`.');
  }
  if ((onExitCodes !== undefined) === onPodConditions.length > 0) {
    const what = `the rule has ${onExitCodes === undefined ? 'neither exit codes nor' : 'both exit codes and'} conditions.`;
    const why = 'A rule matches either exit codes or conditions.';
    context.invalid(at, what, why, 'Set either `onExitCodes` or `onPodConditions`.');
  }
}

function checkExitCodes(exitCodes: ExitCodes, job: JobSpec, at: FieldPath, context: ValidationContext): void {
  const { operator, containerName, values = [] } = exitCodes;
  const { containers = [], initContainers = [] } = job.template?.spec ?? {};
  needChoice(exitCodes, at, context, 'operator', ['In', 'NotIn']);
  if (
    containerName !== undefined &&
    ![...containers, ...initContainers].some(({ name = '' }) => name === containerName)
  ) {
    const what = `the template has no container "${containerName}".`;
    const fix = 'Use the name of a container or an init container.';
    context.invalid(at.field('containerName'), what, 'The rule matches exit codes of this container.', fix);
  }
  const list = at.field('values');
  if (values.length === 0) {
    context.invalid(list, 'there are no exit codes.', 'The rule matches exit codes.', 'Add exit codes.');
  }
  maxItems(values, list, context, 255, 'exit codes');
  const first = firsts(values, (value) => value);
  values.forEach((value, i) => {
    if (operator === 'In' && value === 0) {
      context.invalid(list.item(i), '0 is not a failure.', 'Exit code 0 means success.', 'Remove 0.');
    }
    if (first[i] < i) {
      context.duplicate(list.item(i), `duplicate exit code ${value}.`, 'Each must be unique.', `Remove ${value}.`);
    }
  });
  if (values.some((value, i) => values[i - 1] > value)) {
    const what = 'the exit codes are not in ascending order.';
    context.invalid(list, what, 'The server requires this order.', 'Sort them.');
  }
}

function checkCondition(condition: Condition, hasDefault: boolean, at: FieldPath, context: ValidationContext): void {
  form({ type: '', ...condition }, at, context, 'type', notQualifiedName, 'type of a condition');
  choice(condition, at, context, 'status', STATUSES);
  if (!hasDefault) {
    need(condition, at, context, 'status');
  }
}
