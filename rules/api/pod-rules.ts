import { dns } from './dns';
import { gates } from './gates';
import { hostAlias } from './host-alias';
import { hostUsers } from './host-users';
import { hostname } from './hostname';
import { namedObject } from './named-object';
import { nodeAffinity } from './node-affinity';
import { nodeSelector } from './node-selector';
import { podAffinity } from './pod-affinity';
import { podLifetime } from './pod-lifetime';
import { podOs } from './pod-os';
import { podPriority } from './pod-priority';
import { resourceClaim } from './resource-claim';
import { ApiRule } from './rule';
import { sharedProcesses } from './shared-processes';
import { toleration } from './toleration';
import { topologySpread } from './topology-spread';
import { volume } from './volume';

/** The rules on what a pod has beside its containers: volumes and mounts, where it runs, its name and its network. */
export const POD_RULES: readonly ApiRule[] = [
  dns,
  gates,
  hostAlias,
  hostUsers,
  hostname,
  namedObject,
  nodeAffinity,
  nodeSelector,
  podAffinity,
  podLifetime,
  podOs,
  podPriority,
  resourceClaim,
  sharedProcesses,
  toleration,
  topologySpread,
  volume,
];
