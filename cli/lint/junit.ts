import { Reported } from '../../rules/check/examine';
import { safe } from '../../util/safe-text';
import { kindsOf, kindsText } from './coverage';
import { isRendered, Pieces, problemText, Report, title } from './report';

/** JUnit XML for CI services: a suite for each file, a passed case for each object without findings, a failed case for each finding. */
export function* junit(report: Report): Pieces {
  const { files, problems } = report;
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="cdk8s-pods lint">\n';
  for (const { file, objects } of files) {
    const tests = objects.reduce((sum, { findings }) => sum + Math.max(1, findings.length), 0);
    const failures = objects.reduce((sum, { findings }) => sum + findings.length, 0);
    yield suite(file, tests, failures, 0);
    yield* propertiesOf(objects, report);
    for (const object of objects) {
      yield* casesOf(file, object, isRendered(report, file));
    }
    yield '  </testsuite>\n';
  }
  if (problems.length > 0) {
    yield suite('unreadable input', problems.length, 0, problems.length);
    for (const problem of problems) {
      const [name, message] = [problem.file, problemText(problem)].map(attribute);
      yield `    <testcase classname="${name}" name="is readable">\n      <error message="${message}"/>\n    </testcase>\n`;
    }
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
}

function suite(name: string, tests: number, failures: number, errors: number): string {
  return `  <testsuite name="${attribute(name)}" tests="${tests}" failures="${failures}" errors="${errors}">\n`;
}

function* propertiesOf(objects: readonly Reported[], report: Report): Pieces {
  const unchecked = kindsOf(objects, report).filter(({ schema }) => !schema);
  yield '    <properties>\n';
  yield `      <property name="objects" value="${objects.length}"/>\n`;
  if (unchecked.length > 0) {
    yield `      <property name="objects without a known schema" value="${attribute(kindsText(unchecked))}"/>\n`;
  }
  yield '    </properties>\n';
}

function* casesOf(file: string, object: Reported, rendered: boolean): Pieces {
  const [classname, name] = [attribute(file), attribute(title(object))];
  if (object.findings.length === 0) {
    yield `    <testcase classname="${classname}" name="${name}"/>\n`;
  }
  for (const { rule, severity, path, line, column, what, why, fix } of object.findings) {
    const text = `${file}:${line}:${column}: ${[what, why, fix].filter((part) => part !== '').join(' ')}`;
    const failure = `<failure type="${severity}" message="${attribute(what)}">${content(text)}</failure>`;
    const lineAttribute = rendered ? '' : ` line="${line}"`;
    const title = `${name}: ${attribute(`${rule} at ${path}`)}`;
    yield `    <testcase classname="${classname}" name="${title}" file="${classname}"${lineAttribute}>\n      ${failure}\n    </testcase>\n`;
  }
}

function attribute(text: string): string {
  return content(text).replace(/"/g, '&quot;').replace(/\t/g, '&#9;');
}

/** Escaped text. All characters that are invalid in XML are unsafe. */
function content(text: string): string {
  return safe(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
