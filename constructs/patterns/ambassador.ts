import { Container } from '../../kubernetes/types';
import { isPlainObject } from '../../util/plain-object';
import { aListOf, aString } from '../../util/prop-checks';
import { PropNames, checkProps } from '../../util/props';
import { withEnv } from './environment';
import { anAddress, LocalAddress, partsOf } from './local-address';
import { IPattern, PatternContribution, PatternSidecarProps, PatternTarget } from './pattern';
import { SharedFiles } from './shared-files';
import { SIDECAR_PROPS, startOrderOf } from './start-order';

/** Properties of `AmbassadorPattern`. */
export interface AmbassadorPatternProps extends PatternSidecarProps {
  /** The container that the app connects to. It declares its port, and has the address and the credentials of the upstream. */
  readonly ambassador: Container;
  /**
   * The address of the ambassador, as variables or arguments of the app's container.
   * @default - none: the app knows the address by its arguments, its configuration, or the default port of its protocol
   */
  readonly addresses?: LocalAddress[];
  /**
   * A variable of the ambassador's container for the number of its port. Its command can refer to the variable as `$(NAME)`.
   * @default - none
   */
  readonly portVariable?: string;
  /**
   * Files that the ambassador shares with the app, such as the folder of a socket.
   * @default - none
   */
  readonly files?: SharedFiles[];
}

/**
 * The ambassador pattern: the app connects to `localhost`, and a container beside it connects to the upstream.
 *
 * The app knows neither the upstream nor the credentials: both can change without a change to the app.
 *
 * Must it run on one machine with the app? Must they scale together? If several pods can share a proxy, or the proxy scales independently
 * of the app, use a pod of its own, behind a Service.
 * @see https://kubernetes.io/blog/2015/06/the-distributed-system-toolkit-patterns/
 */
export class AmbassadorPattern implements IPattern {
  /** @internal */
  public static readonly _PROPS: PropNames<AmbassadorPatternProps> = {
    ambassador: true,
    addresses: aListOf(anAddress),
    portVariable: aString,
    files: true,
    ...SIDECAR_PROPS,
  };

  public readonly name: string;

  /** @param props the ambassador, and how the app finds it */
  public constructor(private readonly props: AmbassadorPatternProps) {
    this.name = `ambassador ${props?.ambassador?.name}`;
  }

  public contribute(_pod: PatternTarget): PatternContribution {
    checkProps('AmbassadorPattern', this.props, AmbassadorPattern._PROPS);
    const { ambassador, addresses, portVariable, files, sidecarForm } = this.props;
    if (!isPlainObject(ambassador)) {
      throw new Error('the pattern has no ambassador. Set "ambassador" to its container.');
    }
    const ownPort = portVariable === undefined ? [] : LocalAddress.url(portVariable, '{port}').toEnv(ambassador);
    return {
      sidecars: [withEnv(ambassador, ownPort)],
      sidecarForm,
      app: partsOf(addresses ?? [], ambassador),
      files,
      startOrder: startOrderOf([ambassador.name], this.props),
    };
  }
}
