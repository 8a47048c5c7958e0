import { resolves } from './resolves-to-text';

/**
 * Text that plainly is text, told at a glance: it starts with a letter and is no word or number, or has a letter after its digits
 * that no number has, and there is nothing in it that YAML looks at. What this does not match may still be plain. Long text is not
 * put to it, as it takes memory for each character.
 */
const OBVIOUS =
  /^(?:(?!(?:y|n|yes|no|on|off|true|false|null|-?e[-+]?[0-9]+)$)-{0,2}[a-z/]|[0-9][0-9.]*[g-nps-wy/])(?:[ :]?[!"$-9;-~])*$/i;
const GLANCE = 1000;

/** What cannot be left without quotes: what looks like an indicator, a comment or a key there, and blanks that would get lost. */
const SYNTAX = /^[,[\]{}#&*!|>'"%@`]|^[-?](?:[ \t]|$)|:(?:[ \t]|$)|[ \t]#|^\s|\s$|\n/;

/** The beginning of a line that ends a document. */
const MARKER = /^(?:---|\.\.\.)/;

/** Characters that a reader refuses, drops, or takes for the end of a line, unless they are escaped; and halves of characters. */
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

/**
 * Text as YAML on one line, so that every reader gets the same text back: as it is where that can be, in quotes where it cannot.
 *
 * @throws when the text holds half of a character
 */
export function scalar(text: string): string {
  return isPlain(text) ? text : quoted(text);
}

/** The same for what may come first in a line, where the markers between documents stand: a key. */
export function key(text: string): string {
  return isPlain(text) && !MARKER.test(text) ? text : quoted(text);
}

/**
 * Text of several lines as a block, which reads as the text does, or nothing where a person would not write one: the text is on one
 * line, has nothing but blanks on its last line or on all of them, or holds characters that have to be escaped.
 *
 * @param newline what goes before each line: a newline and the blanks of the indent
 */
export function block(text: string, newline: string): string | undefined {
  let end = text.length;
  while (end > 0 && ' \t\n'.includes(text[end - 1])) {
    end--;
  }
  const tail = text.slice(end);
  const ends = tail.endsWith('\n');
  if (end === 0 || !text.includes('\n') || (tail.includes('\n') && !ends) || UNREADABLE.test(text)) {
    return undefined;
  }
  // a first line that starts with a blank hides how far the block is indented
  const indent = /^\n*[ \t]/.test(text) ? '2' : '';
  const chomp = !ends ? '-' : tail.indexOf('\n') < tail.length - 1 ? '+' : '';
  const lines = `\n${ends ? text.slice(0, -1) : text}`.replace(/\n(?!\n|$)/g, newline);
  return `|${indent}${chomp}${lines}`;
}

/** Whether text plainly is text, and needs no quotes. */
export function isObvious(text: string): boolean {
  return text.length < GLANCE && OBVIOUS.test(text);
}

function isPlain(text: string): boolean {
  return isObvious(text) || (!SYNTAX.test(text) && !resolves(text) && !UNREADABLE.test(text));
}

/** In double quotes, unless it holds those and single ones do. */
function quoted(text: string): string {
  if (text.includes('"') && !text.includes("'") && !text.includes('\n') && !UNREADABLE.test(text)) {
    return `'${text}'`;
  }
  return `"${text.replace(ESCAPED, (character) => ESCAPES[character] ?? escape(character))}"`;
}

function escape(character: string): string {
  if (character >= '\ud800' && character <= '\udfff') {
    throw new Error(
      'it holds half of a character (a lone surrogate), which no file can hold. Was a text cut in two there?',
    );
  }
  const code = character.charCodeAt(0).toString(16);
  return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`;
}
