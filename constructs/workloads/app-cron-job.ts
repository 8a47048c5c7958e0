import { Construct } from 'constructs';
import { CronJobSpec } from '../../kubernetes/types';
import { AppObject, AppObjectProps } from '../app-object';

/** Properties of `AppCronJob`: the fields of a CronJobSpec, and the app. `jobTemplate` contains the other fields of the pod. */
export interface AppCronJobProps extends CronJobSpec, AppObjectProps {}

/**
 * A CronJob: a Job at the times of a schedule.
 *
 * By default, failed containers do not restart (`restartPolicy: Never`): the Job creates new pods, up to its `backoffLimit`.
 * @example
 * new AppCronJob(chart, 'report', {
 *   schedule: '0 6 * * *',
 *   app: { name: 'report', image: 'shop:1.0', command: ['shop', 'report'] },
 * });
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
export class AppCronJob extends AppObject {
  /** @param props the CronJob */
  public constructor(scope: Construct, id: string, props: AppCronJobProps) {
    super(scope, id, 'batch/v1', 'CronJob', props);
  }
}
