import { Testing } from 'cdk8s';
import { Waiver } from '../index';
import { at } from '../kubernetes/kinds';
import { CARRIERS, PATTERNS } from '../__tests__/carriers';
import { chartAt } from '../__tests__/synth';
import { podcheck } from './shared';

/** The pod of a carrier with a pattern in it, as one to put to the API server's validation. */
function podOf(carrier: string, pattern: string, version: string): any {
  const { make, way } = CARRIERS[carrier];
  const chart = chartAt(version);
  Waiver.add(chart, 'runtime/sidecar-keeps-job', 'it is not what is tested here');
  make(chart, 'one', [PATTERNS[pattern].make()]);
  const object = Testing.synth(chart).find(({ kind }) => !['Service', 'ConfigMap'].includes(kind));
  const { metadata, spec } = at(object, way);
  return { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name: 'pod', namespace: 'default' }, spec };
}

describe.each(['1.27', '1.37'])('the API server of %s takes, without a warning,', (version) => {
  test.each(Object.keys(CARRIERS))('every pattern in %s', (carrier) => {
    const pods = Object.keys(PATTERNS).map((pattern) => podOf(carrier, pattern, version));
    expect(podcheck(version, pods)).toEqual(pods.map(() => ({})));
  });
});
