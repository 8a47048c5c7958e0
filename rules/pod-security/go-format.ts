/** The forms in which the admission plugin, a program in Go, puts its words. */

/** `volume "a"`, `volumes "a", "b"`. */
export function listed(kind: string, names: string[]): string {
  return `${plural(kind, names.length)} ${quoted(names)}`;
}

/** `"a", "b"`, with nothing escaped. */
export function quoted(words: string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}

export function plural(word: string, count: number): string {
  return count === 1 ? word : `${word}s`;
}

/** A text, or the empty one where there is none. */
export function text(value: any): string {
  return typeof value === 'string' ? value : '';
}

/** Each once, in the order of their bytes in UTF-8. */
export function sorted(words: string[]): string[] {
  return [...new Set(words)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

const ESCAPES: Record<string, string> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

/** A string as Go's `%q` writes it. */
export function goQuoted(value: string): string {
  const inside = value.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (char) => ESCAPES[char] ?? escaped(char));
  return `"${inside}"`;
}

function escaped(char: string): string {
  const code = char.codePointAt(0)!;
  if (code >= 0xd800 && code <= 0xdfff) {
    return '\ufffd';
  }
  const hex = code.toString(16);
  if (code < 0x80) {
    return `\\x${hex.padStart(2, '0')}`;
  }
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
