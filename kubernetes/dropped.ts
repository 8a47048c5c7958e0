/**
 * Fields that the API server accepts and drops while their feature gate is off by default: the first version in which the gate is on, or
 * `never`. A test checks each field against the API server of each version.
 * @see https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/
 */
export const DROPPED: Readonly<Record<string, string>> = {
  'ClusterTrustBundleProjection.user': 'never',
  'ConfigMapVolumeSource.defaultUser': 'never',
  'Container.resizePolicy': '1.33',
  'Container.restartPolicy': '1.35', // `Always` in an init container since 1.29
  'Container.restartPolicyRules': '1.35',
  'DownwardAPIVolumeFile.user': 'never',
  'DownwardAPIVolumeSource.defaultUser': 'never',
  'EmptyDirVolumeSource.mode': 'never',
  'EnvVarSource.fileKeyRef': '1.35',
  'EphemeralContainer.resizePolicy': '1.33',
  'EphemeralContainer.restartPolicy': '1.35', // since 1.34
  'EphemeralContainer.restartPolicyRules': '1.35',
  'GRPCAction.mode': 'never',
  'HTTPGetAction.protocol': 'never',
  'JobSpec.backoffLimitPerIndex': '1.29',
  'JobSpec.managedBy': '1.32',
  'JobSpec.maxFailedIndexes': '1.29',
  'JobSpec.podReplacementPolicy': '1.29',
  'JobSpec.scheduling': 'never',
  'JobSpec.successPolicy': '1.31',
  'KeyToPath.user': 'never',
  'Lifecycle.stopSignal': 'never',
  'LifecycleHandler.sleep': '1.30',
  'PodAffinityTerm.matchLabelKeys': '1.31',
  'PodAffinityTerm.mismatchLabelKeys': '1.31',
  'PodCertificateProjection.user': 'never',
  'PodSecurityContext.seLinuxChangePolicy': '1.33',
  'PodSecurityContext.supplementalGroupsPolicy': '1.33',
  'PodSpec.evictionResponders': 'never',
  'PodSpec.hostUsers': '1.33',
  'PodSpec.hostnameOverride': '1.35',
  'PodSpec.resourceClaims': '1.34',
  'PodSpec.resources': '1.34',
  'PodSpec.schedulingGroup': 'never',
  'PodSpec.workloadRef': 'never',
  'ProjectedVolumeSource.defaultUser': 'never',
  'ResourceRequirements.claims': '1.34',
  'RollingUpdateStatefulSetStrategy.maxUnavailable': '1.37',
  'SecretVolumeSource.defaultUser': 'never',
  'SecurityContext.procMount': '1.33', // the value `Default` always
  'ServiceAccountTokenProjection.user': 'never',
  'Volume.image': '1.35', // with the whole volume and its mounts
  'VolumeMount.bindMountOptions': 'never',
  'VolumeMount.recursiveReadOnly': '1.31',
  'VolumeProjection.clusterTrustBundle': '1.37',
  'VolumeProjection.podCertificate': '1.37',
};
