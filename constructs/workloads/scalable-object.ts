import { Container } from '../../kubernetes/types';
import { AppObject } from '../app-object';
import { containersOf } from '../compose/containers-of';

/**
 * The base class of the workloads that a HorizontalPodAutoscaler can scale. cdk8s-plus, from version 27 on, accepts the object as the
 * `target` of its HorizontalPodAutoscaler. Do not set `replicas` then.
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
 */
export abstract class ScalableObject extends AppObject {
  private isTarget = false;

  /** Whether a HorizontalPodAutoscaler of cdk8s-plus scales this object. */
  public get hasAutoscaler(): boolean {
    return this.isTarget;
  }

  /** A HorizontalPodAutoscaler of cdk8s-plus calls this for its target. */
  public markHasAutoscaler(): void {
    this.isTarget = true;
  }

  /** The object as the target of a HorizontalPodAutoscaler of cdk8s-plus, with what the autoscaler checks. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each cdk8s-plus accepts only its own class for the containers
  public toScalingTarget(): any {
    const { replicas, template } = this.toJson().spec;
    return {
      apiVersion: this.apiVersion,
      kind: this.kind,
      name: this.name,
      containers: containersOf(template.spec).map(constraintsOf),
      replicas,
    };
  }
}

/** The requests and limits of a container, as cdk8s-plus reads them. */
function constraintsOf({ resources }: Container): object {
  const { requests, limits } = resources ?? {};
  return {
    resources: {
      cpu: { request: requests?.cpu, limit: limits?.cpu },
      memory: { request: requests?.memory, limit: limits?.memory },
    },
  };
}
