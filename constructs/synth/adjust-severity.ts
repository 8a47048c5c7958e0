import { Finding } from '../../rules/finding';
import { duplicatePort } from '../../rules/api-warning';
import { unknownField } from '../../rules/decode/rules';
import { portClash } from '../../rules/runtime';
import { Rendering } from './rendering';

/**
 * The findings of the rules in an object of ours, without duplicates of the construct's own findings, and with the severity that they
 * have there.
 *
 * - Two containers with one port are an error. In other manifests a declared port is documentation and may be wrong; here, addresses,
 *   probes and Services use it. The API server's own warning about it is omitted.
 * - An unknown field that `raw` sets is a warning: `raw` exists for fields that are newer than this library.
 */
export function adjustSeverity(findings: readonly Finding[], { findings: own, rawFields }: Rendering): Finding[] {
  if (findings.length === 0) {
    return [];
  }
  const byRaw = new Set(rawFields);
  const reported = new Set(own.map(({ rule }) => rule));
  const clashes = new Set(findings.filter(({ rule }) => rule === portClash.id).map(({ path }) => path));
  return findings
    .filter(({ rule, severity }) => severity === 'error' || !reported.has(rule))
    .filter(({ rule, path }) => rule !== duplicatePort.id || !clashes.has(path))
    .map((finding) => {
      if (finding.rule === unknownField.id && byRaw.has(finding.path.slice(finding.path.lastIndexOf('.') + 1))) {
        const fix = 'Your cluster may be newer than this library: check that it has the field.';
        return { ...finding, severity: 'warning', fix };
      }
      return finding.rule === portClash.id ? { ...finding, severity: 'error' } : finding;
    });
}
