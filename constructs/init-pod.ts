import { Construct } from 'constructs';
import { AppPod, AppPodProps } from './app-pod';
import { InitPattern, InitPatternProps } from './patterns/init';

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
    const { steps, files, startsBefore, startsAfter, ...pod } = props;
    super(scope, id, { ...pod, patterns: [new InitPattern(props), ...(pod.patterns ?? [])] });
  }
}
