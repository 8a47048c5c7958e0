import { isInit, everyContainerWith, isLasting } from '../validation/containers';
import { firsts } from '../validation/fields';

const RULE = 'api/resize-policy';

const RESOURCES = ['cpu', 'memory'];
const POLICIES = ['NotRequired', 'RestartContainer'];

/**
 * Whether a container is restarted when its resources are changed in place. The server does not say which item it is.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/
 */
export const resizePolicy = everyContainerWith('resizePolicy', (container, at, pod) => {
  const { resizePolicy: policies } = container;
  const first = firsts(policies, ({ resourceName = '' }) => resourceName);
  for (let i = 0; i < policies.length; i++) {
    const { resourceName = '', restartPolicy = '' } = policies[i];
    const list = at.field('resizePolicy');
    if (first[i] < i) {
      const what = `${resourceName} is already said above.`;
      pod.duplicate(RULE, list.item(i), what, 'Each resource has one policy.', 'Leave one of the two out.');
    }
    if (resourceName === '') {
      pod.required(RULE, list, `item ${i} names no resource.`, 'A policy is for one.', 'Name cpu or memory.');
    } else if (!RESOURCES.includes(resourceName)) {
      pod.notSupported(RULE, list, resourceName, RESOURCES);
    }
    if (restartPolicy === '') {
      const fix = 'Write NotRequired or RestartContainer.';
      pod.required(RULE, list, `item ${i} has no restartPolicy.`, 'It is what the policy says.', fix);
    } else if (!POLICIES.includes(restartPolicy)) {
      pod.notSupported(RULE, list, restartPolicy, POLICIES);
    }
    if (pod.spec.restartPolicy === 'Never' && restartPolicy !== 'NotRequired') {
      const what = `a container of this pod cannot be restarted.`;
      pod.invalid(RULE, list, what, 'The restartPolicy of the pod is Never.', 'Write NotRequired.');
    }
    if (restartPolicy === 'RestartContainer' && isInit(at) && !isLasting(container, at)) {
      const what = 'an init container is not restarted.';
      const why = 'It has run to its end before anything is resized.';
      pod.invalid(RULE, list.item(i).field('restartPolicy'), what, why, 'Write NotRequired.');
    }
  }
});
