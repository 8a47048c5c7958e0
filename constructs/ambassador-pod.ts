import { Construct } from 'constructs';
import { splitProps } from '../util/props';
import { AppPod, AppPodProps } from './app-pod';
import { AmbassadorPattern, AmbassadorPatternProps } from './patterns/ambassador';
import { withFirst } from './patterns/with-first';

/** Properties of `AmbassadorPod`. */
export interface AmbassadorPodProps extends AppPodProps, AmbassadorPatternProps {}

/**
 * A pod whose app reaches other services through an ambassador: an `AppPod` with an `AmbassadorPattern`.
 * @example
 * new AmbassadorPod(chart, 'shop', {
 *   app: { name: 'shop', image: 'shop:1' },
 *   ambassador: { name: 'db', image: 'pgbouncer:1', ports: [{ containerPort: 5432 }] },
 *   addresses: [LocalAddress.url('DATABASE_URL', 'postgres://{host}:{port}/shop')],
 * });
 * @see https://kubernetes.io/blog/2015/06/the-distributed-system-toolkit-patterns/
 */
export class AmbassadorPod extends AppPod {
  /** @param props the pod and its pattern */
  public constructor(scope: Construct, id: string, props: AmbassadorPodProps) {
    const [pattern, pod] = splitProps(props, AmbassadorPattern._PROPS);
    super(scope, id, { ...pod, patterns: withFirst(new AmbassadorPattern(pattern), pod.patterns) });
  }

  /** @internal */
  public override _ownProps(): object {
    return { ...super._ownProps(), ...AmbassadorPattern._PROPS };
  }
}
