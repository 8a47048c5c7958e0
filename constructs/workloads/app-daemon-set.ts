import { Construct } from 'constructs';
import { DaemonSetSpec } from '../../kubernetes/types';
import { AppObject, AppObjectProps } from '../app-object';

/** Properties of `AppDaemonSet`: the fields of a DaemonSetSpec, and the pod's app. What else the pod has stands in `template`. */
export interface AppDaemonSetProps extends DaemonSetSpec, AppObjectProps {}

/**
 * A DaemonSet: a pod on each node.
 *
 * The pods are known by the labels of the template, or by those of the selector, whichever is given: each follows from the other. Where
 * neither is, both are `app` with the name of the object. A selector cannot be changed once it is applied, so give one where labels of
 * the template will change.
 *
 * @example
 * new AppDaemonSet(chart, 'agent', {
 *   template: { spec: { tolerations: [{ operator: 'Exists' }] } },
 *   app: { name: 'agent', image: 'fluent/fluent-bit:3.2' },
 * });
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/
 */
export class AppDaemonSet extends AppObject {
  /**
   * @param scope the chart, or a construct in one
   * @param id the construct's name in its scope
   * @param props the daemon set
   */
  public constructor(scope: Construct, id: string, props: AppDaemonSetProps) {
    super(scope, id, 'apps/v1', 'DaemonSet', props);
  }
}
