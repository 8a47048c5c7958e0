import { parsePath, PathOrder } from '../../manifest/yaml/json-path';
import { Finding } from '../finding';

/** Sorts findings by their place in the manifest. Findings at one place keep their order. */
export function inOrder(object: unknown, findings: Finding[]): Finding[] {
  if (findings.length < 2) {
    return findings;
  }
  const order = new PathOrder(object);
  return findings
    .map((finding) => ({ finding, steps: parsePath(object, finding.path) }))
    .sort((a, b) => order.compare(a.steps, b.steps))
    .map(({ finding }) => finding);
}
