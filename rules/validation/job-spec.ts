import { JobSpec } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';

/** Whether a path is that of the spec of a Job, and not of the job template of a CronJob. */
export function isJob(at: FieldPath): boolean {
  return at.above?.step !== 'jobTemplate';
}

/** How many pods of a Job must succeed. The server sets a default of 1, but not in the job template of a CronJob. */
export function completionsOf({ completions, parallelism }: JobSpec, isInJob: boolean): number | undefined {
  return completions ?? (isInJob && parallelism === undefined ? 1 : undefined);
}
