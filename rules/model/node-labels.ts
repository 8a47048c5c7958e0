import { NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from '../../kubernetes/decoded';
import { addTo } from '../../util/multimap';

/** The labels that the kubelet gives its node. */
export const OS_LABEL = 'kubernetes.io/os';
export const ARCH_LABEL = 'kubernetes.io/arch';
export const HOSTNAME_LABEL = 'kubernetes.io/hostname';

/** What a node must have for a pod: all of `nodeSelector` and the `os` of the pod. */
export function requirementsOf({ nodeSelector = {}, os }: PodSpec): NodeSelectorRequirement[] {
  const own = Object.entries(nodeSelector).map(([key, value]) => ({ key, operator: 'In', values: [value] }));
  return os?.name === undefined ? own : [...own, { key: OS_LABEL, operator: 'In', values: [os.name] }];
}

/** The terms of the required node affinity: a node must match one of them. */
export function termsOf({ affinity }: PodSpec): readonly NodeSelectorTerm[] {
  return affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
}

/** The label for which no value meets all requirements; undefined if a node can have all labels. */
export function contradictedLabel(requirements: readonly NodeSelectorRequirement[]): string | undefined {
  const byKey = new Map<string, NodeSelectorRequirement[]>();
  requirements.forEach((one) => addTo(byKey, one.key ?? '', one));
  return [...byKey].find(([, all]) => all.length > 1 && !canBeMet(all))?.[0];
}

/** Whether a label, or its absence, can meet all requirements. */
function canBeMet(requirements: readonly NodeSelectorRequirement[]): boolean {
  const operators = new Set(requirements.map(({ operator }) => operator));
  const valuesOf = (operator: string): (readonly string[])[] =>
    requirements.filter((one) => one.operator === operator).map(({ values = [] }) => values);
  if (operators.has('DoesNotExist')) {
    return !['In', 'Exists', 'Gt', 'Lt'].some((operator) => operators.has(operator));
  }
  const [first, ...others] = valuesOf('In');
  const excluded = valuesOf('NotIn');
  return (
    first === undefined ||
    first.some(
      (value) => others.every((values) => values.includes(value)) && !excluded.some((values) => values.includes(value)),
    )
  );
}
