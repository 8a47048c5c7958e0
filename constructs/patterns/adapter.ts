import { Container } from '../../kubernetes/types';
import { withEnv } from './environment';
import { LocalAddress } from './local-address';
import { IPattern, PatternContribution, PatternSidecarProps, PatternTarget } from './pattern';
import { SharedFiles } from './shared-files';
import { startOrderOf } from './start-order';

/** Properties of `AdapterPattern`. */
export interface AdapterPatternProps extends PatternSidecarProps {
  /** The container that translates. It declares the port on which it serves the result, unless it prints or sends the result. */
  readonly adapter: Container;
  /**
   * The address of the app, as variables of the adapter's container.
   * @default - none: the adapter reads files, or knows the address
   */
  readonly addresses?: LocalAddress[];
  /**
   * Files of the app that the adapter reads.
   * @default - none
   */
  readonly files?: SharedFiles[];
}

/**
 * The adapter pattern: a container beside the app reads the app's output, over localhost or from files, and serves it in a standard format,
 * such as metrics for Prometheus. Some adapters print or send the result.
 *
 * The app does not change, and all apps look the same from outside.
 *
 * Must it run on one machine with the app? Must they scale together? If the adapter can read over the network, or serves several pods, use
 * a pod of its own.
 * @see https://kubernetes.io/blog/2015/06/the-distributed-system-toolkit-patterns/
 */
export class AdapterPattern implements IPattern {
  public readonly name: string;

  /** @param props the adapter, and how it reads the app's output */
  public constructor(private readonly props: AdapterPatternProps) {
    this.name = `adapter ${props.adapter?.name}`;
  }

  public contribute(pod: PatternTarget): PatternContribution {
    const { adapter, addresses = [], files, sidecarForm } = this.props;
    if (adapter === undefined) {
      throw new Error('the pattern has no adapter. Set "adapter" to its container.');
    }
    const env = addresses.flatMap((address) => address.toEnv(pod.app));
    return {
      sidecars: [withEnv(adapter, env)],
      sidecarForm,
      files,
      startOrder: startOrderOf([adapter.name], this.props),
    };
  }
}
