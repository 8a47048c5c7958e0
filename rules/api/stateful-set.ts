import { choice, form } from '../validation/fields';
import { checkClaimSpec } from './claim-template';
import { notDnsLabel } from '../model/names';
import { ApiRule } from './rule';

const RULE = 'api/stateful-set';

const POLICIES = ['OrderedReady', 'Parallel'];
const RETENTIONS = ['Delete', 'Retain'];

/**
 * The pods of a StatefulSet, one after the other, each with its own claims.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
 */
export const statefulSet: ApiRule = {
  StatefulSetSpec(spec, at, pod) {
    const { podManagementPolicy: policy, persistentVolumeClaimRetentionPolicy: retention, volumeClaimTemplates } = spec;
    if (policy && !POLICIES.includes(policy)) {
      const why = `It is one of ${POLICIES.join(', ')}.`;
      pod.invalid(RULE, at.field('podManagementPolicy'), `"${policy}" is no such policy.`, why, 'Choose one of them.');
    }
    if (spec.serviceName && pod.minor >= 33) {
      form(RULE, spec, at, pod, 'serviceName', notDnsLabel);
    }
    for (const field of retention === undefined ? [] : ['whenDeleted', 'whenScaled']) {
      if (retention[field]) {
        choice(RULE, retention, at.field('persistentVolumeClaimRetentionPolicy'), pod, field, RETENTIONS);
      }
    }
    if (volumeClaimTemplates !== undefined && pod.minor >= 34) {
      volumeClaimTemplates.forEach((claim: any, i: number) => {
        checkClaimSpec(claim.spec ?? {}, at.field('volumeClaimTemplates').item(i).field('spec'), pod);
      });
    }
  },
};
