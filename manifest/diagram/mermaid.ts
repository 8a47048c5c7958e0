/** A box with a title, around other lines. */
export function framed(id: string, title: string[], lines: string[]): string[] {
  return [`subgraph ${id}[${label(title)}]`, ...indented(lines), 'end'];
}

export function indented(lines: string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** A label of several lines, escaped. Mermaid refuses an empty label. */
export function label(lines: readonly string[]): string {
  return `"${lines.map(escaped).join('<br/>') || entity(' ')}"`;
}

/**
 * Escapes all characters except letters, digits, and those of paths. Others could be a quote, the end of a box, HTML, or Markdown, which
 * Mermaid reads in labels. `style`, `classDef` and `direction` begin statements for which it looks everywhere.
 */
function escaped(line: string): string {
  return line
    .replace(/[\s\p{C}\p{Default_Ignorable_Code_Point}]+/gu, ' ')
    .replace(/[^\p{L}\p{N}\p{Extended_Pictographic}…_ /.:,()-]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, entity)
    .replace(/^[-]|^ |[.)](?<=^\d+.)/, entity)
    .replace(/(?<=www)\.|:(?=\/\/)|s(?=tyle)|c(?=lassDef)|d(?=irection)/gi, entity);
}

function entity(char: string): string {
  return `#${char.codePointAt(0)};`;
}
