import { isInit, isRegular } from '../validation/containers';
import { Inspection } from '../validation/validation-context';
import { Place } from '../model/field-path';
import { ApiRule } from './rule';

const RULE = 'api/restart-policy';

const POLICIES = ['Always', 'OnFailure', 'Never'];
const OPERATORS = ['In', 'NotIn'];

/** How many rules there may be, and how many exit codes in one. */
const MOST_RULES = 20;
const MOST_CODES = 255;

/**
 * What happens when a container ends: by the pod's policy, by the container's own, and by its rules on exit codes.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy
 */
export const restartPolicy: ApiRule = {
  'PodSpec.restartPolicy'({ restartPolicy: policy }, at, pod) {
    if (policy && !POLICIES.includes(policy)) {
      pod.notSupported(RULE, at.field('restartPolicy'), policy, POLICIES);
    }
  },

  'Container.restartPolicy|restartPolicyRules'({ restartPolicy: policy, restartPolicyRules: rules }, at, pod) {
    if (pod.minor >= 35) {
      if (pod.minor === 35 && isInit(at) && policy === 'Always') {
        noRules(rules, at, pod);
      } else {
        checkOwn(policy, rules, at, pod);
      }
    } else if (isRegular(at)) {
      const fix = 'Leave it out; the policy of the pod counts.';
      pod.forbidden(RULE, at.field('restartPolicy'), 'a container has no policy of its own.', 'Sidecars have.', fix);
    } else if (isInit(at) && policy !== 'Always') {
      pod.notSupported(RULE, at.field('restartPolicy'), policy, ['Always']);
    }
  },
};

function noRules(rules: any[] | undefined, at: Place, pod: Inspection): void {
  if (rules !== undefined && rules.length > 0) {
    const what = 'a sidecar has no rules for restarts.';
    pod.forbidden(RULE, at.field('restartPolicyRules'), what, 'It is restarted always.', 'Leave them out.');
  }
}

function checkOwn(policy: string | undefined, rules: any[] = [], at: Place, pod: Inspection): void {
  if (policy === undefined) {
    if (rules.length > 0) {
      const what = 'there are rules, but no policy.';
      const fix = 'Say what happens to all other exit codes.';
      pod.required(RULE, at.field('restartPolicy'), what, 'Rules are exceptions from a policy.', fix);
    }
    if (isInit(at)) {
      return; // the server looks no further
    }
  } else if (!POLICIES.includes(policy)) {
    pod.notSupported(RULE, at.field('restartPolicy'), policy, POLICIES);
  }
  if (rules.length > MOST_RULES) {
    const what = `there are ${rules.length} rules.`;
    const why = `There may be ${MOST_RULES}.`;
    pod.error(RULE, 'FieldValueTooMany', at.field('restartPolicyRules'), what, why, 'Put exit codes together.');
  }
  const actions = pod.minor >= 36 ? ['Restart', 'RestartAllContainers'] : ['Restart'];
  rules.forEach(({ action = '', exitCodes }, i) => {
    const place = at.field('restartPolicyRules').item(i);
    if (!actions.includes(action)) {
      pod.notSupported(RULE, place.field('action'), action, actions);
    }
    if (exitCodes === undefined) {
      const why = 'A rule looks at nothing else.';
      pod.required(RULE, place.field('exitCodes'), 'the rule names no exit codes.', why, 'Name those that it is for.');
      return;
    }
    const { operator = '', values = [] } = exitCodes;
    if (!OPERATORS.includes(operator)) {
      pod.notSupported(RULE, place.field('exitCodes').field('operator'), operator, OPERATORS);
    }
    if (values.length > MOST_CODES) {
      const what = `there are ${values.length} exit codes.`;
      const why = `There may be ${MOST_CODES}.`;
      const list = place.field('exitCodes').field('values');
      pod.error(RULE, 'FieldValueTooMany', list, what, why, 'Use NotIn with the others.');
    }
  });
}
