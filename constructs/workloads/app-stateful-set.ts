import { Construct } from 'constructs';
import { StatefulSetSpec } from '../../kubernetes/types';
import { AppObject, AppObjectProps } from '../app-object';

/** Properties of `AppStatefulSet`: the fields of a StatefulSetSpec, and the app. `template` contains the other fields of the pod. */
export interface AppStatefulSetProps extends StatefulSetSpec, AppObjectProps {}

/**
 * A StatefulSet: pods that each keep a name and volumes of their own.
 *
 * The selector and the labels of the template agree: the object adds the one that is missing. If both are missing, they are `app` with the
 * name of the object. A selector is immutable, so set it if the labels of the template will change.
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
export class AppStatefulSet extends AppObject {
  /** @param props the StatefulSet */
  public constructor(scope: Construct, id: string, props: AppStatefulSetProps) {
    super(scope, id, 'apps/v1', 'StatefulSet', props);
  }
}
