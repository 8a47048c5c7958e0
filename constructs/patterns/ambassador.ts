import { Container } from '../../kubernetes/types';
import { withEnv } from './environment';
import { LocalAddress } from './local-address';
import { IPattern, PatternContribution, PatternSidecarProps, PatternTarget } from './pattern';
import { SharedFiles } from './shared-files';
import { wishes } from './start-order';

/** Properties of `AmbassadorPattern`. */
export interface AmbassadorPatternProps extends PatternSidecarProps {
  /**
   * The container that the app talks to. It declares the port that it listens on, and holds what it takes to reach the world: the
   * upstream's address and the credentials.
   */
  readonly ambassador: Container;

  /**
   * How the app is told where the ambassador listens: variables of the app's container.
   *
   * @default - none: the app knows, by its arguments, its configuration, or the port that its protocol usually has
   */
  readonly addresses?: LocalAddress[];

  /**
   * A variable of the ambassador that gets the number of its port, so that its command can refer to it as `$(NAME)`.
   *
   * @default - none
   */
  readonly portVariable?: string;

  /**
   * Files that the ambassador shares with the app, such as the folder of a socket.
   *
   * @default - none
   */
  readonly files?: SharedFiles[];
}

/**
 * The ambassador pattern: the app talks to `localhost`, and a container beside it takes the talk to the world.
 *
 * The app knows neither the upstream nor the credentials; both change without it.
 *
 * Must it run on one machine with the app? Must they scale together? Where several pods could share one proxy, or the proxy scales
 * apart from the app, it is better off in a pod of its own, behind a Service.
 *
 * @see https://kubernetes.io/blog/2015/06/the-distributed-system-toolkit-patterns/
 */
export class AmbassadorPattern implements IPattern {
  public readonly name: string;

  /** @param props the ambassador, and how the app finds it */
  public constructor(private readonly props: AmbassadorPatternProps) {
    this.name = `ambassador ${props.ambassador?.name}`;
  }

  public contribute(_pod: PatternTarget): PatternContribution {
    const { ambassador, addresses = [], portVariable, files, sidecarForm } = this.props;
    if (ambassador === undefined) {
      throw new Error('there is no ambassador. Name its container.');
    }
    const ownPort = portVariable === undefined ? [] : LocalAddress.url(portVariable, '{port}').toEnv(ambassador);
    return {
      sidecars: [withEnv(ambassador, ownPort)],
      sidecarForm,
      app: { env: addresses.flatMap((address) => address.toEnv(ambassador)) },
      files,
      startOrder: wishes([ambassador.name], this.props),
    };
  }
}
