import { Container } from '../../kubernetes/types';
import { isPlainObject } from '../../util/plain-object';
import { aListOf } from '../../util/prop-checks';
import { PropNames, checkProps } from '../../util/props';
import { withAddresses } from './environment';
import { anAddress, LocalAddress, partsOf } from './local-address';
import { IPattern, PatternContribution, PatternSidecarProps, PatternTarget } from './pattern';
import { SharedFiles } from './shared-files';
import { SIDECAR_PROPS, startOrderOf } from './start-order';

/** Properties of `AdapterPattern`. */
export interface AdapterPatternProps extends PatternSidecarProps {
  /** The container that translates. It declares the port on which it serves the result, unless it prints or sends the result. */
  readonly adapter: Container;
  /**
   * The address of the app, as variables or arguments of the adapter's container.
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
  /** @internal */
  public static readonly _PROPS: PropNames<AdapterPatternProps> = {
    adapter: true,
    addresses: aListOf(anAddress),
    files: true,
    ...SIDECAR_PROPS,
  };

  public readonly name: string;

  /** @param props the adapter, and how it reads the app's output */
  public constructor(private readonly props: AdapterPatternProps) {
    this.name = `adapter ${props?.adapter?.name}`;
  }

  public contribute(pod: PatternTarget): PatternContribution {
    checkProps('AdapterPattern', this.props, AdapterPattern._PROPS);
    const { adapter, addresses, files, sidecarForm } = this.props;
    if (!isPlainObject(adapter)) {
      throw new Error('the pattern has no adapter. Set "adapter" to its container.');
    }
    return {
      sidecars: [withAddresses(adapter, partsOf(addresses ?? [], pod.app))],
      sidecarForm,
      files,
      startOrder: startOrderOf([adapter.name], this.props),
    };
  }
}
