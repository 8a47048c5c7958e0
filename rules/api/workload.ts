import { Inspection } from '../validation/validation-context';
import { Place } from '../model/field-path';
import { ApiRule, Check } from './rule';

const RULE = 'api/workload';

/** The numbers of each kind, of which none may be less than nothing. */
const NUMBERS: Record<string, readonly string[]> = {
  DeploymentSpec: ['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds'],
  ReplicaSetSpec: ['replicas', 'minReadySeconds'],
  StatefulSetSpec: ['replicas', 'minReadySeconds'],
  StatefulSetOrdinals: ['start'],
  DaemonSetSpec: ['minReadySeconds', 'revisionHistoryLimit'],
  JobSpec: [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
    'backoffLimitPerIndex',
    'maxFailedIndexes',
  ],
  CronJobSpec: ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'],
};

/** The kinds whose pods run for ever, so that they are always restarted, and have no deadline. */
const LASTING = ['DeploymentSpec', 'ReplicaSetSpec', 'StatefulSetSpec', 'DaemonSetSpec'];

/**
 * How many pods a workload makes, and how long it waits for them.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/
 */
export const workload: ApiRule = Object.fromEntries(Object.keys(NUMBERS).map((struct) => [struct, checkOf(struct)]));

function checkOf(struct: string): Check {
  const isLasting = LASTING.includes(struct);
  return (spec, at, pod) => {
    for (const field of NUMBERS[struct]) {
      if (spec[field] < 0) {
        const why = 'It is a number of zero or more.';
        pod.invalid(RULE, at.field(field), `${spec[field]} is less than nothing.`, why, 'Write a larger one.');
      }
    }
    if (isLasting && spec.template?.spec !== undefined) {
      checkLasting(spec.template.spec, at, pod);
    }
    if (struct === 'DeploymentSpec') {
      checkDeadline(spec, at, pod);
    }
  };
}

function checkLasting({ restartPolicy, activeDeadlineSeconds }: any, at: Place, pod: Inspection): void {
  const place = at.field('template').field('spec');
  if (restartPolicy && restartPolicy !== 'Always') {
    pod.notSupported(RULE, place.field('restartPolicy'), restartPolicy, ['Always']);
  }
  if (activeDeadlineSeconds !== undefined) {
    const why = 'Such pods run until they are deleted.';
    const field = place.field('activeDeadlineSeconds');
    pod.forbidden(RULE, field, 'the pods have a deadline.', why, 'Leave it out, or make a Job of it.');
  }
}

function checkDeadline(
  { progressDeadlineSeconds: deadline, minReadySeconds: least = 0 }: any,
  at: Place,
  pod: Inspection,
): void {
  if ((deadline ?? 600) <= least) {
    const why = 'A pod counts as available after minReadySeconds, which the deadline has to leave time for.';
    const what = `${deadline ?? 600} seconds are no more than minReadySeconds.`;
    pod.invalid(RULE, at.field('progressDeadlineSeconds'), what, why, 'Raise it.');
  }
}
