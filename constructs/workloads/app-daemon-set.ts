import { Construct } from 'constructs';
import { DaemonSetSpec } from '../../kubernetes/types';
import { AppObject, AppObjectProps } from '../app-object';

/** Properties of `AppDaemonSet`: the fields of a DaemonSetSpec, and the app. `template` contains the other fields of the pod. */
export interface AppDaemonSetProps extends DaemonSetSpec, AppObjectProps {}

/**
 * A DaemonSet: one pod on each node.
 *
 * The selector and the labels of the template agree: the object adds the one that is missing. If both are missing, they are `app` with the
 * name of the object. A selector is immutable, so set it if the labels of the template will change.
 * @example
 * new AppDaemonSet(chart, 'agent', {
 *   template: { spec: { tolerations: [{ operator: 'Exists' }] } },
 *   app: { name: 'agent', image: 'fluent/fluent-bit:3.2' },
 * });
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/
 */
export class AppDaemonSet extends AppObject {
  /** @param props the DaemonSet */
  public constructor(scope: Construct, id: string, props: AppDaemonSetProps) {
    super(scope, id, 'apps/v1', 'DaemonSet', props);
  }
}
