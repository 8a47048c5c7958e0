import { Construct } from 'constructs';
import { SidecarPod, SidecarPodProps } from '../../index';

/** Properties of `SidecarDeployment`. */
export interface SidecarDeploymentProps extends SidecarPodProps {
  /** How many pods there are. */
  readonly replicas: number;
}

/** A `SidecarPod` as the template of a Deployment, which keeps as many of it running as are asked for. */
export class SidecarDeployment extends SidecarPod {
  private readonly replicas: number;

  /**
   * @param scope the chart, or a construct in one
   * @param id the construct's name in its scope
   * @param props the pod, and how many there are of it
   */
  public constructor(scope: Construct, id: string, { replicas, ...pod }: SidecarDeploymentProps) {
    super(scope, id, pod);
    this.replicas = replicas;
  }

  public override toJson(): any {
    const { metadata, spec } = super.toJson();
    const labels = () => ({ ...metadata.labels });
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: this.replicas,
        selector: { matchLabels: labels() },
        template: { metadata: { labels: labels() }, spec },
      },
    };
  }
}
