import { ApiObject, Chart, Testing } from 'cdk8s';
import { AppCronJob, AppDaemonSet, AppDeployment, AppJob, AppObject, AppPod, AppStatefulSet } from '../index';
import { KubernetesVersion, PodApp, Waiver } from '../index';
import { at, kindOf, withAt } from '../kubernetes/kinds';
import { checkObject } from '../rules/check/check';
import { podcheck, readAsKubectl, realManifests, refused } from './shared';

/** The construct of each kind. */
const CONSTRUCTS: Record<string, new (chart: Chart, id: string, props: any) => AppObject> = {
  Pod: AppPod,
  Deployment: AppDeployment,
  StatefulSet: AppStatefulSet,
  DaemonSet: AppDaemonSet,
  Job: AppJob,
  CronJob: AppCronJob,
};

const cases = realManifests();
const typed = cases.filter(({ manifest }) => kindOf(manifest) !== undefined);
const others = cases.filter(({ manifest }) => kindOf(manifest) === undefined);

/** The props by which one would write the manifest with its construct. */
function asProps(manifest: any): any {
  const { template } = kindOf(manifest)!;
  const [app, ...containers] = at(manifest, [...template, 'spec']).containers;
  const { metadata, spec } = withAt(manifest, [...template, 'spec', 'containers'], containers);
  return { ...spec, metadata, app };
}

function chartAt137(): Chart {
  const chart = new Chart(Testing.app(), 'chart');
  KubernetesVersion.set(chart, '1.37');
  return chart;
}

test('there are manifests of many kinds to try', () => {
  const kinds = typed.map(({ manifest }) => manifest.kind);
  expect([...new Set(kinds)].sort()).toEqual(['DaemonSet', 'Deployment', 'Job', 'Pod']);
  expect(typed.length).toBeGreaterThan(50);
  expect(others.length).toBeGreaterThan(15);
});

describe('a real pod or workload, given as props of its construct, comes back equal', () => {
  test.each(typed)('$name', ({ manifest }) => {
    const { status, ...written } = manifest; // a status is the cluster's to write
    const object = new CONSTRUCTS[manifest.kind](chartAt137(), 'object', asProps(manifest));
    expect(object.toJson()).toStrictEqual(written);
  });
});

/**
 * Objects that make no pods have no constructs here: an `ApiObject` of cdk8s takes them (an `Include` makes such as well), untyped and
 * unchecked. What is shown of them is that they get through the app beside ours, from the reader of kubectl to the reader of kubectl.
 * Among them is a Deployment of an API that no cluster serves since 1.16.
 */
describe('a real object of another kind goes through a plain ApiObject, beside ours, and comes out equal', () => {
  test.each(others)('$name', ({ manifest }) => {
    const app = new PodApp();
    const object = new ApiObject(new Chart(app, 'chart'), 'object', manifest);
    if (checkObject(manifest, '1.27').length > 0) {
      Waiver.add(object, 'api/kind', 'it was written for a Kubernetes before 1.16');
    }
    expect(readAsKubectl(app.synthYaml() as string)).toEqual([manifest]);
  });
});

/** What the rules warn of although the API server takes it: it breaks when it runs. */
const BREAK = {
  'istio-native-sidecar-input.yaml: Pod hello': ['warning runtime/port-clash spec.initContainers[0].ports[0]'],
};

/** The template of an object, as a pod to put to the API server's validation. */
function asPod(manifest: any): any {
  const { template } = kindOf(manifest)!;
  const { metadata, spec } = at(manifest, template);
  return template.length === 0
    ? manifest
    : { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name: 'of-template', namespace: 'default' }, spec };
}

describe('the rules let pass what the API server takes, but for what breaks when it runs', () => {
  const verdicts = podcheck(
    '1.37',
    typed.map(({ manifest }) => asPod(manifest)),
  );
  test.each(typed.filter((_, i) => !refused(verdicts[i])))('$name', ({ name, manifest }) => {
    const found = checkObject(manifest, '1.37')
      .filter(({ rule }) => !rule.startsWith('api-warning/')) // what the server warns of, it takes
      .map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);
    expect(found).toEqual(BREAK[name as keyof typeof BREAK] ?? []);
  });
});
