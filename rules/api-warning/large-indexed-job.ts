import { rule } from '../rule';

export const largeIndexedJob = rule({
  id: 'api-warning/large-indexed-job',
  severity: 'warning',
  summary: 'An indexed Job should have at most 100,000 indexes, or run at most 10,000 of them at a time.',
  why: 'If many indexes fail, the list of completed indexes may exceed its size limit.',
  see: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode',
  checks: {
    JobSpec({ completionMode, completions = 0, parallelism = 0 }, at, context) {
      if (completionMode === 'Indexed' && completions > 100_000 && parallelism > 10_000 && context.minor >= 28) {
        const what = `the Job has ${completions} indexes, and runs ${parallelism} of them at a time.`;
        const fix = 'Set `parallelism` to at most 10000, or `completions` to at most 100000.';
        context.warn(at, what, context.why, fix);
      }
    },
  },
});
