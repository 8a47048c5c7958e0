/**
 * An object for each field of a workload that the API server checks against a list of values. Only a complete API server validates
 * workloads, so the test is in conformance/cluster/.
 */
export const WORKLOAD_PLACES: Record<string, (value: string) => any> = {
  'CronJobSpec.concurrencyPolicy': (concurrencyPolicy) =>
    object('batch/v1', 'CronJob', { schedule: '* * * * *', concurrencyPolicy, jobTemplate: { spec: job({}) } }),
  'DaemonSetUpdateStrategy.type': (type) => object('apps/v1', 'DaemonSet', selecting({ updateStrategy: { type } })),
  'DeploymentStrategy.type': (type) => object('apps/v1', 'Deployment', selecting({ strategy: { type } })),
  'JobSpec.completionMode': (completionMode) => object('batch/v1', 'Job', job({ completionMode })),
  'JobSpec.podReplacementPolicy': (podReplacementPolicy) => object('batch/v1', 'Job', job({ podReplacementPolicy })),
  'PodFailurePolicyOnExitCodesRequirement.operator': (operator) =>
    onFailure({ action: 'Ignore', onExitCodes: { operator, values: [1] } }),
  'PodFailurePolicyOnPodConditionsPattern.status': (status) =>
    onFailure({ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status }] }),
  'PodFailurePolicyRule.action': (action) => onFailure({ action, onExitCodes: { operator: 'In', values: [1] } }),
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': (whenDeleted) => retaining({ whenDeleted }),
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': (whenScaled) => retaining({ whenScaled }),
  'StatefulSetSpec.podManagementPolicy': (podManagementPolicy) =>
    object('apps/v1', 'StatefulSet', selecting({ podManagementPolicy })),
  'StatefulSetUpdateStrategy.type': (type) => object('apps/v1', 'StatefulSet', selecting({ updateStrategy: { type } })),
};

function object(apiVersion: string, kind: string, spec: any): any {
  return { apiVersion, kind, metadata: { name: 'w', namespace: 'default' }, spec };
}

function selecting(fields: any): any {
  const labels = { app: 'w' };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i' }] } };
  return { selector: { matchLabels: labels }, template, ...fields };
}

function job(fields: any): any {
  return { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'i' }] } }, ...fields };
}

function onFailure(rule: any): any {
  return object('batch/v1', 'Job', job({ podFailurePolicy: { rules: [rule] } }));
}

function retaining(persistentVolumeClaimRetentionPolicy: any): any {
  return object('apps/v1', 'StatefulSet', selecting({ persistentVolumeClaimRetentionPolicy }));
}
