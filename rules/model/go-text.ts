/** Functions on texts as Go defines them. JavaScript differs for a few characters. */

/** Whether a text starts or ends with white space. */
export function isPadded(text: string): boolean {
  return isSpace(text.charAt(0)) || isSpace(text.charAt(text.length - 1));
}

function isSpace(character: string): boolean {
  return character !== '\ufeff' && /^[\s\u0085]$/.test(character);
}

/** The text in lower case. */
export function lowerCase(text: string): string {
  return text.replace(/\u0130/g, 'i').toLowerCase();
}
