import { Construct } from 'constructs';
import { AppPod, AppPodProps } from './app-pod';
import { InitPattern, InitPatternProps } from './patterns/init';

/** Properties of `InitPod`. */
export interface InitPodProps extends AppPodProps, InitPatternProps {}

/**
 * A pod whose app is prepared by steps: `AppPod` with one `InitPattern`.
 *
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
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
 */
export class InitPod extends AppPod {
  /**
   * @param scope the chart, or a construct in one
   * @param id the construct's name in its scope
   * @param props the pod, and its pattern
   */
  public constructor(scope: Construct, id: string, props: InitPodProps) {
    const { steps, files, startsBefore, startsAfter, patterns = [], ...pod } = props;
    const pattern = new InitPattern({ steps, files, startsBefore, startsAfter });
    super(scope, id, { ...pod, patterns: [pattern, ...patterns] });
  }
}
