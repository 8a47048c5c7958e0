/** The characters that code shows as an escape sequence: those that a reader does not see, or sees as another character. */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Zs}\p{Default_Ignorable_Code_Point}]/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', ' ': ' ' };

/** A string as TypeScript, in the quotes that need fewer escapes. */
export function stringLiteral(text: string): string {
  const quote = count(text, "'") > count(text, '"') ? '"' : "'";
  const escaped = text.replace(/\\/g, '\\\\').replace(HIDDEN, visible);
  return quote + escaped.split(quote).join(`\\${quote}`) + quote;
}

/** A text of several lines as a template literal, which shows it as it is. */
export function templateLiteral(text: string): string {
  const escaped = text
    .replace(/[\\`]|\$(?=\{)/g, '\\$&')
    .replace(HIDDEN, (character) => (character === '\n' ? character : visible(character)));
  return `\`${escaped}\``;
}

/** A shorter text of two lines is easier to read in one line, with `\\n`. */
const SHORT = 40;

/** Whether a text is easier to read as several lines. A line break at its end does not count. */
export function hasLines(text: string): boolean {
  const first = text.indexOf('\n');
  const isLast = first < 0 || first >= text.length - 1;
  return !isLast && (text.length > SHORT || text.indexOf('\n', first + 1) > 0);
}

/** A number as TypeScript, without the plus sign of `1e+21`. */
export function numberLiteral(value: number | bigint): string {
  if (typeof value === 'bigint') {
    return `${value}n`;
  }
  return Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e');
}

/** A name that needs no quotes as a key. The letters are those that all versions of TypeScript and prettier know. */
const IDENTIFIER =
  /^(?!\d)[\w$\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0391-\u03a1\u03a3-\u03c9\u0400-\u0481\u048a-\u0527\u05d0-\u05ea\u0620-\u064a\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fa5\uac00-\ud7a3]+$/;

/** A name that some version may accept without quotes: prettier would remove them. */
const MAYBE_IDENTIFIER = /^[$_\p{L}\p{Nl}][$_\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*$/u;

/** The key of an object literal. */
export function keyLiteral(key: string): string {
  if (key !== '__proto__' && IDENTIFIER.test(key)) {
    return key;
  }
  const text = stringLiteral(key);
  // without brackets, `__proto__` would set the prototype
  return key === '__proto__' || MAYBE_IDENTIFIER.test(key) ? `[${text}]` : text;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function visible(character: string): string {
  const name = NAMED[character];
  if (name !== undefined) {
    return name;
  }
  const code = character.codePointAt(0)!.toString(16);
  return character.length > 1 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}

/** Characters that take two columns in an editor. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18df2}\u{1aff0}-\u{1b2fb}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/gu;
/** Characters without a column of their own. Other combining characters are rare, and prettier counts them. */
const NARROW = /[\u0300-\u036f]/g;

/** The columns of a text in an editor. */
export function widthOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) {
    return text.length;
  }
  const [wide, none] = [WIDE, NARROW].map((characters) => (text.match(characters) ?? []).length);
  return [...text].length + wide - none;
}
