import { codeBlock, codeSpan } from '../util/markdown';
import { safe, safeJson, safeLines } from '../util/safe-text';
import { UNSAFE } from './hostile';

describe('an unsafe character becomes an escape sequence', () => {
  test.each([
    ['an ANSI escape', 'a\x1b[8mb', 'a\\u001b[8mb'],
    ['a control character of C1', 'a\x9b8mb', 'a\\u009b8mb'],
    ['DEL', 'a\x7f', 'a\\u007f'],
    ['a line break', 'a\nb\r\nc\rd', 'a\\nb\\r\\nc\\rd'],
    ['a line separator', 'a\u2028b\u2029c\x85d', 'a\\u2028b\\u2029c\\u0085d'],
    ['a mark that changes the direction of text', '\u202ea\u2066b\u200fc\u061cd', '\\u202ea\\u2066b\\u200fc\\u061cd'],
    ['an invisible character', 'a\u200bb\u2060c\ufeffd\u00ade', 'a\\u200bb\\u2060c\\ufeffd\\u00ade'],
    ['an invisible letter', 'a\u3164b\u115fc', 'a\\u3164b\\u115fc'],
    ['an invisible character outside of the first plane', 'a\u{e0041}b', 'a\\u{e0041}b'],
    ['half of a surrogate pair', 'a\ud800b\udc00c', 'a\\ud800b\\udc00c'],
    ['a command to GitHub', '::error::x', '\\u003a:error::x'],
    ['a command to GitHub after blanks', ' \t::error::x', ' \t\\u003a:error::x'],
    ['an old command to GitHub', 'a ##[error]x', 'a \\u0023#[error]x'],
    ['a command to Azure Pipelines', 'a ##vso[task.complete]x', 'a \\u0023#vso[task.complete]x'],
  ])('%s', (_, text, expected) => {
    expect(safe(text)).toBe(expected);
    expect(safe(expected)).toBe(expected);
  });

  test('but no other character', () => {
    const text = 'Ünïcödé, 日本語, 😀, `|*[x](y)<b>, a::b, # a, ## b, tab\there';
    expect(safe(text)).toBe(text);
  });
});

test('a text of several lines keeps its line breaks, and is safe in each line', () => {
  expect(safeLines('a\n::error::\x1b\r\n\rb\n')).toBe('a\n\\u003a:error::\\u001b\r\n\\rb\n');
});

test('JSON keeps its values', () => {
  const value = { 'a\u202e': ['\x7f\x9b\u200b\u{e0041}', '\ud800', 'é 😀\n\t'] };
  const json = safeJson(JSON.stringify(value, null, 2));
  expect(json).not.toMatch(UNSAFE);
  expect(JSON.parse(json)).toEqual(value);
});

describe('code in Markdown ends where its text ends', () => {
  test.each([
    ['a', '`a`'],
    ['a`b', '``a`b``'],
    ['`a`', '`` `a` ``'],
    ['a\n\n# b', '`a\\n\\n# b`'],
    ['<b>|[x](y)', '`<b>|[x](y)`'],
  ])('%j', (text, span) => expect(codeSpan(text)).toBe(span));

  test('also a block', () => {
    expect(codeBlock('```\nb\r```\n', 'diff')).toBe('````diff\n```\nb\\r```\n````\n');
  });
});
