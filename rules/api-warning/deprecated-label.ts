import { FieldPath } from '../model/field-path';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';

/** Deprecated labels of nodes, and the labels that replace them. */
const REPLACEMENTS = new Map<string | undefined, string>([
  ['beta.kubernetes.io/arch', 'kubernetes.io/arch'],
  ['beta.kubernetes.io/os', 'kubernetes.io/os'],
  ['failure-domain.beta.kubernetes.io/region', 'topology.kubernetes.io/region'],
  ['failure-domain.beta.kubernetes.io/zone', 'topology.kubernetes.io/zone'],
  ['beta.kubernetes.io/instance-type', 'node.kubernetes.io/instance-type'],
]);

/** The labels that the API server warns about since 1.31. Empty: no label replaces it. */
const REPLACEMENTS_1_31 = new Map<string | undefined, string>([
  ['app.kubernetes.io/created-by', ''],
  ['scheduler.alpha.kubernetes.io/preferAvoidPods', ''],
  ['node-role.kubernetes.io/master', 'node-role.kubernetes.io/control-plane'],
]);

export const deprecatedLabel = rule({
  id: 'api-warning/deprecated-label',
  severity: 'warning',
  summary: 'Pods should not select nodes by deprecated labels.',
  why: 'Kubernetes plans to remove this label from nodes.',
  see: 'https://kubernetes.io/docs/reference/labels-annotations-taints/',
  checks: {
    'PodSpec.nodeSelector'({ nodeSelector }, at, context) {
      for (const key in nodeSelector) {
        checkKey(key, () => at.field('nodeSelector').key(key), context);
      }
    },

    NodeSelectorTerm({ matchExpressions = [] }, at, context) {
      matchExpressions.forEach(({ key }, i) => {
        checkKey(key, () => at.field('matchExpressions').item(i).field('key'), context);
      });
    },

    TopologySpreadConstraint({ topologyKey }, at, context) {
      checkKey(topologyKey, () => at.field('topologyKey'), context);
    },
  },
});

function checkKey(key: string | undefined, at: () => FieldPath, context: ValidationContext): void {
  const replacement = REPLACEMENTS.get(key) ?? (context.minor >= 31 ? REPLACEMENTS_1_31.get(key) : undefined);
  if (replacement !== undefined) {
    const fix = replacement === '' ? 'Select nodes by another label.' : `Use the label "${replacement}".`;
    context.warn(at(), `"${key}" is deprecated.`, context.why, fix);
  }
}
