import { Construct } from 'constructs';
import { splitProps } from '../util/props';
import { AppPod, AppPodProps } from './app-pod';
import { InitPattern, InitPatternProps } from './patterns/init';
import { withFirst } from './patterns/with-first';

/** Properties of `InitPod`. */
export interface InitPodProps extends AppPodProps, InitPatternProps {}

/**
 * A pod with steps that run before the app: an `AppPod` with an `InitPattern`.
 * @example
 * new InitPod(chart, 'site', {
 *   app: { name: 'web', image: 'nginx:1.27' },
 *   steps: [{ name: 'prepare', image: 'busybox:1.36', command: ['sh', '-c', 'echo hello > /out/index.html'] }],
 *   files: [
 *     {
 *       name: 'pages',
 *       writers: [{ container: 'prepare', mountPath: '/out' }],
 *       readers: [{ container: 'web', mountPath: '/usr/share/nginx/html' }],
 *     },
 *   ],
 * });
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
 */
export class InitPod extends AppPod {
  /** @param props the pod and its pattern */
  public constructor(scope: Construct, id: string, props: InitPodProps) {
    const [pattern, pod] = splitProps(props, InitPattern._PROPS);
    super(scope, id, { ...pod, patterns: withFirst(new InitPattern(pattern), pod.patterns) });
  }

  /** @internal */
  public override _ownProps(): object {
    return { ...super._ownProps(), ...InitPattern._PROPS };
  }
}
