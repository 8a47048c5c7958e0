import { Construct } from 'constructs';
import { JobSpec } from '../../kubernetes/types';
import { AppObject, AppObjectProps } from '../app-object';

/** Properties of `AppJob`: the fields of a JobSpec, and the app. `template` contains the other fields of the pod. */
export interface AppJobProps extends JobSpec, AppObjectProps {}

/**
 * A Job: pods that run until they complete.
 *
 * By default, failed containers do not restart (`restartPolicy: Never`): the Job creates new pods, up to its `backoffLimit`.
 * @example
 * new AppJob(chart, 'migrate', {
 *   backoffLimit: 2,
 *   app: { name: 'migrate', image: 'shop:1.0', command: ['shop', 'migrate'] },
 * });
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/
 */
export class AppJob extends AppObject {
  /** @param props the Job */
  public constructor(scope: Construct, id: string, props: AppJobProps) {
    super(scope, id, 'batch/v1', 'Job', props);
  }
}
