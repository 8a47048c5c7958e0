import { Testing } from 'cdk8s';
import { Waiver } from '../index';
import { valueAt } from '../util/plain-object';
import { CARRIERS, PATTERNS } from '../__tests__/carriers';
import { chartAt } from '../__tests__/synth';
import { podcheck } from './shared';

/** The pod of an object with a pattern, for the API server's validation. */
function podOf(carrier: string, pattern: string, version: string): any {
  const { make, way } = CARRIERS[carrier];
  const chart = chartAt(version);
  Waiver.add(chart, 'runtime/sidecar-keeps-job', 'this test is about other rules');
  make(chart, 'one', [PATTERNS[pattern].make()]);
  const object = Testing.synth(chart).find(({ kind }) => !['Service', 'ConfigMap'].includes(kind));
  const { metadata, spec } = valueAt<any>(object, way);
  return { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name: 'pod', namespace: 'default' }, spec };
}

describe.each(['1.27', '1.37'])('the API server of %s accepts, without a warning,', (version) => {
  test.each(Object.keys(CARRIERS))('every pattern in %s', (carrier) => {
    const pods = Object.keys(PATTERNS).map((pattern) => podOf(carrier, pattern, version));
    expect(podcheck(version, pods)).toEqual(pods.map(() => ({})));
  });
});
