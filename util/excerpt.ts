/** The number of characters of a text in a message. */
const EXCERPT_LENGTH = 80;

/** A text in quotes for a message: the whole text, or its start. */
export function excerpt(text: string): string {
  return `"${shortened(text)}"`;
}

/** A text, or its start with `…`. */
export function shortened(text: string): string {
  return text.length > EXCERPT_LENGTH ? `${text.slice(0, EXCERPT_LENGTH)}…` : text;
}
