import { Construct } from 'constructs';
import { JobSpec } from '../../kubernetes/types';
import { AppObject, AppObjectProps } from '../app-object';

/** Properties of `AppJob`: the fields of a JobSpec, and the pod's app. What else the pod has stands in `template`. */
export interface AppJobProps extends JobSpec, AppObjectProps {}

/**
 * A Job: pods that run to their end.
 *
 * Its pods are not restarted in place when they fail (`restartPolicy: Never`) unless the template says otherwise: the Job makes new
 * ones, up to its `backoffLimit`.
 *
 * @example
 * new AppJob(chart, 'migrate', {
 *   backoffLimit: 2,
 *   app: { name: 'migrate', image: 'shop:1.0', command: ['shop', 'migrate'] },
 * });
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/
 */
export class AppJob extends AppObject {
  /**
   * @param scope the chart, or a construct in one
   * @param id the construct's name in its scope
   * @param props the job
   */
  public constructor(scope: Construct, id: string, props: AppJobProps) {
    super(scope, id, 'batch/v1', 'Job', props);
  }
}
