import { ApiRule } from '../api/rule';

const RULE = 'api-warning/revision-history';

/**
 * A history of less than nothing: a StatefulSet keeps all of it, for ever.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#revision-history
 */
export const revisionHistory: ApiRule = {
  StatefulSetSpec({ revisionHistoryLimit: limit }, at, pod) {
    if (limit < 0 && pod.minor >= 31) {
      const why = 'All revisions are kept.';
      pod.warn(RULE, at.field('revisionHistoryLimit'), `${limit} is less than nothing.`, why, 'Write 0 or more.');
    }
  },
};
