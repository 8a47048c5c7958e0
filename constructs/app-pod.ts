import { Construct } from 'constructs';
import { PodSpec } from '../kubernetes/types';
import { AppObject, AppObjectProps } from './app-object';

/** Properties of `AppPod`: the fields of a PodSpec, with the app's container apart from the others. */
export interface AppPodProps extends PodSpec, AppObjectProps {}

/**
 * A pod for one app, and for the patterns that help it.
 *
 * @example
 * new AppPod(chart, 'kubia', {
 *   metadata: { labels: { env: 'dev' } },
 *   nodeSelector: { gpu: 'true' },
 *   app: { name: 'kubia', image: 'eunsudev/kubia', ports: [{ containerPort: 8080 }] },
 * });
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/
 */
export class AppPod extends AppObject {
  /**
   * @param scope the chart, or a construct in one
   * @param id the construct's name in its scope
   * @param props the pod
   */
  public constructor(scope: Construct, id: string, props: AppPodProps) {
    super(scope, id, 'v1', 'Pod', props);
  }
}
