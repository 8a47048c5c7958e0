import { containerPort } from './container-port';
import { kind } from './kind';
import { POD_RULES } from './pod-rules';
import { ApiRule } from './rule';

/** All rules about what the API server refuses or warns of, once it can read a pod. */
export const RULES: readonly ApiRule[] = [kind, containerPort, ...POD_RULES];
