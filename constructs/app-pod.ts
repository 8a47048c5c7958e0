import { Construct } from 'constructs';
import { PodSpec } from '../kubernetes/types';
import { AppObject, AppObjectProps } from './app-object';

/** Properties of `AppPod`: the fields of a PodSpec, and the app. `containers` contains the other containers. */
export interface AppPodProps extends PodSpec, AppObjectProps {}

/**
 * A pod for one app and the patterns that help it.
 * @example
 * new AppPod(chart, 'kubia', {
 *   metadata: { labels: { env: 'dev' } },
 *   nodeSelector: { gpu: 'true' },
 *   app: { name: 'kubia', image: 'eunsudev/kubia', ports: [{ containerPort: 8080 }] },
 * });
 * @see https://kubernetes.io/docs/concepts/workloads/pods/
 */
export class AppPod extends AppObject {
  /** @param props the pod */
  public constructor(scope: Construct, id: string, props: AppPodProps) {
    super(scope, id, 'v1', 'Pod', props);
  }
}
