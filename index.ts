export * from './constructs/adapter-pod';
export * from './constructs/ambassador-pod';
export * from './constructs/app-pod';
export * from './constructs/init-pod';
export * from './constructs/sidecar-pod';

export * from './constructs/workloads/app-cron-job';
export * from './constructs/workloads/app-daemon-set';
export * from './constructs/workloads/app-deployment';
export * from './constructs/workloads/app-job';
export * from './constructs/workloads/app-stateful-set';
export * from './constructs/workloads/scalable-object';

export * from './constructs/patterns';
export * from './constructs/patterns/adapter';
export * from './constructs/patterns/ambassador';
export * from './constructs/patterns/init';
export { LocalAddress } from './constructs/patterns/local-address';
export * from './constructs/patterns/pattern';
export * from './constructs/patterns/shared-files';
export * from './constructs/patterns/sidecar';
export { PodTemplates, type PodTemplatesProps } from './constructs/pod-templates';

export * from './constructs/app-object';
export * from './constructs/environments';
export type { ExposedPort, ExposeViaServiceOptions } from './constructs/expose-via-service';
export * from './constructs/from-plus';
export type { IPlusEnvFrom, IPlusEnvValue, IPlusServiceAccount, IPlusVolume } from './constructs/plus-types';
export * from './constructs/pod-app';

export * from './constructs/settings/kubernetes-version';
export * from './constructs/settings/pod-security';
export * from './constructs/settings/waiver';

export type { PodSecurityLevel } from './rules/pod-security-standard';
export type * from './kubernetes/types';

export type { Finding } from './rules/finding';
export type { RegistryOptions } from './manifest/registry/ask';
export { lint, Lint, type LintFinding, type LintObject, type LintOptions } from './rules/check/lint';
