import { Inspection } from '../validation/validation-context';
import { Place } from '../model/field-path';
import { ApiRule } from '../api/rule';

const RULE = 'api-warning/deprecated-label';

/** Labels of nodes that have been given up, and what has taken their place. */
const REPLACED: Record<string, string> = {
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
  'app.kubernetes.io/created-by': '',
  'scheduler.alpha.kubernetes.io/preferAvoidPods': '',
  'node-role.kubernetes.io/master': 'node-role.kubernetes.io/control-plane',
};

/**
 * Nodes are found by labels that they will keep.
 *
 * @see https://kubernetes.io/docs/reference/labels-annotations-taints/
 */
export const deprecatedLabel: ApiRule = {
  'PodSpec.nodeSelector'({ nodeSelector }, at, pod) {
    for (const key in nodeSelector) {
      check(key, () => at.field('nodeSelector').key(key), pod);
    }
  },

  NodeSelectorTerm({ matchExpressions = [] }, at, pod) {
    for (let i = 0; i < matchExpressions.length; i++) {
      check(matchExpressions[i].key, () => at.field('matchExpressions').item(i).field('key'), pod);
    }
  },

  TopologySpreadConstraint({ topologyKey }, at, pod) {
    check(topologyKey, () => at.field('topologyKey'), pod);
  },
};

function check(key: string | undefined, at: () => Place, pod: Inspection): void {
  if (key !== undefined && Object.prototype.hasOwnProperty.call(REPLACED, key)) {
    const instead = REPLACED[key];
    const fix = instead === '' ? 'Find nodes by another label.' : `Write "${instead}".`;
    pod.warn(RULE, at(), `"${key}" is deprecated.`, 'Nodes will not have it for ever.', fix);
  }
}
