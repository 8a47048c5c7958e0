import { Container } from '../../kubernetes/types';
import { IPattern, PatternContribution, PatternSidecarProps, PatternTarget } from './pattern';
import { SharedFiles } from './shared-files';
import { wishes } from './start-order';

/** Properties of `SidecarPattern`. */
export interface SidecarPatternProps extends PatternSidecarProps {
  /** The containers that run beside the app, one or several. */
  readonly sidecars: Container[];

  /**
   * Files that the sidecars share with the app, or with each other.
   *
   * @default - none
   */
  readonly files?: SharedFiles[];
}

/**
 * The sidecar pattern: containers that add to what the app does, without its knowing, such as one that ships its logs or
 * fetches what it serves.
 *
 * Must it run on one machine with the app? Must they scale together? A sidecar lives, moves and is counted with its app: what can run
 * on another machine, or scales apart from the app, belongs in a pod of its own.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
export class SidecarPattern implements IPattern {
  public readonly name: string;

  /** @param props the sidecars, and what they share */
  public constructor(private readonly props: SidecarPatternProps) {
    this.name = `sidecar ${(props.sidecars ?? []).map((sidecar) => sidecar?.name).join(', ')}`;
  }

  public contribute(_pod: PatternTarget): PatternContribution {
    const { sidecars = [], files, sidecarForm } = this.props;
    if (sidecars.length === 0) {
      throw new Error('there is no sidecar. Name one container at least.');
    }
    const names = sidecars.map((container) => container?.name);
    return { sidecars, sidecarForm, files, startOrder: wishes(names, this.props) };
  }
}
