/** `lint` has no false alarm on public charts: the charts run in many clusters, so each finding has a reason here, or the rule is wrong. */
import * as fs from 'fs';
import { examineFiles } from '../cli/lint/examine-files';
import { findingsOf, title } from '../cli/lint/report';
import { kindOf } from '../kubernetes/kinds';
import { objectsInText } from '../manifest/yaml/objects-in-text';
import { Linter } from '../rules/check/lint';
import { CHARTS, KUBERNETES, PublicChart, renderedFile } from './charts';

const MASTER =
  'warning api-warning/deprecated-label spec.template.spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0].key';

/** The true findings of charts, each with its reason. */
const TRUE: Record<string, Record<string, string>> = {
  'gpu-operator': {
    [`Deployment charts/release-node-feature-discovery-master: ${MASTER}`]:
      'the chart prefers nodes with this label, and the API server prints the warning',
    [`Deployment gpu-operator: ${MASTER}`]: 'the same',
    [`Job charts/release-node-feature-discovery-prune: ${MASTER}`]: 'the same',
  },
  'istio-cni': {
    'DaemonSet istio-system/istio-cni-node: warning api-warning/old-annotation spec.template.metadata.annotations[container.apparmor.security.beta.kubernetes.io/install-cni]':
      'the chart also supports Kubernetes 1.29, which lacks `appArmorProfile`; newer API servers print the warning',
  },
  podinfo: Object.fromEntries(
    [0, 1]
      .flatMap((i) => [
        `api/autoscaler spec.metrics[${i}].resource.target.type`,
        `api/autoscaler spec.metrics[${i}].resource.target.averageUtilization`,
        `api/unknown-field spec.metrics[${i}].resource.targetAverage${i === 0 ? 'Utilization' : 'Value'}`,
      ])
      .map((finding) => [
        `HorizontalPodAutoscaler release-podinfo: error ${finding}`,
        'the chart writes `autoscaling/v2` with the fields of `v2beta1`',
      ]),
  ),
};

/** The findings of lint at `warning` or above, and what it cannot read. */
async function reported(chart: PublicChart): Promise<string[]> {
  const report = await examineFiles([renderedFile(chart)], new Linter({ target: KUBERNETES, severity: 'warning' }));
  const findings = [...findingsOf(report)].map(
    (finding) => `${title(finding)}: ${finding.severity} ${finding.rule} ${finding.path}`,
  );
  return [...new Set(findings), ...report.problems.map(({ message }) => message)];
}

const pods = (chart: PublicChart): object[] =>
  [...objectsInText(fs.readFileSync(renderedFile(chart), 'utf8'))].filter((object) => kindOf(object) !== undefined);

test('the charts are many, and each has pods', () => {
  expect(CHARTS.length).toBeGreaterThanOrEqual(20);
  expect(CHARTS.filter((chart) => pods(chart).length === 0)).toEqual([]);
});

test.each(CHARTS)('$name', async (chart) => {
  expect(await reported(chart)).toEqual(Object.keys(TRUE[chart.name] ?? {}));
});

test('each reason belongs to a chart', () => {
  const names = CHARTS.map(({ name }) => name);
  expect(Object.keys(TRUE).filter((name) => !names.includes(name))).toEqual([]);
});
