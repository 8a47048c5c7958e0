/** The number of edits after which a search returns its best result so far, because the time grows with the square. */
const MAX_EDITS = 1_000;

/**
 * The longest common subsequence of two lists, as pairs of indexes, by Myers' search from both ends in linear space. It first removes the
 * texts that only one list has, which makes most real differences cheap.
 * @see https://doi.org/10.1007/BF01840446
 */
export function align(before: readonly string[], after: readonly string[]): [number, number][] {
  const numbers = new Map<string, number>();
  before.forEach((text) => numbers.has(text) || numbers.set(text, numbers.size));
  const shared = new Set(after.filter((text) => numbers.has(text)));
  const positions = (texts: readonly string[]) => [...texts.keys()].filter((i) => shared.has(texts[i]));
  const [as, bs] = [positions(before), positions(after)];
  const a = Int32Array.from(as, (i) => numbers.get(before[i])!);
  const b = Int32Array.from(bs, (i) => numbers.get(after[i])!);
  const pairs: [number, number][] = [];
  search(a, b, (i, j) => pairs.push([as[i], bs[j]]));
  return pairs.sort(([i], [j]) => i - j);
}

function search(a: Int32Array, b: Int32Array, report: (i: number, j: number) => void): void {
  const open = [{ a, b, i: 0, j: 0 }];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    let { a, b, i, j } = part;
    let start = 0;
    while (start < a.length && start < b.length && a[start] === b[start]) {
      report(i + start, j + start++);
    }
    [a, b, i, j] = [a.subarray(start), b.subarray(start), i + start, j + start];
    let end = 0;
    while (end < a.length && end < b.length && a[a.length - 1 - end] === b[b.length - 1 - end]) {
      end++;
      report(i + a.length - end, j + b.length - end);
    }
    [a, b] = [a.subarray(0, a.length - end), b.subarray(0, b.length - end)];
    if (a.length > 0 && b.length > 0) {
      const [x, y] = middle(a, b);
      open.push({ a: a.subarray(0, x), b: b.subarray(0, y), i, j });
      open.push({ a: a.subarray(x), b: b.subarray(y), i: i + x, j: j + y });
    }
  }
}

/** A point in the middle of a shortest edit path between the lists. Neither list is empty, and both ends differ. */
function middle(a: Int32Array, b: Int32Array): [number, number] {
  const [n, m] = [a.length, b.length];
  const delta = n - m;
  const odd = delta % 2 !== 0;
  const most = Math.min(Math.ceil((n + m) / 2), MAX_EDITS);
  // the furthest point of each diagonal from -most to most: from the start, and from the end
  const zero = most + 1;
  const forth = new Int32Array(2 * zero + 1);
  const back = new Int32Array(2 * zero + 1);
  for (let edits = 0; edits <= most; edits++) {
    const low = -(edits - 2 * Math.max(0, edits - m));
    const high = edits - 2 * Math.max(0, edits - n);
    for (const isForth of [true, false]) {
      const [reach, other] = isForth ? [forth, back] : [back, forth];
      for (let k = low; k <= high; k += 2) {
        let x = furthest(reach, zero + k, k === -edits, k === edits);
        while (x < n && x - k < m && (isForth ? a[x] === b[x - k] : a[n - 1 - x] === b[m - 1 - x + k])) {
          x++;
        }
        reach[zero + k] = x;
        const isMet = Math.abs(delta - k) < edits + (isForth ? 0 : 1) && x + other[zero + delta - k] >= n;
        if (odd === isForth && isMet) {
          return isForth ? [x, x - k] : [n - x, m - x + k];
        }
      }
    }
  }
  return best(forth, zero, n, m);
}

function furthest(reach: Int32Array, at: number, lowest: boolean, highest: boolean): number {
  return lowest || (!highest && reach[at - 1] < reach[at + 1]) ? reach[at + 1] : reach[at - 1] + 1;
}

function best(forth: Int32Array, zero: number, n: number, m: number): [number, number] {
  let point: [number, number] = [0, 0];
  forth.forEach((x, at) => {
    const y = x - (at - zero);
    if (x <= n && y >= 0 && y <= m && x + y > point[0] + point[1] && x + y < n + m) {
      point = [x, y];
    }
  });
  return point;
}
