import { Construct } from 'constructs';
import { DeploymentSpec } from '../../kubernetes/types';
import { AppObject, AppObjectProps } from '../app-object';

/** Properties of `AppDeployment`: the fields of a DeploymentSpec, and the app. `template` contains the other fields of the pod. */
export interface AppDeploymentProps extends DeploymentSpec, AppObjectProps {}

/**
 * A Deployment: identical pods, which it replaces step by step when the template changes.
 *
 * The selector and the labels of the template agree: the object adds the one that is missing. If both are missing, they are `app` with the
 * name of the object. A selector is immutable, so set it if the labels of the template will change.
 * @example
 * new AppDeployment(chart, 'web', {
 *   replicas: 2,
 *   app: { name: 'web', image: 'nginx:1.27', ports: [{ name: 'http', containerPort: 80 }] },
 * });
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
 */
export class AppDeployment extends AppObject {
  /** @param props the Deployment */
  public constructor(scope: Construct, id: string, props: AppDeploymentProps) {
    super(scope, id, 'apps/v1', 'Deployment', props);
  }
}
