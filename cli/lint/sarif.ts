import * as path from 'path';
import { pathToFileURL } from 'url';
import { packageVersion } from '../package';
import { Located } from '../../rules/check/examine';
import { STANDARD_INPUT } from './inputs';
import { findingsOf, Pieces, problemText, Report, title } from './report';
import { pageOf } from './pages';

const LEVELS = { error: 'error', warning: 'warning', advice: 'note' };

/**
 * For code hosts, which mark the lines: SARIF 2.1.0.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function* sarif(report: Report): Pieces {
  const ids = [...new Set(Array.from(findingsOf(report), ({ rule }) => rule))].sort();
  const indexes = new Map(ids.map((id, i) => [id, i]));
  const run = {
    tool: {
      driver: {
        name: 'cdk8s-pods',
        semanticVersion: packageVersion(),
        rules: ids.map(describe),
      },
    },
    invocations: [
      {
        executionSuccessful: report.problems.length === 0,
        toolExecutionNotifications: report.problems.map((problem) => ({
          level: 'error',
          message: { text: problemText(problem) },
          locations: [{ physicalLocation: { artifactLocation: artifact(problem.file), ...region(problem) } }],
        })),
      },
    ],
    columnKind: 'utf16CodeUnits',
    results: [],
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  const [start, end] = JSON.stringify(log, null, 2).split(/(?<="results": \[)(?=\])/);
  yield start;
  let before = '\n';
  for (const finding of findingsOf(report)) {
    yield before + JSON.stringify(result(finding, indexes.get(finding.rule)!));
    before = ',\n';
  }
  yield `${end}\n`;
}

function describe(id: string): object {
  const page = pageOf(id);
  return page === undefined
    ? { id }
    : { id, shortDescription: { text: page.summary }, help: { text: page.text, markdown: page.text } };
}

function result(finding: Located, ruleIndex: number): object {
  const { rule, severity, file, line, column, endLine, endColumn, path: field, what, why, fix } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: `${title(finding)}, ${[`${field}: ${what}`, why, fix].filter((part) => part !== '').join(' ')}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact(file),
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
        logicalLocations: [{ fullyQualifiedName: `${title(finding)} ${field}`.trim() }],
      },
    ],
  };
}

function region({ line, column }: { readonly line?: number; readonly column?: number }): object {
  return line === undefined ? {} : { region: { startLine: line, startColumn: column } };
}

/** Code hosts take paths from the root of the repository, which is where CI runs. */
function artifact(file: string): object {
  if (file === STANDARD_INPUT) {
    return { uri: 'standard-input' };
  }
  return path.isAbsolute(file) || file.startsWith('..')
    ? { uri: pathToFileURL(file).href }
    : { uri: file.split(path.sep).map(encodeURIComponent).join('/') };
}
