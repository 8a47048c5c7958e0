/** The most similar word, if one is similar enough to be a typing error or an abbreviation. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const maxDistance = Math.max(1, word.length / 3);
  const [best] = words
    .filter((other) => other.startsWith(word) || Math.abs(other.length - word.length) <= maxDistance)
    .map((other) => ({ other, distance: other.startsWith(word) ? 1 : distance(word, other) }))
    .sort((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= maxDistance ? best.other : undefined;
}

/** The number of letters to insert, delete, replace or swap with the next letter. */
export function distance(a: string, b: string): number {
  const rows: number[][] = Array.from({ length: a.length + 1 }, (_, i) => [i]);
  rows[0] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const replaced = rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? rows[i - 2][j - 2] + 1 : Infinity;
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, replaced, swapped);
    }
  }
  return rows[a.length][b.length];
}
