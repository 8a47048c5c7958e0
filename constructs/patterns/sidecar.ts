import { Container } from '../../kubernetes/types';
import { IPattern, PatternContribution, PatternSidecarProps, PatternTarget } from './pattern';
import { SharedFiles } from './shared-files';
import { startOrderOf } from './start-order';

/** Properties of `SidecarPattern`. */
export interface SidecarPatternProps extends PatternSidecarProps {
  /** The containers that run beside the app, at least one. */
  readonly sidecars: Container[];
  /**
   * Files that the sidecars share with the app, or with each other.
   * @default - none
   */
  readonly files?: SharedFiles[];
}

/**
 * The sidecar pattern: containers that extend the app without a change to the app, such as a container that ships its logs or downloads the
 * files that it serves.
 *
 * Must it run on one machine with the app? Must they scale together? A sidecar is placed and scaled with its app. If one of the answers is
 * no, use a pod of its own.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
export class SidecarPattern implements IPattern {
  public readonly name: string;

  /** @param props the sidecars, and the files that they share */
  public constructor(private readonly props: SidecarPatternProps) {
    this.name = `sidecar ${(props.sidecars ?? []).map((sidecar) => sidecar?.name).join(', ')}`;
  }

  public contribute(_pod: PatternTarget): PatternContribution {
    const { sidecars = [], files, sidecarForm } = this.props;
    if (sidecars.length === 0) {
      throw new Error('the pattern has no sidecar. Add at least one container to "sidecars".');
    }
    const names = sidecars.map((container) => container?.name);
    return { sidecars, sidecarForm, files, startOrder: startOrderOf(names, this.props) };
  }
}
