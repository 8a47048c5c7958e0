import { lint } from '../index';
import { RULES } from '../rules/check/registry';
import { Dice } from './fuzz/dice';
import { Gardener } from './fuzz/pods';
import { WORKLOADS } from './fuzz/workloads';
import { realManifests } from './shared';

const IDS = new Set(RULES.map(({ id }) => id));

test.each([undefined, ...WORKLOADS])('every finding of 2,000 grown objects has a registered id: %s', (kind) => {
  const gardener = new Gardener(realManifests(), '1.37', new Dice(3), kind);
  const found = new Set<string>();
  for (let i = 0; i < 2000; i++) {
    const target = ['1.27', '1.30', '1.35', '1.37'][i % 4];
    // lint refuses an object without a kind
    const object = { kind: kind ?? 'Pod', apiVersion: 'v1', ...gardener.object() };
    if (typeof object.kind !== 'string' || typeof object.apiVersion !== 'string') {
      continue;
    }
    const findings = lint([object], { target, podSecurity: 'restricted', severity: 'advice' });
    findings.forEach(({ rule }) => found.add(rule));
  }
  expect(found.size).toBeGreaterThan(50);
  expect([...found].filter((id) => !IDS.has(id))).toEqual([]);
});
