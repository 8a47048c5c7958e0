import { Construct } from 'constructs';
import { StatefulSetSpec } from '../../kubernetes/types';
import { AppObjectProps } from '../app-object';
import { ScalableObject } from './scalable-object';

/** Properties of `AppStatefulSet`: the fields of a StatefulSetSpec, and the app. `template` contains the other fields of the pod. */
export interface AppStatefulSetProps extends StatefulSetSpec, AppObjectProps {}

/**
 * A StatefulSet: pods that each keep a name and volumes of their own.
 *
 * Without a `selector`, it selects its pods by one label: `app`. If the template has no label `app`, the object adds it, with its own name.
 * A selector is immutable, so all other labels can change with a release. Set a `selector` if several workloads have the same label `app`.
 * @example
 * new AppStatefulSet(chart, 'db', {
 *   serviceName: 'db',
 *   app: { name: 'db', image: 'postgres:17', volumeMounts: [{ name: 'data', mountPath: '/var/lib/postgresql/data' }] },
 *   volumeClaimTemplates: [
 *     {
 *       metadata: { name: 'data' },
 *       spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
 *     },
 *   ],
 * });
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
 */
export class AppStatefulSet extends ScalableObject {
  /** @param props the StatefulSet */
  public constructor(scope: Construct, id: string, props: AppStatefulSetProps) {
    super(scope, id, 'apps/v1', 'StatefulSet', props);
  }
}
