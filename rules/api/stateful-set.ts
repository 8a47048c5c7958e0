import { notDnsLabel } from '../model/names';
import { rule } from '../rule';
import { choice, form, orEmpty } from '../validation/fields';
import { checkClaimSpec } from '../validation/volume-claim';
import { volumeClaim } from './volume-claim';

const MANAGEMENT_POLICIES = ['OrderedReady', 'Parallel'];
const RETENTIONS = ['', 'Delete', 'Retain'];

export const statefulSet = rule({
  id: 'api/stateful-set',
  severity: 'error',
  summary: 'A StatefulSet must have valid policies, a valid service name and valid claim templates.',
  see: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/',
  checks: {
    StatefulSetSpec(spec, at, context) {
      const { podManagementPolicy, persistentVolumeClaimRetentionPolicy: retention, volumeClaimTemplates = [] } = spec;
      if (podManagementPolicy && !MANAGEMENT_POLICIES.includes(podManagementPolicy)) {
        const what = `"${podManagementPolicy}" is not a policy.`;
        const why = `It must be one of ${MANAGEMENT_POLICIES.join(', ')}.`;
        context.invalid(at.field('podManagementPolicy'), what, why, 'Use one of these policies.');
      }
      if (context.minor >= 33) {
        form(spec, at, context, 'serviceName', orEmpty(notDnsLabel), 'name of a Service');
      }
      if (retention !== undefined) {
        const path = at.field('persistentVolumeClaimRetentionPolicy');
        choice(retention, path, context, 'whenDeleted', RETENTIONS);
        choice(retention, path, context, 'whenScaled', RETENTIONS);
      }
      if (context.minor >= 34) {
        volumeClaimTemplates.forEach(({ spec: claim = {} }, i) => {
          const path = at.field('volumeClaimTemplates').item(i).field('spec');
          context.under(volumeClaim, () => checkClaimSpec(claim, path, context));
        });
      }
    },
  },
});
