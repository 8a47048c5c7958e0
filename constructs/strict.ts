import { Finding } from '../rules/finding';

/**
 * What is only warned of in YAML from elsewhere, and refused in what is put together here. There a declared port is documentation, which
 * may be wrong; here it is what addresses, probes and Services are made from, so that two containers on one port are a mistake.
 */
const REFUSED = new Set(['runtime/port-clash']);

/** What the rules find, with the severity that it has in an object of ours. */
export function strict(findings: Finding[]): Finding[] {
  return findings.map((finding) => (REFUSED.has(finding.rule) ? { ...finding, severity: 'error' } : finding));
}
