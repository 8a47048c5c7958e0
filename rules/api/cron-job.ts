import { isTimeZone } from '../../kubernetes/time-zones';
import { notSchedule } from '../model/cron-schedule';
import { choice } from '../validation/fields';
import { Inspection } from '../validation/validation-context';
import { nameOf } from './object-name';
import { Place } from '../model/field-path';
import { ApiRule } from './rule';

const RULE = 'api/cron-job';

/** The server puts "-" and ten digits behind the name, and a Job's name has 63 characters at most. */
const MOST = 52;

/**
 * When a CronJob makes its Jobs.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
export const cronJob: ApiRule = {
  CronJob({ metadata = {} }, at, pod) {
    const { length } = nameOf(metadata);
    if (length > MOST) {
      const what = `the name has ${length} characters.`;
      const why = `It may have ${MOST}: the Jobs are called by it and by the time.`;
      pod.invalid(RULE, at.field('metadata').field('name'), what, why, 'Shorten it.');
    }
  },

  CronJobSpec(spec, at, pod) {
    const { schedule = '', timeZone } = spec;
    checkSchedule(schedule, at.field('schedule'), pod);
    if (timeZone !== undefined && !isTimeZone(timeZone)) {
      const why = 'It is a name of the IANA time zone database, capitals included.';
      const what = `"${timeZone}" is not a time zone.`;
      pod.invalid(RULE, at.field('timeZone'), what, why, 'Write, for example, "Europe/Berlin" or "Etc/UTC".');
    }
    if (spec.concurrencyPolicy) {
      choice(RULE, spec, at, pod, 'concurrencyPolicy', ['Allow', 'Forbid', 'Replace']);
    }
  },
};

function checkSchedule(schedule: string, at: Place, pod: Inspection): void {
  const why = notSchedule(schedule);
  if (schedule === '') {
    pod.required(RULE, at, 'there is no schedule.', 'It says when the Jobs are made.', 'Such as "0 3 * * *".');
  } else if (schedule.includes('TZ')) {
    const reason = 'The time zone has a field of its own.';
    pod.invalid(RULE, at, 'it has a time zone.', reason, 'Leave it out, and say timeZone.');
  } else if (why !== undefined) {
    pod.invalid(RULE, at, `"${schedule}" is not a schedule.`, why, 'Such as "0 3 * * *": every day at three.');
  }
}
