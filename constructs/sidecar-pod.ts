import { Construct } from 'constructs';
import { splitProps } from '../util/props';
import { AppPod, AppPodProps } from './app-pod';
import { SidecarPattern, SidecarPatternProps } from './patterns/sidecar';
import { withFirst } from './patterns/with-first';

/** Properties of `SidecarPod`. */
export interface SidecarPodProps extends AppPodProps, SidecarPatternProps {}

/**
 * A pod with sidecars: an `AppPod` with a `SidecarPattern`.
 * @example
 * new SidecarPod(chart, 'web', {
 *   app: { name: 'web', image: 'nginx:1.27' },
 *   sidecars: [{ name: 'collect', image: 'busybox:1.36', command: ['tail', '-F', '/logs/access.log'] }],
 *   files: [
 *     {
 *       name: 'logs',
 *       writers: [{ container: 'web', mountPath: '/var/log/nginx' }],
 *       readers: [{ container: 'collect', mountPath: '/logs' }],
 *     },
 *   ],
 * });
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
export class SidecarPod extends AppPod {
  /** @param props the pod and its pattern */
  public constructor(scope: Construct, id: string, props: SidecarPodProps) {
    const [pattern, pod] = splitProps(props, SidecarPattern._PROPS);
    super(scope, id, { ...pod, patterns: withFirst(new SidecarPattern(pattern), pod.patterns) });
  }

  /** @internal */
  public override _ownProps(): object {
    return { ...super._ownProps(), ...SidecarPattern._PROPS };
  }
}
