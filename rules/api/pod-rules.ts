import { ApiRule } from './rule';

/** The rules on what a pod has beside its containers: volumes and mounts, where it runs, its name and its network. */
export const POD_RULES: readonly ApiRule[] = [];
