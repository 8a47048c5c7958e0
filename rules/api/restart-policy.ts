import { Container } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { isInit, isRegular } from '../validation/containers';
import { choice, maxItems, need } from '../validation/fields';

const POLICIES = ['Always', 'OnFailure', 'Never'];

export const restartPolicy = rule({
  id: 'api/restart-policy',
  severity: 'error',
  summary: 'The restart policies of a pod and its containers, and their rules for exit codes, must be valid.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy',
  checks: {
    'PodSpec.restartPolicy'(spec, at, context) {
      choice(spec, at, context, 'restartPolicy', ['', ...POLICIES]);
    },

    'Container.restartPolicy': checkContainer,

    'Container.restartPolicyRules'(container, at, context) {
      if (container.restartPolicy === undefined) {
        checkContainer(container, at, context);
      }
    },
  },
});

function checkContainer(container: Container, at: FieldPath, context: ValidationContext): void {
  const { restartPolicy: policy, restartPolicyRules: rules = [] } = container;
  if (context.minor === 35 && isInit(at) && policy === 'Always') {
    if (rules.length > 0) {
      const what = 'a native sidecar has restart rules.';
      const why = 'A sidecar always restarts.';
      context.forbidden(at.field('restartPolicyRules'), what, why, 'Remove `restartPolicyRules`.');
    }
  } else if (context.minor >= 35) {
    checkPolicy(container, at, context);
  } else if (isRegular(at)) {
    const why = `Before Kubernetes 1.35, only sidecars can have it.`;
    const fix = 'Remove `restartPolicy`; the policy of the pod applies.';
    context.forbidden(at.field('restartPolicy'), 'a container has a `restartPolicy`.', why, fix);
  } else if (isInit(at) && policy !== 'Always') {
    context.notSupported(at.field('restartPolicy'), policy, ['Always']);
  }
}

function checkPolicy(container: Container, at: FieldPath, context: ValidationContext): void {
  const { restartPolicy: policy, restartPolicyRules: rules = [] } = container;
  if (policy === undefined && rules.length > 0) {
    const why = '`restartPolicy` applies to all other exit codes.';
    const fix = 'Set `restartPolicy` to Always, OnFailure or Never.';
    context.required(at.field('restartPolicy'), 'the container has restart rules, but no policy.', why, fix);
  }
  if (policy === undefined && isInit(at)) {
    return; // the server does not validate the rules
  }
  choice(container, at, context, 'restartPolicy', POLICIES);
  const tooMany = context.minor >= 36 ? 'FieldValueTooMany' : 'FieldValueTooLong';
  maxItems(rules, at.field('restartPolicyRules'), context, 20, 'rules', tooMany);
  const actions = context.minor >= 36 ? ['Restart', 'RestartAllContainers'] : ['Restart'];
  rules.forEach((one, i) => {
    const item = at.field('restartPolicyRules').item(i);
    choice({ action: '', ...one }, item, context, 'action', actions);
    need(one, item, context, 'exitCodes');
    if (one.exitCodes !== undefined) {
      choice({ operator: '', ...one.exitCodes }, item.field('exitCodes'), context, 'operator', ['In', 'NotIn']);
      maxItems(
        one.exitCodes.values ?? [],
        item.field('exitCodes').field('values'),
        context,
        255,
        'exit codes',
        tooMany,
      );
    }
  });
}
