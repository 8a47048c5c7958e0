/** A box with a title, around what is in it. */
export function framed(id: string, title: string[], lines: string[]): string[] {
  return [`subgraph ${id}[${label(title)}]`, ...indented(lines), 'end'];
}

export function indented(lines: string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** A text of several lines as Mermaid takes it, whatever is in it; an empty one it would refuse. */
export function label(lines: readonly string[]): string {
  return `"${lines.map(escaped).join('<br/>') || entity(' ')}"`;
}

/**
 * Letters, digits, and what paths are made of stand as they are. All else could be a quote, the end of a box, HTML, or Markdown, which
 * Mermaid reads in labels: a link, emphasis, the item of a list. `style`, `classDef` and `direction` begin statements that it looks for
 * everywhere.
 */
function escaped(line: string): string {
  return line
    .replace(/[\s\p{C}]+/gu, ' ')
    .replace(/[^\p{L}\p{N}\p{Extended_Pictographic}…_ /.:,()-]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, entity)
    .replace(/^[-]|^ |(?<=^\d+)[.)]/, entity)
    .replace(/(?<=www)\.|:(?=\/\/)|s(?=tyle)|c(?=lassDef)|d(?=irection)/gi, entity);
}

function entity(char: string): string {
  return `#${char.codePointAt(0)};`;
}
