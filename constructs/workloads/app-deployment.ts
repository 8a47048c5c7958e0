import { Construct } from 'constructs';
import { DeploymentSpec } from '../../kubernetes/types';
import { AppObjectProps } from '../app-object';
import { ScalableObject } from './scalable-object';

/** Properties of `AppDeployment`: the fields of a DeploymentSpec, and the app. `template` contains the other fields of the pod. */
export interface AppDeploymentProps extends DeploymentSpec, AppObjectProps {}

/**
 * A Deployment: identical pods, which it replaces step by step when the template changes.
 *
 * Without a `selector`, it selects its pods by one label: `app`. If the template has no label `app`, the object adds it, with its own name.
 * A selector is immutable, so all other labels can change with a release. Set a `selector` if several workloads have the same label `app`.
 * @example
 * new AppDeployment(chart, 'web', {
 *   replicas: 2,
 *   app: { name: 'web', image: 'nginx:1.27', ports: [{ name: 'http', containerPort: 80 }] },
 * });
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
 */
export class AppDeployment extends ScalableObject {
  /** @param props the Deployment */
  public constructor(scope: Construct, id: string, props: AppDeploymentProps) {
    super(scope, id, 'apps/v1', 'Deployment', props);
  }
}
