import { Container } from '../../kubernetes/types';
import { PropNames, checkProps } from '../../util/props';
import { IPattern, PatternContribution, PatternOrderProps, PatternTarget } from './pattern';
import { requiredList } from './required-list';
import { SharedFiles } from './shared-files';
import { namesOf, ORDER_PROPS, startOrderOf } from './start-order';

/** Properties of `InitPattern`. */
export interface InitPatternProps extends PatternOrderProps {
  /** The containers that run before the app, one after the other, each until it completes. */
  readonly steps: Container[];
  /**
   * Files that a step writes for the app, or for a later step.
   * @default - none
   */
  readonly files?: SharedFiles[];
}

/**
 * The init pattern: steps that prepare what the app needs, and that complete before it starts.
 *
 * If the pod restarts, each step runs again: a step must work the second time too.
 *
 * Must it run on one machine with the app? Must they scale together? A step runs once for each pod, on the pod's node. If it leaves nothing
 * there, or if many pods need it only once, such as the migration of a database, use a Job.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
 */
export class InitPattern implements IPattern {
  /** @internal */
  public static readonly _PROPS: PropNames<InitPatternProps> = { steps: true, files: true, ...ORDER_PROPS };

  public readonly name: string;

  /** @param props the steps, and the files that they write */
  public constructor(private readonly props: InitPatternProps) {
    this.name = `init ${namesOf(props?.steps)}`;
  }

  public contribute(_pod: PatternTarget): PatternContribution {
    checkProps('InitPattern', this.props, InitPattern._PROPS);
    const { steps = [], files } = this.props;
    if (requiredList(steps, 'steps').length === 0) {
      throw new Error('the pattern has no step. Add at least one container to "steps".');
    }
    const names = steps.map((container) => container?.name);
    return { initContainers: steps, files, startOrder: startOrderOf(names, this.props) };
  }
}
