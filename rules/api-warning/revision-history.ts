import { rule } from '../rule';

export const revisionHistory = rule({
  id: 'api-warning/revision-history',
  severity: 'warning',
  summary: 'The `revisionHistoryLimit` of a StatefulSet should not be negative.',
  why: 'With a negative limit, the StatefulSet keeps all revisions.',
  see: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#revision-history',
  checks: {
    'StatefulSetSpec.revisionHistoryLimit'({ revisionHistoryLimit: limit }, at, context) {
      if (limit < 0 && context.minor >= 31) {
        const fix = 'Set `revisionHistoryLimit` to 0 or more.';
        context.warn(at.field('revisionHistoryLimit'), `${limit} is negative.`, context.why, fix);
      }
    },
  },
});
