import { Construct } from 'constructs';
import { AppPod, AppPodProps } from './app-pod';
import { AmbassadorPattern, AmbassadorPatternProps } from './patterns/ambassador';

/** Properties of `AmbassadorPod`. */
export interface AmbassadorPodProps extends AppPodProps, AmbassadorPatternProps {}

/**
 * A pod whose app talks to the world through an ambassador: `AppPod` with one `AmbassadorPattern`.
 *
 * @example
 * new AmbassadorPod(chart, 'shop', {
 *   app: { name: 'shop', image: 'shop:1' },
 *   ambassador: { name: 'db', image: 'pgbouncer:1', ports: [{ containerPort: 5432 }] },
 *   addresses: [LocalAddress.url('DATABASE_URL', 'postgres://{host}:{port}/shop')],
 * });
 *
 * @see https://kubernetes.io/blog/2015/06/the-distributed-system-toolkit-patterns/
 */
export class AmbassadorPod extends AppPod {
  /**
   * @param scope the chart, or a construct in one
   * @param id the construct's name in its scope
   * @param props the pod, and its pattern
   */
  public constructor(scope: Construct, id: string, props: AmbassadorPodProps) {
    const {
      ambassador,
      addresses,
      portVariable,
      files,
      sidecarForm,
      startsBefore,
      startsAfter,
      patterns = [],
      ...pod
    } = props;
    const pattern = new AmbassadorPattern({
      ambassador,
      addresses,
      portVariable,
      files,
      sidecarForm,
      startsBefore,
      startsAfter,
    });
    super(scope, id, { ...pod, patterns: [pattern, ...patterns] });
  }
}
