import { ApiObject, Chart } from 'cdk8s';
import { PodApp } from '../index';
import { issuesUrl } from '../util/package';
import { examine } from '../rules/check/examine';
import { lint, Linter } from '../rules/check/lint';
import { labels } from '../rules/api';
import { neverPulled } from '../rules/runtime';
import { RULES } from '../rules/check/registry';

/** A pod with a finding of two rules that do not fail. */
const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', labels: { 'a b': 'c' } },
  spec: { containers: [{ name: 'web', image: 'nginx', imagePullPolicy: 'Never', ports: [{ containerPort: 0 }] }] },
};

test('a rule that fails is a finding of the rule, and the other rules continue', () => {
  const rule = RULES.find(({ id }) => id === neverPulled.id)!;
  const check = jest.spyOn(rule as any, 'check').mockImplementation(() => {
    throw new Error('a defect');
  });
  try {
    const defect = `the rule ${rule.id} fails on this object: a defect.`;
    const found = lint([POD]);
    const [failed] = found.filter((finding) => finding.rule === rule.id);
    expect(failed).toMatchObject({ severity: 'error', path: '', what: defect, object: { kind: 'Pod', name: 'web' } });
    expect(failed.fix).toContain(issuesUrl());
    expect(found.map((finding) => finding.rule)).toEqual(expect.arrayContaining([labels.id, 'api/container-port']));
    expect(
      examine(JSON.stringify(POD), 'a.yaml', new Linter({})).objects[0].findings.map(({ what }) => what),
    ).toContain(defect);
    const app = new PodApp();
    new ApiObject(new Chart(app, 'chart'), 'web', POD);
    expect(() => app.synthYaml()).toThrow(`[chart/web] ${defect}`);
  } finally {
    check.mockRestore();
  }
});
