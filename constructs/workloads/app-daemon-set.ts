import { Construct } from 'constructs';
import { DaemonSetSpec } from '../../kubernetes/types';
import { AppObject, AppObjectProps } from '../app-object';

/** Properties of `AppDaemonSet`: the fields of a DaemonSetSpec, and the app. `template` contains the other fields of the pod. */
export interface AppDaemonSetProps extends DaemonSetSpec, AppObjectProps {}

/**
 * A DaemonSet: one pod on each node.
 *
 * Without a `selector`, it selects its pods by one label: `app`. If the template has no label `app`, the object adds it, with its own name.
 * A selector is immutable, so all other labels can change with a release. Set a `selector` if several workloads have the same label `app`.
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
