import { rule } from '../rule';
import { everyContainerWith } from '../validation/containers';
import { choice } from '../validation/fields';

export const terminationMessage = rule({
  id: 'api/termination-message',
  severity: 'error',
  summary: 'The `terminationMessagePolicy` of a container must be File or FallbackToLogsOnError.',
  see: 'https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/',
  checks: everyContainerWith('terminationMessagePolicy', (container, at, context) => {
    choice(container, at, context, 'terminationMessagePolicy', ['', 'File', 'FallbackToLogsOnError']);
  }),
});
