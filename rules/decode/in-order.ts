import { KeyOrder } from '../../manifest/yaml/json-path';
import { Finding } from '../finding';

/** Findings in the order of the manifest that they are about. What is said of a whole struct comes after what it holds. */
export function inOrder(findings: Finding[], manifest: any): Finding[] {
  const order = new KeyOrder();
  const placed = findings.map((finding) => ({ finding, rank: rank(finding.path, manifest, order) }));
  return placed.sort((a, b) => compare(a.rank, b.rank)).map(({ finding }) => finding);
}

/** For each step of a path, the how-manieth it is of what it stands in; what is not there comes last. */
function rank(path: string, manifest: any, order: KeyOrder): number[] {
  let value = manifest;
  return (path.match(/[^.[\]]+/g) ?? []).map((step) => {
    const index = order.rank(value, step);
    value = index === -1 ? undefined : value[step];
    return index === -1 ? Infinity : index;
  });
}

function compare(a: number[], b: number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const left = a[i] ?? Infinity;
    const right = b[i] ?? Infinity;
    if (left !== right) {
      return left - right;
    }
  }
  return 0;
}
