export { hardening, type HardenedField, type Hardening } from './hardening';
export { podSecurity, type PodSecurityFinding } from './pod-security';
export {
  POD_SECURITY_LEVELS,
  podSecurityPolicy,
  policyOn,
  type PodSecurityLevel,
  type PodSecurityPolicy,
} from './policy';
