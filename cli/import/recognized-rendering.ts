import { App, Chart } from 'cdk8s';
import { AdapterPod } from '../../constructs/adapter-pod';
import { AmbassadorPod } from '../../constructs/ambassador-pod';
import { AppObject } from '../../constructs/app-object';
import { AppPod } from '../../constructs/app-pod';
import { InitPod } from '../../constructs/init-pod';
import { AdapterPattern } from '../../constructs/patterns/adapter';
import { AmbassadorPattern } from '../../constructs/patterns/ambassador';
import { InitPattern } from '../../constructs/patterns/init';
import { LocalAddress } from '../../constructs/patterns/local-address';
import { SidecarPattern } from '../../constructs/patterns/sidecar';
import { KubernetesVersion } from '../../constructs/settings/kubernetes-version';
import { SidecarPod } from '../../constructs/sidecar-pod';
import { AppState } from '../../constructs/synth/app-state';
import { Rendering } from '../../constructs/synth/rendering';
import { AppCronJob } from '../../constructs/workloads/app-cron-job';
import { AppDaemonSet } from '../../constructs/workloads/app-daemon-set';
import { AppDeployment } from '../../constructs/workloads/app-deployment';
import { AppJob } from '../../constructs/workloads/app-job';
import { AppStatefulSet } from '../../constructs/workloads/app-stateful-set';
import { evaluate } from './evaluate';
import { Constant, Expression } from './expression';

/** The name of the chart in expressions. */
export const CHART = 'chart';

const CLASSES = {
  AdapterPattern,
  AdapterPod,
  AmbassadorPattern,
  AmbassadorPod,
  AppCronJob,
  AppDaemonSet,
  AppDeployment,
  AppJob,
  AppPod,
  AppStatefulSet,
  InitPattern,
  InitPod,
  LocalAddress,
  SidecarPattern,
  SidecarPod,
};

/** A chart for each version. A new app for each object would need most of the time. */
const SCRATCH = new Map<string, Chart>();

/**
 * What a statement that creates a construct with patterns renders, and its findings. The rules do not run.
 * @param version the Kubernetes version of the cluster
 * @throws if a constructor throws
 */
export function recognizedRendering(constants: readonly Constant[], statement: Expression, version: string): Rendering {
  const chart = SCRATCH.get(version) ?? scratchChart(version);
  try {
    const values = Object.fromEntries(constants.map(({ name, value }) => [name, evaluate(value, {})]));
    const object = evaluate(statement, { ...CLASSES, ...values, [CHART]: chart }) as AppObject;
    const state = AppState.of(object);
    return state.renderingOnce(() => {
      object.toJson();
      return state.rendered(object, () => {
        throw new Error('the object has no rendering.');
      });
    });
  } finally {
    chart.node.children.forEach(({ node }) => chart.node.tryRemoveChild(node.id));
  }
}

function scratchChart(version: string): Chart {
  const chart = new Chart(new App({ outdir: 'dist' }), CHART);
  KubernetesVersion.set(chart, version);
  SCRATCH.set(version, chart);
  return chart;
}
