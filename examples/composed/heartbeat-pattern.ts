import { Duration } from 'cdk8s';
import { IPattern, LocalAddress, PatternContribution, PatternTarget } from '../../index';

/** Properties of `HeartbeatPattern`. */
export interface HeartbeatPatternProps {
  /** URL of the monitor. Each heartbeat is a request to this URL. */
  readonly url: string;

  /**
   * Time between two heartbeats.
   *
   * @default Duration.seconds(30)
   */
  readonly every?: Duration;
}

/**
 * Reports to a monitor that the app works. A container requests a page of the app. If the app answers, the container sends a heartbeat to
 * the monitor. The monitor raises an alarm if the heartbeats stop.
 */
export class HeartbeatPattern implements IPattern {
  public readonly name = 'heartbeat';

  /** @param props URL of the monitor, and time between heartbeats */
  public constructor(private readonly props: HeartbeatPatternProps) {}

  public contribute(pod: PatternTarget): PatternContribution {
    const { url, every = Duration.seconds(30) } = this.props;
    const beat = 'wget -q -O /dev/null "$APP_URL" && timeout 5 wget -q -O /dev/null "$MONITOR_URL"';
    return {
      sidecars: [
        {
          name: 'heartbeat',
          image: 'busybox:1.36',
          command: ['sh', '-c', `while true; do ${beat}; sleep ${every.toSeconds()}; done`],
          // only the app declares its port
          env: [
            ...LocalAddress.url('APP_URL', 'http://{host}:{port}/').toEnv(pod.app),
            { name: 'MONITOR_URL', value: url },
          ],
        },
      ],
    };
  }
}
