import { Construct } from 'constructs';
import { DeploymentSpec } from '../../kubernetes/types';
import { AppObject, AppObjectProps } from '../app-object';

/** Properties of `AppDeployment`: the fields of a DeploymentSpec, and the pod's app. What else the pod has stands in `template`. */
export interface AppDeploymentProps extends DeploymentSpec, AppObjectProps {}

/**
 * A Deployment: a number of pods that are alike, replaced one after the other when they change.
 *
 * The pods are known by the labels of the template, or by those of the selector, whichever is given: each follows from the other. Where
 * neither is, both are `app` with the name of the object. A selector cannot be changed once it is applied, so give one where labels of
 * the template will change.
 *
 * @example
 * new AppDeployment(chart, 'web', {
 *   replicas: 2,
 *   app: { name: 'web', image: 'nginx:1.27', ports: [{ name: 'http', containerPort: 80 }] },
 * });
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
 */
export class AppDeployment extends AppObject {
  /**
   * @param scope the chart, or a construct in one
   * @param id the construct's name in its scope
   * @param props the deployment
   */
  public constructor(scope: Construct, id: string, props: AppDeploymentProps) {
    super(scope, id, 'apps/v1', 'Deployment', props);
  }
}
