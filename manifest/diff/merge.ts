import { align } from './align';

/** A part of a text that two people changed differently. */
export interface Conflict {
  /** The first line in the text of the first person, and the one after the last. Lines start at 1. */
  readonly from: number;
  readonly to: number;
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/** The result of a merge. */
export interface Merged {
  /** The merged text. A conflict is in it as both versions, between the marks of git. */
  readonly text: string;
  readonly conflicts: readonly Conflict[];
}

/** The names of the versions in the marks of a conflict. */
export interface VersionNames {
  readonly ours: string;
  readonly theirs: string;
}

/**
 * Merges two changes of a text, line by line, as diff3 does.
 * @param base the text before both changes
 */
export function merge(base: string, ours: string, theirs: string, names: VersionNames): Merged {
  const [o, a, b] = [base, ours, theirs].map((text) => text.split('\n'));
  const [inA, inB] = [a, b].map((lines) => new Map(align(o, lines)));
  const result: string[] = [];
  const conflicts: Conflict[] = [];
  const at = { o: 0, a: 0, b: 0 };
  while (at.o < o.length || at.a < a.length || at.b < b.length) {
    if (at.o < o.length && inA.get(at.o) === at.a && inB.get(at.o) === at.b) {
      result.push(o[at.o]);
      at.o++;
      at.a++;
      at.b++;
      continue;
    }
    let next = at.o;
    while (next < o.length && !(inA.has(next) && inB.has(next))) {
      next++;
    }
    const end = { o: next, a: inA.get(next) ?? a.length, b: inB.get(next) ?? b.length };
    const [before, one, other] = [o.slice(at.o, end.o), a.slice(at.a, end.a), b.slice(at.b, end.b)];
    if (isSame(one, before) || isSame(one, other)) {
      result.push(...other);
    } else if (isSame(other, before)) {
      result.push(...one);
    } else {
      conflicts.push({ from: at.a + 1, to: end.a + 1, ours: one, theirs: other });
      result.push(`<<<<<<< ${names.ours}`, ...one, '=======', ...other, `>>>>>>> ${names.theirs}`);
    }
    Object.assign(at, end);
  }
  return { text: result.join('\n'), conflicts };
}

function isSame(lines: readonly string[], others: readonly string[]): boolean {
  return lines.length === others.length && lines.every((line, i) => line === others[i]);
}
