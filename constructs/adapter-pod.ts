import { Construct } from 'constructs';
import { splitProps } from '../util/props';
import { AppPod, AppPodProps } from './app-pod';
import { AdapterPattern, AdapterPatternProps } from './patterns/adapter';
import { withFirst } from './patterns/with-first';

/** Properties of `AdapterPod`. */
export interface AdapterPodProps extends AppPodProps, AdapterPatternProps {}

/**
 * A pod whose app is monitored through an adapter: an `AppPod` with an `AdapterPattern`.
 * @example
 * new AdapterPod(chart, 'cache', {
 *   app: { name: 'cache', image: 'redis:7', ports: [{ containerPort: 6379 }] },
 *   adapter: { name: 'metrics', image: 'redis_exporter:1', ports: [{ containerPort: 9121 }] },
 *   addresses: [LocalAddress.url('REDIS_ADDR', 'redis://{host}:{port}')],
 * });
 * @see https://kubernetes.io/blog/2015/06/the-distributed-system-toolkit-patterns/
 */
export class AdapterPod extends AppPod {
  /** @param props the pod and its pattern */
  public constructor(scope: Construct, id: string, props: AdapterPodProps) {
    const [pattern, pod] = splitProps(props, AdapterPattern._PROPS);
    super(scope, id, { ...pod, patterns: withFirst(new AdapterPattern(pattern), pod.patterns) });
  }

  /** @internal */
  public override _ownProps(): object {
    return { ...super._ownProps(), ...AdapterPattern._PROPS };
  }
}
