import { Located } from '../../rules/check/examine';
import { safe } from '../../util/safe-text';
import { findingsOf, isRendered, Pieces, Report, title } from './report';

/** Text for terminals: each finding with its line, and a caret below the field. */
export function* text(report: Report, outputFile?: string): Pieces {
  const { NO_COLOR = '', TERM } = process.env;
  const hasColors = outputFile === undefined && process.stdout.isTTY && NO_COLOR === '' && TERM !== 'dumb';
  const paint = (code: string) => (text: string) => (hasColors ? `\x1b[${code}m${text}\x1b[0m` : text);
  const [bold, faint] = [paint('1'), paint('2')];
  const severity = { error: paint('1;31'), warning: paint('1;33'), advice: paint('1;36') };
  for (const finding of findingsOf(report)) {
    const { file, line, column, rule, path, what, why, fix } = finding;
    const where = path === '' ? title(finding) : `${title(finding)}, ${path}`;
    const more = [why, fix].filter((part) => part !== '').join(' ');
    const rendered = isRendered(report, file) ? ' (rendered)' : '';
    const lines = [
      `${bold(safe(`${file}:${line}:${column}`))}${rendered} ${severity[finding.severity](finding.severity)} ${rule}`,
      ...excerpt(finding, faint, severity[finding.severity]),
      `  ${safe(`${where}: ${what}`)}`,
      ...(more === '' ? [] : [`  ${safe(more)}`]),
    ];
    yield `${lines.join('\n')}\n\n`;
  }
}

function excerpt({ line, column, endLine, endColumn, source, caret }: Located, faint: Paint, strong: Paint): string[] {
  const shown = safe(source);
  const before = safe(source.slice(0, caret));
  const value = endLine === line ? safe(source.slice(caret, caret + endColumn - column)) : shown.slice(before.length);
  const number = String(line);
  const blanks = before.replace(/[^\t]/g, ' ');
  const marks = '^'.repeat(Math.max(1, value.length));
  return [
    `  ${faint(`${number} |`)} ${shown}`,
    `  ${faint(`${' '.repeat(number.length)} |`)} ${blanks}${strong(marks)}`,
  ];
}

type Paint = (text: string) => string;
