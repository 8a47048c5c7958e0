import { Container } from '../../kubernetes/types';
import { IPattern, PatternContribution, PatternOrderProps, PatternTarget } from './pattern';
import { SharedFiles } from './shared-files';
import { wishes } from './start-order';

/** Properties of `InitPattern`. */
export interface InitPatternProps extends PatternOrderProps {
  /** The containers that run before the app, each to its end, in this order. */
  readonly steps: Container[];

  /**
   * Files that a step hands over to the app, or to a later step.
   *
   * @default - none
   */
  readonly files?: SharedFiles[];
}

/**
 * The init pattern: steps that prepare what the app needs, and are gone when it starts.
 *
 * Each step runs again whenever the pod starts anew, so it must bear to be repeated.
 *
 * Must it run on one machine with the app? Must they scale together? A step runs once for each pod, where the pod is. What leaves nothing
 * there, or is needed once for many pods, such as the migration of a database, belongs in a Job.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
 */
export class InitPattern implements IPattern {
  public readonly name: string;

  /** @param props the steps, and what they hand over */
  public constructor(private readonly props: InitPatternProps) {
    this.name = `init ${(props.steps ?? []).map((step) => step?.name).join(', ')}`;
  }

  public contribute(_pod: PatternTarget): PatternContribution {
    const { steps = [], files } = this.props;
    if (steps.length === 0) {
      throw new Error('there is no step. Name one container at least.');
    }
    const names = steps.map((container) => container?.name);
    return { initContainers: steps, files, startOrder: wishes(names, this.props) };
  }
}
