import * as path from 'path';
import { pathToFileURL } from 'url';
import { Located, Problem } from '../../rules/check/examine';
import { getRule } from '../../rules/check/registry';
import { packageVersion } from '../../util/package';
import { safe, safeJson } from '../../util/safe-text';
import { countObjects, kindsOf, objectsIn } from './coverage';
import { Fingerprints } from './fingerprint';
import { STANDARD_INPUT } from './inputs';
import { pageText } from './pages';
import { findingsOf, isRendered, Pieces, problemText, Report, title } from './report';

const LEVELS = { error: 'error', warning: 'warning', advice: 'note' };

/**
 * SARIF 2.1.0. Code hosts use it to mark lines in a pull request.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function* sarif(report: Report): Pieces {
  const ids = [...new Set(Array.from(findingsOf(report), ({ rule }) => rule))].sort();
  const indexes = new Map(ids.map((id, i) => [id, i]));
  const { problems } = report;
  const kinds = kindsOf(objectsIn(report), report);
  const run = {
    tool: { driver: { name: 'cdk8s-pods', semanticVersion: packageVersion(), rules: ids.map(ruleMetadata) } },
    invocations: [
      { executionSuccessful: problems.length === 0, toolExecutionNotifications: problems.map(notification) },
    ],
    columnKind: 'utf16CodeUnits',
    properties: { files: report.files.length, objects: countObjects(kinds), kinds },
    results: [],
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  const [start, end] = safeJson(JSON.stringify(log, null, 2)).split(/(?<="results": \[)(?=\])/);
  yield start;
  const fingerprints = new Fingerprints();
  let before = '\n';
  for (const finding of findingsOf(report)) {
    yield (
      before +
      safeJson(
        JSON.stringify(
          result(finding, indexes.get(finding.rule)!, fingerprints.next(finding), isRendered(report, finding.file)),
        ),
      )
    );
    before = ',\n';
  }
  yield `${end}\n`;
}

function ruleMetadata(id: string): object {
  const rule = getRule(id);
  const text = pageText(rule);
  return {
    id,
    shortDescription: { text: rule.summary },
    defaultConfiguration: { level: LEVELS[rule.severity] },
    help: { text, markdown: text },
    helpUri: rule.see,
  };
}

function notification(problem: Problem): object {
  const { file, line, column } = problem;
  const region = line === undefined ? {} : { region: { startLine: line, startColumn: column } };
  return {
    level: 'error',
    message: { text: messageText(problemText(problem)) },
    locations: [{ physicalLocation: { artifactLocation: artifact(file), ...region } }],
  };
}

function result(finding: Located, ruleIndex: number, fingerprint: string, rendered: boolean): object {
  const { rule, severity, file, line, column, endLine, endColumn, path: field, what, why, fix } = finding;
  // the lines of rendered objects are not those of the file
  const region = rendered ? {} : { region: { startLine: line, startColumn: column, endLine, endColumn } };
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: messageText(`${title(finding)}, ${[`${field}: ${what}`, why, fix].filter(Boolean).join(' ')}`) },
    locations: [
      {
        physicalLocation: { artifactLocation: artifact(file), ...region },
        logicalLocations: [{ fullyQualifiedName: safe(`${title(finding)} ${field}`.trim()) }],
      },
    ],
    partialFingerprints: { 'cdk8sPods/v1': fingerprint },
  };
}

/** A text without links: a SARIF message can contain links in the form of Markdown. */
function messageText(text: string): string {
  return safe(text).replace(/\](?=\()/g, '\\]');
}

/** Code hosts require paths relative to the root of the repository. CI usually runs there. */
function artifact(file: string): object {
  if (file === STANDARD_INPUT) {
    return { uri: 'standard-input' };
  }
  return path.isAbsolute(file) || file.startsWith('..')
    ? { uri: pathToFileURL(file).href }
    : { uri: file.split(path.sep).map(encodeURIComponent).join('/') };
}
