import { words } from '../util/words';

const CLAIM_RETENTION = ['Retain', 'Delete'];
const HOST_PATH_TYPE = words('DirectoryOrCreate Directory FileOrCreate File Socket CharDevice BlockDevice');
const IMAGE_PULL_POLICY = ['Always', 'IfNotPresent', 'Never'];
const LABEL_OPERATOR = ['In', 'NotIn', 'Exists', 'DoesNotExist'];
const PROFILE_TYPE = ['RuntimeDefault', 'Localhost', 'Unconfined'];
const RESTART_POLICY = ['Always', 'OnFailure', 'Never'];
const TERMINATION_MESSAGE_POLICY = ['File', 'FallbackToLogsOnError'];

/**
 * The values that a field accepts, by `Type.field`. The OpenAPI document of Kubernetes lacks them. A test checks them against the API
 * server, except for those marked below, which only the description of the field lists.
 */
export const ENUMS: Readonly<Record<string, readonly string[]>> = {
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
  'EphemeralContainer.imagePullPolicy': IMAGE_PULL_POLICY, // as Container: no new pod can have one
  'EphemeralContainer.restartPolicy': RESTART_POLICY, // as Container
  'EphemeralContainer.terminationMessagePolicy': TERMINATION_MESSAGE_POLICY, // as Container
  'HTTPGetAction.scheme': ['HTTP', 'HTTPS'],
  'HostPathVolumeSource.type': ['', ...HOST_PATH_TYPE],
  'ImageVolumeSource.pullPolicy': IMAGE_PULL_POLICY,
  'JobSpec.completionMode': ['NonIndexed', 'Indexed'],
  'JobSpec.podReplacementPolicy': ['TerminatingOrFailed', 'Failed'],
  'LabelSelectorRequirement.operator': LABEL_OPERATOR,
  'ManagedFieldsEntry.operation': ['Apply', 'Update'], // from the description
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
  'Toleration.operator': ['Equal', 'Exists', 'Lt', 'Gt'], // Lt and Gt: from the description, behind a feature gate
  'TopologySpreadConstraint.nodeAffinityPolicy': ['Honor', 'Ignore'],
  'TopologySpreadConstraint.nodeTaintsPolicy': ['Honor', 'Ignore'],
  'TopologySpreadConstraint.whenUnsatisfiable': ['DoNotSchedule', 'ScheduleAnyway'],
  'VolumeMount.bindMountOptions': ['noexec', 'nodev', 'nosuid'], // from the description
  'VolumeMount.mountPropagation': ['None', 'HostToContainer', 'Bidirectional'],
  'VolumeMount.recursiveReadOnly': ['Disabled', 'IfPossible', 'Enabled'],
};
