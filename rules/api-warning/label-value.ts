import { notLabelValue } from '../model/names';
import { ApiRule } from '../api/rule';

const RULE = 'api-warning/label-value';

/**
 * A label that no node can have makes a term that is preferred for nothing.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity
 */
export const labelValue: ApiRule = {
  PreferredSchedulingTerm({ preference: { matchExpressions = [] } = {} as any }, at, pod) {
    if (pod.minor < 32) {
      return;
    }
    for (let i = 0; i < matchExpressions.length; i++) {
      const { values = [] } = matchExpressions[i];
      for (let j = 0; j < values.length; j++) {
        const why = notLabelValue(values[j]);
        if (why !== undefined) {
          const place = at.field('preference').field('matchExpressions').item(i).field('values').item(j);
          pod.warn(RULE, place, `"${values[j]}" cannot be the value of a label.`, why, 'Correct it.');
        }
      }
    }
  },
};
