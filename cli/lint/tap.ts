import { Reported } from '../../rules/check/examine';
import { safe, safeJson } from '../../util/safe-text';
import { kindsOf, kindsText, objectsIn } from './coverage';
import { findingRow } from './finding-row';
import { Fingerprints } from './fingerprint';
import { isRendered, Pieces, Report, title } from './report';

/**
 * The Test Anything Protocol, version 14: a passed test for each object without findings, a failed test for each finding and for each
 * problem with the input.
 * @see https://testanything.org/tap-version-14-specification.html
 */
export function* tap(report: Report): Pieces {
  const { files, problems } = report;
  const fingerprints = new Fingerprints();
  let count = problems.length;
  for (const { findings } of objectsIn(report)) {
    count += Math.max(1, findings.length);
  }
  yield `TAP version 14\n1..${count}${count === 0 ? ' # no objects' : ''}\n`;
  let number = 0;
  for (const { file, objects } of files) {
    for (const object of objects) {
      for (const { ok, name, fields } of testsOf(file, object, fingerprints, isRendered(report, file))) {
        yield test(ok, ++number, name, fields);
      }
    }
  }
  for (const problem of problems) {
    yield test(false, ++number, `${problem.file}: is readable`, problem);
  }
  const unchecked = kindsOf(objectsIn(report), report).filter(({ schema }) => !schema);
  if (unchecked.length > 0) {
    yield `# without a known schema: ${safe(kindsText(unchecked))}\n`;
  }
}

interface Test {
  readonly ok: boolean;
  readonly name: string;
  readonly fields?: object;
}

function* testsOf(file: string, object: Reported, fingerprints: Fingerprints, rendered: boolean): Generator<Test> {
  const name = `${file}: ${title(object)}`;
  if (object.findings.length === 0) {
    yield { ok: true, name };
  }
  for (const finding of object.findings) {
    const fields = findingRow(finding, fingerprints.next(finding), rendered);
    yield { ok: false, name: `${name}: ${finding.rule} at ${finding.path}`, fields };
  }
}

function test(ok: boolean, number: number, name: string, fields?: object): string {
  const line = `${ok ? 'ok' : 'not ok'} ${number} - ${escapeHash(name)}\n`;
  return fields === undefined ? line : `${line}  ---\n${yaml(fields)}  ...\n`;
}

/** A text in which `#` does not start a directive. */
function escapeHash(text: string): string {
  return safe(text).replace(/[\\#]/g, '\\$&');
}

/** Fields as YAML. A value as JSON is one line, and also YAML. */
function yaml(fields: object): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `  ${name}: ${safeJson(JSON.stringify(value))}\n`)
    .join('');
}
