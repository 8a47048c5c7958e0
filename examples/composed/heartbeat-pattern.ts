import { Duration } from 'cdk8s';
import { IPattern, LocalAddress, PatternContribution, PatternTarget } from '../../index';

/** Properties of `HeartbeatPattern`. */
export interface HeartbeatPatternProps {
  /** Where the beats go: each is a request of this URL. */
  readonly url: string;

  /**
   * How long it waits between two beats.
   *
   * @default Duration.seconds(30)
   */
  readonly every?: Duration;
}

/**
 * A container that asks the app for a page and, whenever it gets one, tells a monitor. The monitor raises the alarm when the beats stay
 * away, whatever the reason: the app, the pod, the node or the network.
 */
export class HeartbeatPattern implements IPattern {
  public readonly name = 'heartbeat';

  /** @param props where the beats go, and how often */
  public constructor(private readonly props: HeartbeatPatternProps) {}

  public contribute(pod: PatternTarget): PatternContribution {
    const { url, every = Duration.seconds(30) } = this.props;
    const beat = 'wget -q -O /dev/null "$APP_URL" && wget -q -O /dev/null "$MONITOR_URL"';
    return {
      sidecars: [
        {
          name: 'heartbeat',
          image: 'busybox:1.36',
          command: ['sh', '-c', `while true; do ${beat}; sleep ${every.toSeconds()}; done`],
          // the app's port is said by the app alone
          env: [
            ...LocalAddress.url('APP_URL', 'http://{host}:{port}/').toEnv(pod.app),
            { name: 'MONITOR_URL', value: url },
          ],
        },
      ],
    };
  }
}
