export { hardened } from './hardening';
export { NamespacePolicies, type CheckedWith } from './namespace-policies';
export { podSecurity } from './pod-security';
export { POD_SECURITY_LEVELS, podSecurityPolicy, type PodSecurityLevel, type PodSecurityPolicy } from './policy';
