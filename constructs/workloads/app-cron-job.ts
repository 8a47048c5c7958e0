import { Construct } from 'constructs';
import { CronJobSpec } from '../../kubernetes/types';
import { AppObject, AppObjectProps } from '../app-object';

/** Properties of `AppCronJob`: the fields of a CronJobSpec, and the pod's app. What else the pod has stands in `jobTemplate`. */
export interface AppCronJobProps extends CronJobSpec, AppObjectProps {}

/**
 * A CronJob: a Job at each of the times of a schedule.
 *
 * The pods of its Jobs are not restarted in place when they fail (`restartPolicy: Never`) unless the template says otherwise: the Job
 * makes new ones, up to its `backoffLimit`.
 *
 * @example
 * new AppCronJob(chart, 'report', {
 *   schedule: '0 6 * * *',
 *   app: { name: 'report', image: 'shop:1.0', command: ['shop', 'report'] },
 * });
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
export class AppCronJob extends AppObject {
  /**
   * @param scope the chart, or a construct in one
   * @param id the construct's name in its scope
   * @param props the cron job
   */
  public constructor(scope: Construct, id: string, props: AppCronJobProps) {
    super(scope, id, 'batch/v1', 'CronJob', props);
  }
}
