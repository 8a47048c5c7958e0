import { Finding } from '../../rules/finding';

/**
 * What is only warned of in YAML from elsewhere, and refused in what is put together here. There a declared port is documentation, which
 * may be wrong; here it is what addresses, probes and Services are made from, so that two containers on one port are a mistake.
 */
const REFUSED = new Set(['runtime/port-clash']);

/** What the API server warns of, where a rule of ours tells the same with the reason. */
const ECHOES = new Map([['api-warning/duplicate-port', 'runtime/port-clash']]);

/**
 * What the rules find in an object of ours, with the severity that it has there, and without what is told already.
 *
 * @param findings what the rules find
 * @param told what the construct itself finds, which knows the pattern
 * @param raw the names of fields that came by `raw`, which is there for what is newer than this package
 */
export function strict(findings: Finding[], told: Finding[], raw: readonly string[]): Finding[] {
  if (findings.length === 0) {
    return findings;
  }
  const byRaw = new Set(raw);
  const byConstruct = new Set(told.map(({ rule }) => rule));
  const places = new Set(findings.map(({ rule, path }) => `${rule} ${path}`));
  return findings
    .filter(
      ({ rule, path, severity }) =>
        !places.has(`${ECHOES.get(rule)} ${path}`) && (severity === 'error' || !byConstruct.has(rule)),
    )
    .map((finding) => {
      if (finding.rule === 'api/unknown-field' && byRaw.has(lastStep(finding.path))) {
        return {
          ...finding,
          severity: 'warning',
          fix: 'A cluster may be newer than this package: be sure that yours has it.',
        };
      }
      return REFUSED.has(finding.rule) ? { ...finding, severity: 'error' } : finding;
    });
}

function lastStep(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
