/** Texts that try to control what shows them, for tests of all outputs. */
export const HOSTILE: Readonly<Record<string, string>> = {
  'an ANSI escape': 'web\x1b[8mhidden',
  'a title of the terminal': 'web\x1b]0;owned\x07',
  'a control character of C1': 'web\x9b8mhidden',
  'a carriage return': 'web\rhidden',
  'a line break and a command to GitHub': 'web\n::error::forged',
  'a command to GitHub': '::error::forged',
  'an old command to GitHub': 'web ##[error]forged',
  'a command to Azure Pipelines': 'web ##vso[task.complete]forged',
  'a line break and a forged line': 'web\n0 errors\n',
  'a line separator': 'web\u2028forged\x85forged',
  'a mark that reverses text': 'web\u202etxt.exe\u2066',
  'a mark of the direction': 'web\u200f\u061c',
  'an invisible character': 'web\u200b\u2060\ufeff\u00ad',
  'an invisible letter': 'web\u3164\u{e0041}',
  'the end of a code span': 'web`**bold**` <img src=x> [link](http://x.example) | cell',
  'the end of a code block': 'web\n```\n# heading\n~~~',
  'the end of XML': 'web"/><failure>]]>&amp;',
  'a character that XML forbids': 'web\x0b\ufffe',
};

/** Characters that no output contains. Tab and the line feeds of the output itself are allowed. */
export const UNSAFE = /(?![\t\n])[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Checks an output. It must not contain unsafe characters, a command to a CI service, or a line that the hostile text adds. */
export function expectSafe(output: string): void {
  const lines = output.split('\n').filter((line) => UNSAFE.test(line) || /^\s*::|^0 errors$|##\w*\[/.test(line));
  expect(lines.slice(0, 5)).toEqual([]);
}
