/**
 * The values of the fields that take one of a few, by `Type.field`.
 *
 * The OpenAPI document of Kubernetes leaves them out. These are the ones that its API server lists when it refuses another one
 * (a test puts each to it), and the few, marked, that stand in the field's description alone.
 */
const CLAIM_RETENTION = ['Retain', 'Delete'];
const IMAGE_PULL_POLICY = ['Always', 'IfNotPresent', 'Never'];
const LABEL_OPERATOR = ['In', 'NotIn', 'Exists', 'DoesNotExist'];
const PROFILE_TYPE = ['RuntimeDefault', 'Localhost', 'Unconfined'];
const RESTART_POLICY = ['Always', 'OnFailure', 'Never'];
const TERMINATION_MESSAGE_POLICY = ['File', 'FallbackToLogsOnError'];

export const ENUMS: Record<string, readonly string[]> = {
  'AppArmorProfile.type': PROFILE_TYPE,
  'AzureDiskVolumeSource.cachingMode': ['None', 'ReadOnly', 'ReadWrite'],
  'AzureDiskVolumeSource.kind': ['Shared', 'Dedicated', 'Managed'],
  'Container.imagePullPolicy': IMAGE_PULL_POLICY,
  'Container.restartPolicy': RESTART_POLICY,
  'Container.terminationMessagePolicy': TERMINATION_MESSAGE_POLICY,
  'ContainerPort.protocol': ['TCP', 'UDP', 'SCTP'],
  'ContainerResizePolicy.resourceName': ['cpu', 'memory'],
  'ContainerResizePolicy.restartPolicy': ['NotRequired', 'RestartContainer'],
  'ContainerRestartRule.action': ['Restart', 'RestartAllContainers'],
  'ContainerRestartRuleOnExitCodes.operator': ['In', 'NotIn'],
  'CronJobSpec.concurrencyPolicy': ['Allow', 'Forbid', 'Replace'],
  'DaemonSetUpdateStrategy.type': ['RollingUpdate', 'OnDelete'],
  'DeploymentStrategy.type': ['RollingUpdate', 'Recreate'],
  'EphemeralContainer.imagePullPolicy': IMAGE_PULL_POLICY, // as Container: a pod cannot be created with one
  'EphemeralContainer.restartPolicy': RESTART_POLICY, // as Container
  'EphemeralContainer.terminationMessagePolicy': TERMINATION_MESSAGE_POLICY, // as Container
  'HTTPGetAction.scheme': ['HTTP', 'HTTPS'],
  'HostPathVolumeSource.type': [
    '',
    'DirectoryOrCreate',
    'Directory',
    'FileOrCreate',
    'File',
    'Socket',
    'CharDevice',
    'BlockDevice',
  ],
  'ImageVolumeSource.pullPolicy': IMAGE_PULL_POLICY,
  'JobSpec.completionMode': ['NonIndexed', 'Indexed'],
  'JobSpec.podReplacementPolicy': ['TerminatingOrFailed', 'Failed'],
  'LabelSelectorRequirement.operator': LABEL_OPERATOR,
  'ManagedFieldsEntry.operation': ['Apply', 'Update'], // by its description
  'NodeSelectorRequirement.operator': [...LABEL_OPERATOR, 'Gt', 'Lt'],
  'PersistentVolumeClaimSpec.accessModes': ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'],
  'PersistentVolumeClaimSpec.volumeMode': ['Filesystem', 'Block'],
  'PodCertificateProjection.keyType': ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519'],
  'PodFailurePolicyOnExitCodesRequirement.operator': ['In', 'NotIn'],
  'PodFailurePolicyOnPodConditionsPattern.status': ['True', 'False', 'Unknown'],
  'PodFailurePolicyRule.action': ['FailJob', 'FailIndex', 'Ignore', 'Count'],
  'PodOS.name': ['linux', 'windows'],
  'PodSecurityContext.fsGroupChangePolicy': ['OnRootMismatch', 'Always'],
  'PodSecurityContext.seLinuxChangePolicy': ['MountOption', 'Recursive'],
  'PodSecurityContext.supplementalGroupsPolicy': ['Merge', 'Strict'],
  'PodSpec.dnsPolicy': ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
  'PodSpec.preemptionPolicy': ['PreemptLowerPriority', 'Never'],
  'PodSpec.restartPolicy': RESTART_POLICY,
  'SeccompProfile.type': PROFILE_TYPE,
  'SecurityContext.procMount': ['Default', 'Unmasked'],
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': CLAIM_RETENTION,
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': CLAIM_RETENTION,
  'StatefulSetSpec.podManagementPolicy': ['OrderedReady', 'Parallel'],
  'StatefulSetUpdateStrategy.type': ['RollingUpdate', 'OnDelete'],
  'Toleration.effect': ['NoSchedule', 'PreferNoSchedule', 'NoExecute'],
  'Toleration.operator': ['Equal', 'Exists', 'Lt', 'Gt'], // Lt and Gt by its description, behind a feature gate
  'TopologySpreadConstraint.nodeAffinityPolicy': ['Honor', 'Ignore'],
  'TopologySpreadConstraint.nodeTaintsPolicy': ['Honor', 'Ignore'],
  'TopologySpreadConstraint.whenUnsatisfiable': ['DoNotSchedule', 'ScheduleAnyway'],
  'VolumeMount.bindMountOptions': ['noexec', 'nodev', 'nosuid'], // by its description
  'VolumeMount.mountPropagation': ['None', 'HostToContainer', 'Bidirectional'],
  'VolumeMount.recursiveReadOnly': ['Disabled', 'IfPossible', 'Enabled'],
};
