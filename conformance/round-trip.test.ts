import { ApiObject, Chart, Testing } from 'cdk8s';
import { AppCronJob, AppDaemonSet, AppDeployment, AppJob, AppObject, AppPod, AppStatefulSet } from '../index';
import { KubernetesVersion, PodApp, Waiver } from '../index';
import { kindOf } from '../kubernetes/kinds';
import { valueAt, withValueAt } from '../util/plain-object';
import { check } from '../rules/check/check';
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

/** The props that write the manifest with its construct. */
function asProps(manifest: any): any {
  const { template } = kindOf(manifest)!;
  const [app, ...containers] = valueAt<any>(manifest, [...template, 'spec']).containers;
  const { metadata, spec } = withValueAt(manifest, [...template, 'spec', 'containers'], containers);
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
 * Objects without pods have no constructs in this package: they are an `ApiObject` of cdk8s (an `Include` creates these too), untyped and
 * unchecked. This tests that the app writes them unchanged, beside our objects, as kubectl reads them. One of them is a Deployment of an
 * API version that no cluster serves since 1.16.
 */
describe('a real object of another kind goes through a plain ApiObject, beside ours, and comes out equal', () => {
  test.each(others)('$name', ({ manifest }) => {
    const app = new PodApp();
    const object = new ApiObject(new Chart(app, 'chart'), 'object', manifest);
    if (check(manifest, { version: '1.27' }).length > 0) {
      Waiver.add(object, 'api/kind', 'it was written for a Kubernetes before 1.16');
    }
    expect(readAsKubectl(app.synthYaml() as string)).toEqual([manifest]);
  });
});

/** Warnings of the rules about objects that the API server accepts, but that fail at run time. */
const BREAK = {
  'istio-native-sidecar-input.yaml: Pod hello': ['warning runtime/port-clash spec.initContainers[0].ports[0]'],
};

/** The template of an object as a pod, for the API server's validation. */
function asPod(manifest: any): any {
  const { template } = kindOf(manifest)!;
  const { metadata, spec } = valueAt<any>(manifest, template);
  return template.length === 0
    ? manifest
    : { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name: 'of-template', namespace: 'default' }, spec };
}

describe('the rules accept what the API server accepts, except for failures at run time', () => {
  const verdicts = podcheck(
    '1.37',
    typed.map(({ manifest }) => asPod(manifest)),
  );
  test.each(typed.filter((_, i) => !refused(verdicts[i])))('$name', ({ name, manifest }) => {
    const found = check(manifest, { version: '1.37' })
      .filter(({ rule }) => !rule.startsWith('api-warning/')) // what the server warns of, it takes
      .map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);
    expect(found).toEqual(BREAK[name as keyof typeof BREAK] ?? []);
  });
});
