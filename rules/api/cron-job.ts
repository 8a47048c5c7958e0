import { isTimeZone } from '../../kubernetes/time-zones';
import { notSchedule } from '../model/cron-schedule';
import { FieldPath } from '../model/field-path';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { choice } from '../validation/fields';
import { nameOf } from '../validation/object-name';

/** The cluster appends 11 characters to the name for the name of a Job, which has at most 63. */
const NAME_LENGTH = 52;

const CONCURRENCY_POLICIES = ['', 'Allow', 'Forbid', 'Replace'];

export const cronJob = rule({
  id: 'api/cron-job',
  severity: 'error',
  summary: 'A CronJob must have a short name, and a valid schedule, time zone and concurrency policy.',
  see: 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/',
  checks: {
    CronJob({ metadata = {} }, at, context) {
      const { length } = nameOf(metadata);
      if (length > NAME_LENGTH) {
        const why = `It can have at most ${NAME_LENGTH}, because the names of the Jobs consist of it and a time.`;
        const place = at.field('metadata').field('name');
        context.invalid(place, `the name has ${length} characters.`, why, `Shorten it to ${NAME_LENGTH} characters.`);
      }
    },

    CronJobSpec(spec, at, context) {
      const { schedule = '', timeZone } = spec;
      checkSchedule(schedule, at.field('schedule'), context);
      if (timeZone !== undefined && !isTimeZone(timeZone)) {
        const why = 'It must be a name of the IANA time zone database, with the same case.';
        const fix = 'Write "Europe/Berlin" or "Etc/UTC", for example.';
        context.invalid(at.field('timeZone'), `"${timeZone}" is not a time zone.`, why, fix);
      }
      choice(spec, at, context, 'concurrencyPolicy', CONCURRENCY_POLICIES);
    },
  },
});

function checkSchedule(schedule: string, at: FieldPath, context: ValidationContext): void {
  const why = notSchedule(schedule);
  const fix = 'Write "0 3 * * *", for example: every day at 3:00.';
  if (schedule === '') {
    context.required(at, '`schedule` is missing.', 'A CronJob requires a schedule.', fix);
  } else if (schedule.includes('TZ')) {
    const reason = 'The time zone has its own field.';
    context.invalid(at, 'the schedule has a time zone.', reason, 'Remove it from `schedule`, and set `timeZone`.');
  } else if (why !== undefined) {
    context.invalid(at, `"${schedule}" is not a schedule.`, why, fix);
  }
}
