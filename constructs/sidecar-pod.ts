import { Construct } from 'constructs';
import { AppPod, AppPodProps } from './app-pod';
import { SidecarPattern, SidecarPatternProps } from './patterns/sidecar';

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
    const { sidecars, files, sidecarForm, startsBefore, startsAfter, ...pod } = props;
    super(scope, id, { ...pod, patterns: [new SidecarPattern(props), ...(pod.patterns ?? [])] });
  }
}
