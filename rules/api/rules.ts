import { apparmorAnnotation } from './apparmor-annotation';
import { apparmorProfile } from './apparmor-profile';
import { containerImage } from './container-image';
import { containerName } from './container-name';
import { containerPort } from './container-port';
import { containerResources } from './container-resources';
import { env } from './env';
import { envFrom } from './env-from';
import { ephemeralContainer } from './ephemeral-container';
import { finalizer } from './finalizer';
import { generation } from './generation';
import { hostPort } from './host-port';
import { kind } from './kind';
import { labels } from './labels';
import { lifecycle } from './lifecycle';
import { managedFields } from './managed-fields';
import { objectName } from './object-name';
import { overhead } from './overhead';
import { ownerReference } from './owner-reference';
import { podAnnotation } from './pod-annotation';
import { podResources } from './pod-resources';
import { probe } from './probe';
import { resizePolicy } from './resize-policy';
import { resourceClaimRef } from './resource-claim-ref';
import { restartPolicy } from './restart-policy';
import { seccompAnnotation } from './seccomp-annotation';
import { seccompProfile } from './seccomp-profile';
import { securityContext } from './security-context';
import { sysctl } from './sysctl';
import { terminationMessage } from './termination-message';
import { windowsOptions } from './windows-options';
import { POD_RULES } from './pod-rules';
import { WARNINGS } from '../api-warning/rules';
import { ApiRule } from './rule';

/** All rules about what the API server refuses or warns of, once it can read a pod. */
export const RULES: readonly ApiRule[] = [
  apparmorAnnotation,
  apparmorProfile,
  containerImage,
  containerName,
  containerPort,
  containerResources,
  envFrom,
  env,
  ephemeralContainer,
  finalizer,
  generation,
  hostPort,
  kind,
  labels,
  lifecycle,
  managedFields,
  objectName,
  overhead,
  ownerReference,
  podAnnotation,
  podResources,
  probe,
  resizePolicy,
  resourceClaimRef,
  restartPolicy,
  seccompAnnotation,
  seccompProfile,
  securityContext,
  sysctl,
  terminationMessage,
  windowsOptions,
  ...POD_RULES,
  ...WARNINGS,
];
