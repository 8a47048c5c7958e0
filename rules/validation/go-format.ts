/** The formats of the admission plugin's messages, which Go prints. */

/** `volume "a"`, `volumes "a", "b"` */
export function listed(noun: string, names: readonly string[]): string {
  return `${plural(noun, names.length)} ${quotedList(names)}`;
}

/** `"a", "b"`, without escapes */
export function quotedList(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}

export function plural(noun: string, count: number): string {
  return count === 1 ? noun : `${noun}s`;
}

export function uses(count: number): string {
  return count === 1 ? 'uses' : 'use';
}

/** Without duplicates, in the order of the UTF-8 bytes. */
export function sorted(words: readonly string[]): string[] {
  return [...new Set(words)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** The characters that Go escapes by a letter, with the letter. */
const LETTERS: ReadonlyMap<string, string> = new Map(
  [...'\x07\b\t\n\v\f\r"\\'].map((char, i) => [char, 'abtnvfr"\\'[i]]),
);

/** A string as Go's `%q` prints it. */
export function goQuoted(value: string): string {
  const inside = value.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, escaped);
  return `"${inside}"`;
}

function escaped(char: string): string {
  const letter = LETTERS.get(char);
  if (letter !== undefined) {
    return `\\${letter}`;
  }
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
