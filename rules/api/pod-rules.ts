import { cronJob } from './cron-job';
import { dns } from './dns';
import { gates } from './gates';
import { hostAlias } from './host-alias';
import { hostUsers } from './host-users';
import { hostname } from './hostname';
import { job } from './job';
import { namedObject } from './named-object';
import { nodeAffinity } from './node-affinity';
import { nodeSelector } from './node-selector';
import { podAffinity } from './pod-affinity';
import { podFailurePolicy } from './pod-failure-policy';
import { podLifetime } from './pod-lifetime';
import { podOs } from './pod-os';
import { podPriority } from './pod-priority';
import { resourceClaim } from './resource-claim';
import { ApiRule } from './rule';
import { selector } from './selector';
import { sharedProcesses } from './shared-processes';
import { statefulSet } from './stateful-set';
import { successPolicy } from './success-policy';
import { toleration } from './toleration';
import { topologySpread } from './topology-spread';
import { updateStrategy } from './update-strategy';
import { volume } from './volume';
import { workload } from './workload';

/** The rules on what a pod has beside its containers: volumes and mounts, where it runs, its name and its network; and those on the workloads that make pods. */
export const POD_RULES: readonly ApiRule[] = [
  cronJob,
  dns,
  gates,
  hostAlias,
  hostUsers,
  hostname,
  job,
  namedObject,
  nodeAffinity,
  nodeSelector,
  podAffinity,
  podFailurePolicy,
  podLifetime,
  podOs,
  podPriority,
  resourceClaim,
  selector,
  sharedProcesses,
  statefulSet,
  successPolicy,
  toleration,
  topologySpread,
  updateStrategy,
  volume,
  workload,
];
