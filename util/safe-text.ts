/**
 * The characters that control a terminal or a log, or that hide text: control characters, marks that change the direction of text, line
 * separators, invisible characters, and halves of surrogate pairs.
 */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** The start of a command to a CI service: `::error::` at the start of a line; `##[error]`, `##vso[` and `##teamcity[` anywhere. */
const CI_COMMAND = /^\s*:(?=:)|#(?=#\w*\[)/g;

const NAMES: Readonly<Record<string, string>> = { '\t': '\t', '\n': '\\n', '\r': '\\r' };

/**
 * A text in one line that is safe for terminals, logs and reports. All output that contains names or values of the user passes through this
 * function or one of the two below: unsafe characters become escape sequences, such as `\u001b`.
 */
export function safe(text: string): string {
  return text
    .replace(UNSAFE, (character) => NAMES[character] ?? escaped(character))
    .replace(CI_COMMAND, (match) => match.slice(0, -1) + escaped(match.slice(-1)));
}

/** The same for a text of several lines. It keeps `\n`, and `\r` before `\n`. */
export function safeLines(text: string): string {
  return text
    .split(/(\r?\n)/)
    .map((part, i) => (i % 2 === 0 ? safe(part) : part))
    .join('');
}

/** JSON with the same values, and without unsafe characters. */
export function safeJson(json: string): string {
  return json.replace(UNSAFE, (character) => (character === '\n' ? '\n' : units(character))).replace(CI_COMMAND, units);
}

function escaped(character: string): string {
  const code = character.codePointAt(0)!;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : units(character);
}

/** An escape sequence for each UTF-16 code unit. */
function units(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
