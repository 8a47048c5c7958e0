import { Container } from '../../kubernetes/types';
import { withEnv } from './environment';
import { LocalAddress } from './local-address';
import { IPattern, PatternContribution, PatternSidecarProps, PatternTarget } from './pattern';
import { SharedFiles } from './shared-files';
import { wishes } from './start-order';

/** Properties of `AdapterPattern`. */
export interface AdapterPatternProps extends PatternSidecarProps {
  /** The container that translates. It declares the port on which it offers the result, unless it prints or sends it. */
  readonly adapter: Container;

  /**
   * How the adapter is told where the app listens: variables of the adapter's container, with the app's port.
   *
   * @default - none: the adapter reads files, or knows the address
   */
  readonly addresses?: LocalAddress[];

  /**
   * Files through which the adapter reads what the app emits.
   *
   * @default - none
   */
  readonly files?: SharedFiles[];
}

/**
 * The adapter pattern: a container beside the app reads what the app emits, over localhost or from files, and offers it in the
 * form that others expect, such as metrics for Prometheus, on a port of its own. Some print it or send it on instead.
 *
 * The app stays as it is, and all apps look alike from outside.
 *
 * Must it run on one machine with the app? Must they scale together? An adapter that can ask over the network, or serves several pods,
 * is better off in a pod of its own.
 *
 * @see https://kubernetes.io/blog/2015/06/the-distributed-system-toolkit-patterns/
 */
export class AdapterPattern implements IPattern {
  public readonly name: string;

  /** @param props the adapter, and how it reads the app */
  public constructor(private readonly props: AdapterPatternProps) {
    this.name = `adapter ${props.adapter?.name}`;
  }

  public contribute(pod: PatternTarget): PatternContribution {
    const { adapter, addresses = [], files, sidecarForm } = this.props;
    if (adapter === undefined) {
      throw new Error('there is no adapter. Name its container.');
    }
    const env = addresses.flatMap((address) => address.toEnv(pod.app));
    return {
      sidecars: [withEnv(adapter, env)],
      sidecarForm,
      files,
      startOrder: wishes([adapter.name], this.props),
    };
  }
}
