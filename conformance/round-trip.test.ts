import { Chart, Testing } from 'cdk8s';
import { AppPod, AppPodProps, KubernetesVersion } from '../index';
import { checkObject } from '../rules';
import { podcheck, realManifests, refused } from './shared';

const pods = realManifests().filter(({ manifest }) => manifest.kind === 'Pod');

/** The manifest as one would write it with the constructs. */
function asProps({ metadata, spec }: any): AppPodProps {
  const [app, ...containers] = spec.containers;
  return { ...spec, metadata, app, containers };
}

function through(manifest: any): any {
  const chart = new Chart(Testing.app(), 'chart');
  KubernetesVersion.set(chart, '1.37');
  return new AppPod(chart, 'pod', asProps(manifest)).toJson();
}

test('there are pods to try', () => {
  expect(pods.length).toBeGreaterThan(30);
});

describe('a real pod, given as props, comes back equal', () => {
  test.each(pods)('$name', ({ manifest }) => {
    const { status, ...written } = manifest; // a status is the cluster's to write
    expect(through(manifest)).toStrictEqual(written);
  });
});

/** What the rules warn of where the API server does too, or says nothing: it breaks when it runs. */
const BREAK = {
  'istio-native-sidecar-input.yaml: Pod hello': ['warning runtime/port-clash spec.initContainers[0].ports[0]'],
};

describe('the rules let pass what the API server takes, but for what breaks when it runs', () => {
  const verdicts = podcheck(
    '1.37',
    pods.map(({ manifest }) => manifest),
  );
  test.each(pods.filter((_, i) => !refused(verdicts[i])))('$name', ({ name, manifest }) => {
    const found = checkObject(manifest, '1.37').map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);
    expect(found).toEqual(BREAK[name as keyof typeof BREAK] ?? []);
  });
});
