import { rule } from '../rule';
import { everyContainerWith, isInit, isLasting } from '../validation/containers';
import { firsts } from '../validation/fields';

const RESOURCES = ['cpu', 'memory'];
const POLICIES = ['NotRequired', 'RestartContainer'];

export const resizePolicy = rule({
  id: 'api/resize-policy',
  severity: 'error',
  summary: 'Each item of `resizePolicy` must have a unique resource and a policy that the restart policy allows.',
  details: 'The API server reports most of these errors without the index of the item.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/',
  checks: everyContainerWith('resizePolicy', (container, at, context) => {
    const { resizePolicy: policies } = container;
    const list = at.field('resizePolicy');
    const first = firsts(policies, ({ resourceName = '' }) => resourceName);
    policies.forEach(({ resourceName = '', restartPolicy = '' }, i) => {
      if (first[i] < i) {
        const what = `duplicate policy for ${resourceName}.`;
        context.duplicate(list.item(i), what, 'A resource has one policy.', 'Remove the item.');
      }
      if (resourceName === '') {
        const why = 'A resize policy applies to one resource.';
        context.required(list, `item ${i} has no \`resourceName\`.`, why, 'Set `resourceName` to cpu or memory.');
      } else if (!RESOURCES.includes(resourceName)) {
        context.notSupported(list, resourceName, RESOURCES);
      }
      if (restartPolicy === '') {
        const fix = 'Set `restartPolicy` to NotRequired or RestartContainer.';
        context.required(list, `item ${i} has no \`restartPolicy\`.`, 'A policy requires it.', fix);
      } else if (!POLICIES.includes(restartPolicy)) {
        context.notSupported(list, restartPolicy, POLICIES);
      }
      const fix = 'Set `restartPolicy` of the item to NotRequired.';
      if (context.spec.restartPolicy === 'Never' && restartPolicy !== 'NotRequired') {
        const why = 'The `restartPolicy` of the pod is Never.';
        context.invalid(list, `a resize of ${resourceName} cannot restart the container.`, why, fix);
      }
      if (restartPolicy === 'RestartContainer' && isInit(at) && !isLasting(container, at) && context.minor >= 36) {
        const why = 'An init container runs to completion once.';
        context.invalid(list.item(i).field('restartPolicy'), 'a resize cannot restart it.', why, fix);
      }
    });
  }),
});
