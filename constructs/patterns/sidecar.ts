import { Container } from '../../kubernetes/types';
import { PropNames, checkProps } from '../../util/props';
import { IPattern, PatternContribution, PatternSidecarProps, PatternTarget } from './pattern';
import { requiredList } from './required-list';
import { SharedFiles } from './shared-files';
import { namesOf, SIDECAR_PROPS, startOrderOf } from './start-order';

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
  /** @internal */
  public static readonly _PROPS: PropNames<SidecarPatternProps> = { sidecars: true, files: true, ...SIDECAR_PROPS };

  public readonly name: string;

  /** @param props the sidecars, and the files that they share */
  public constructor(private readonly props: SidecarPatternProps) {
    this.name = `sidecar ${namesOf(props?.sidecars)}`;
  }

  public contribute(_pod: PatternTarget): PatternContribution {
    checkProps('SidecarPattern', this.props, SidecarPattern._PROPS);
    const { sidecars = [], files, sidecarForm } = this.props;
    if (requiredList(sidecars, 'sidecars').length === 0) {
      throw new Error('the pattern has no sidecar. Add at least one container to "sidecars".');
    }
    const names = sidecars.map((container) => container?.name);
    return { sidecars, sidecarForm, files, startOrder: startOrderOf(names, this.props) };
  }
}
