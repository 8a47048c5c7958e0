import { align } from '../manifest/diff/align';
import { unifiedDiff } from '../manifest/diff/unified-diff';

/** Numbers that are the same in each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (state * 48271) % 2147483647) % below;
}

/** The length of the longest common subsequence, by the book. */
function longest(a: string[], b: string[]): number {
  const rows = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  a.forEach((x, i) =>
    b.forEach((y, j) => (rows[i + 1][j + 1] = x === y ? rows[i][j] + 1 : Math.max(rows[i][j + 1], rows[i + 1][j]))),
  );
  return rows[a.length][b.length];
}

test('finds a longest common subsequence', () => {
  const random = numbers(7);
  const list = (letters: number) => Array.from({ length: random(14) }, () => 'abcdefgh'[random(letters)]);
  for (let i = 0; i < 3000; i++) {
    const letters = 1 + random(8);
    const [a, b] = [list(letters), list(letters)];
    const pairs = align(a, b);
    expect(pairs.map(([x]) => a[x])).toEqual(pairs.map(([, y]) => b[y]));
    expect(pairs.every(([x, y], n) => n === 0 || (pairs[n - 1][0] < x && pairs[n - 1][1] < y))).toBe(true);
    expect([a, b, pairs.length]).toEqual([a, b, longest(a, b)]);
  }
});

test('prints a change in each of 10,000 pods', () => {
  const pods = (image: string) =>
    Array.from({ length: 10_000 }, (_, i) => `kind: Pod\nname: p${i}\nimage: ${image}\nport: 80\n`).join('---\n');
  expect(unifiedDiff(pods('a'), pods('b')).match(/^\+image: b$/gm)).toHaveLength(10_000);
});

test('does not search for the shortest difference if that needs too much time', () => {
  const random = numbers(11);
  const list = (length: number) => Array.from({ length }, () => String(random(50)));
  const [a, b] = [list(3_000), list(3_000)];
  const pairs = align(a, b);
  expect(pairs.map(([x]) => a[x])).toEqual(pairs.map(([, y]) => b[y]));
});

test('shows three lines of context, and joins close changes', () => {
  const lines = (...changed: number[]) =>
    Array.from({ length: 30 }, (_, i) => `${changed.includes(i) ? 'new' : i}\n`).join('');
  expect(unifiedDiff(lines(), lines(4, 10, 25))).toMatchInlineSnapshot(`
"@@ -2,13 +2,13 @@
 1
 2
 3
-4
+new
 5
 6
 7
 8
 9
-10
+new
 11
 12
 13
@@ -23,7 +23,7 @@
 22
 23
 24
-25
+new
 26
 27
 28
"
`);
});

test.each([
  ['a\n', 'a\n', ''],
  ['', 'a\n', '@@ -0,0 +1 @@\n+a\n'],
  ['a\n', '', '@@ -1 +0,0 @@\n-a\n'],
  ['a\nb', 'a\nb\n', '@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n'],
])('%j to %j', (before, after, expected) => {
  expect(unifiedDiff(before, after)).toBe(expected);
});
