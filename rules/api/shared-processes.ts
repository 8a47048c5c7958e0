import { rule } from '../rule';

export const sharedProcesses = rule({
  id: 'api/shared-processes',
  severity: 'error',
  summary: 'A pod must not set both `shareProcessNamespace` and `hostPID`.',
  why: 'With `hostPID`, the containers share the process namespace of the node.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/',
  checks: {
    'PodSpec.shareProcessNamespace'({ shareProcessNamespace, hostPID }, at, context) {
      if (shareProcessNamespace === true && hostPID === true) {
        // older servers report it in the security context
        const struct = context.minor >= 37 ? at : at.field('securityContext');
        const fix = 'Remove `shareProcessNamespace` or `hostPID`.';
        context.invalid(struct.field('shareProcessNamespace'), '`hostPID` is set, too.', context.why, fix);
      }
    },
  },
});
