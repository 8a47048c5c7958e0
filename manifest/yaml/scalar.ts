import { isAmbiguous } from './ambiguous';

/**
 * Most text that needs no quotes, which saves the slower checks: it starts with a letter and is not a word or number of YAML, or has a
 * letter after its digits that no number has, and it has no YAML syntax. Long text is not matched, to save memory.
 */
const OBVIOUS =
  /^(?:(?!(?:y|n|yes|no|on|off|true|false|null|-?e[-+]?[0-9]+)$)-{0,2}[a-z/]|[0-9][0-9.]*[g-nps-wy/])(?:[ :]?[!"$-9;-~])*$/i;
const MAX_OBVIOUS_LENGTH = 1000;

/** Syntax that needs quotes: indicators, comments and keys, and blanks that readers would trim. */
const SYNTAX = /^[,[\]{}#&*!|>'"%@`]|^[-?](?:[ \t]|$)|:(?:[ \t]|$)|[ \t]#|^\s|\s$|\n/;

/** The start of a line that ends a document. */
const MARKER = /^(?:---|\.\.\.)/;

/** Characters that readers reject, drop or read as a line break, unless they are escaped; and lone surrogates. */
const UNREADABLE = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]/u;

const ESCAPED = /["\\\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]/gu;
const ESCAPES: Record<string, string> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\x85': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

/** Text as YAML in one line, with quotes if a reader would read another value without them. Throws if it contains half of a character. */
export function scalar(text: string): string {
  return isPlain(text) ? text : quoted(text);
}

/** A key, which can be the first text of a line, as the markers between documents are. */
export function key(text: string): string {
  return isObvious(text) || (isPlain(text) && !MARKER.test(text)) ? text : quoted(text);
}

/**
 * Text of several lines as a block. Undefined for text that people do not write as a block: all lines or the last line are blank, or
 * characters need to be escaped.
 * @param newline a line break and the indent, for each line
 */
export function block(text: string, newline: string): string | undefined {
  let end = text.length;
  while (end > 0 && ' \t\n'.includes(text[end - 1])) {
    end--;
  }
  const tail = text.slice(end);
  const ends = tail.endsWith('\n');
  if (end === 0 || (tail.includes('\n') && !ends) || UNREADABLE.test(text)) {
    return undefined;
  }
  // readers find the indent of the block by its first line
  const indent = /^\n*[ \t]/.test(text) ? '2' : '';
  const chomp = !ends ? '-' : tail.indexOf('\n') < tail.length - 1 ? '+' : '';
  const lines = `\n${ends ? text.slice(0, -1) : text}`.replace(/\n(?!\n|$)/g, newline);
  return `|${indent}${chomp}${lines}`;
}

/** Whether text needs no quotes. False means only that the slower checks must decide. */
function isObvious(text: string): boolean {
  return text.length < MAX_OBVIOUS_LENGTH && OBVIOUS.test(text);
}

function isPlain(text: string): boolean {
  return isObvious(text) || (!SYNTAX.test(text) && !isAmbiguous(text) && !UNREADABLE.test(text));
}

/** In double quotes, or in single quotes if the text contains double quotes and needs no escapes. */
function quoted(text: string): string {
  if (text.includes('"') && !text.includes("'") && !text.includes('\n') && !UNREADABLE.test(text)) {
    return `'${text}'`;
  }
  return `"${text.replace(ESCAPED, (character) => ESCAPES[character] ?? escape(character))}"`;
}

function escape(character: string): string {
  if (character >= '\ud800' && character <= '\udfff') {
    throw new Error('it contains half of a character (a lone surrogate). Was the text cut in two there?');
  }
  const code = character.charCodeAt(0).toString(16);
  return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`;
}
