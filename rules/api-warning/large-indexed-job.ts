import { ApiRule } from '../api/rule';

const RULE = 'api-warning/large-indexed-job';

/**
 * An indexed Job of more than 100,000 indexes, more than 10,000 of them at a time: which of them are done is written down in a text that
 * may become too long.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode
 */
export const largeIndexedJob: ApiRule = {
  JobSpec({ completionMode, completions = 0, parallelism = 0 }, at, pod) {
    if (completionMode === 'Indexed' && completions > 100_000 && parallelism > 10_000 && pod.minor >= 28) {
      const what = `${completions} indexes, ${parallelism} of them at a time, are more than Kubernetes can surely keep account of.`;
      const why = 'When many of them fail, it may lose track of those that have completed.';
      pod.warn(RULE, at, what, why, 'Lower parallelism to 10000, or completions to 100000.');
    }
  },
};
