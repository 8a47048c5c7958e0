import { ARCH_LABEL, contradictedLabel, OS_LABEL, requirementsOf, termsOf } from '../model/node-labels';
import { PodModel } from '../model/pod-model';
import { Report, rule } from '../rule';
import { words } from '../../util/words';

/** The labels whose values the kubelet sets, and the values. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  [OS_LABEL]: ['linux', 'windows'],
  [ARCH_LABEL]: words('amd64 arm64 arm 386 ppc64le s390x riscv64 loong64 mips64le'),
};
/** Other names that people use for these values. */
const SYNONYMS: Readonly<Record<string, string>> = { x86_64: 'amd64', x64: 'amd64', aarch64: 'arm64', armv7l: 'arm' };

export const noNode = rule({
  id: 'runtime/no-node',
  severity: 'error',
  summary: 'A node must be able to meet `nodeSelector`, the required node affinity and `os` of a pod.',
  details:
    'Of the terms of the affinity, a node must meet one. An operating system or architecture that the kubelet does not know, such as ' +
    '`x86_64`, is a warning.',
  why: 'The pod stays Pending.',
  see: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/',
  fields: ['PodSpec.nodeSelector', 'NodeAffinity.requiredDuringSchedulingIgnoredDuringExecution'],
  check(pod, report) {
    checkContradictions(pod, report);
    for (const [key, known] of Object.entries(VALUES)) {
      const value = pod.spec.nodeSelector?.[key];
      if (value !== undefined && !known.includes(value)) {
        const name = SYNONYMS[value.toLowerCase()] ?? value.toLowerCase();
        report(
          `spec.nodeSelector[${key}]`,
          `no kubelet sets the label "${key}" to "${value}".`,
          known.includes(name) ? `Write "${name}".` : `Use one of ${known.map((one) => `"${one}"`).join(', ')}.`,
          { severity: 'warning' },
        );
      }
    }
  },
});

function checkContradictions({ spec }: PodModel, report: Report): void {
  const own = requirementsOf(spec);
  const terms = termsOf(spec);
  if (terms.length === 0) {
    const label = contradictedLabel(own);
    if (label !== undefined) {
      const what = `the node selector needs another operating system than \`os\`.`;
      report(`spec.nodeSelector[${label}]`, what, `Set the label "${label}" to the same value as \`os.name\`.`);
    }
    return;
  }
  const labels = terms.map(({ matchExpressions = [], matchFields = [] }) =>
    matchExpressions.length + matchFields.length === 0 ? '' : contradictedLabel([...own, ...matchExpressions]),
  );
  if (labels.every((label) => label !== undefined)) {
    const [label] = labels;
    const path = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0]';
    if (label === '') {
      report(path, 'no node matches a term without expressions.', 'Add an expression to `matchExpressions`.');
    } else {
      report(
        path,
        `no value of the label "${label}" meets all requirements of this pod.`,
        `Remove one of the requirements of "${label}" from \`matchExpressions\` or \`nodeSelector\`.`,
      );
    }
  }
}
