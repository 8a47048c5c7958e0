/** The words of a text, which can have several lines. */
export function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
