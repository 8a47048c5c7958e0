import { Construct } from 'constructs';
import { StatefulSetSpec } from '../../kubernetes/types';
import { AppObject, AppObjectProps } from '../app-object';

/** Properties of `AppStatefulSet`: the fields of a StatefulSetSpec, and the pod's app. What else the pod has stands in `template`. */
export interface AppStatefulSetProps extends StatefulSetSpec, AppObjectProps {}

/**
 * A StatefulSet: pods that each have a name and volumes of their own, which they keep.
 *
 * The pods are known by the labels of the template, or by those of the selector, whichever is given: each follows from the other. Where
 * neither is, both are `app` with the name of the object. A selector cannot be changed once it is applied, so give one where labels of
 * the template will change.
 *
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
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
 */
export class AppStatefulSet extends AppObject {
  /**
   * @param scope the chart, or a construct in one
   * @param id the construct's name in its scope
   * @param props the stateful set
   */
  public constructor(scope: Construct, id: string, props: AppStatefulSetProps) {
    super(scope, id, 'apps/v1', 'StatefulSet', props);
  }
}
