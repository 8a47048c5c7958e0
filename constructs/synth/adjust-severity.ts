import { Finding } from '../../rules/finding';
import { job } from '../../rules/api';
import { unknownField } from '../../rules/decode/rules';
import { generateName } from '../../rules/runtime';
import { Rendering } from './rendering';

/**
 * The findings of the rules in an object of ours, without duplicates of the construct's own findings. An unknown field that `raw` sets is a
 * warning: `raw` exists for fields that are newer than this library.
 */
export function adjustSeverity(findings: readonly Finding[], { findings: own, rawFields }: Rendering): Finding[] {
  if (findings.length === 0) {
    return [];
  }
  const byRaw = new Set(rawFields);
  const reported = new Set(own.map(({ rule }) => rule));
  return findings
    .filter(({ rule, severity }) => severity === 'error' || !reported.has(rule))
    .filter(({ rule, path }) => rule !== job.id || path !== 'metadata.labels')
    .map((finding) => {
      if (finding.rule === job.id && finding.path === 'spec.template.labels') {
        // the API server reports the name of a Job at the label that it makes from the name
        return { ...finding, path: 'metadata.name' };
      }
      if (finding.rule === unknownField.id && byRaw.has(finding.path.slice(finding.path.lastIndexOf('.') + 1))) {
        const fix = 'Your cluster may be newer than this library: check that it has the field.';
        return { ...finding, severity: 'warning', fix };
      }
      return finding;
    });
}

/** The findings with the severity that they have in the output of an app, which `kubectl apply` applies. */
export function asApplied(findings: Finding[]): Finding[] {
  return findings.some(({ rule }) => rule === generateName.id)
    ? findings.map((finding) => (finding.rule === generateName.id ? { ...finding, severity: 'error' } : finding))
    : findings;
}
