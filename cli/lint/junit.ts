import { Examined } from './examine';
import { problemText, Report, title } from './report';

/** For CI services: a suite for each file, a case for each object that is well, and one for each finding. */
export function junit({ files, problems }: Report): string {
  const suites = files.map(({ file, objects }) =>
    suite(
      file,
      objects.flatMap((object) => casesOf(file, object)),
    ),
  );
  const unread = problems.map((problem) => {
    const [name, message] = [problem.file, problemText(problem)].map(attribute);
    return `    <testcase classname="${name}" name="can be read">\n      <error message="${message}"/>\n    </testcase>\n`;
  });
  const all = [...suites, ...(unread.length === 0 ? [] : [suite('what could not be read', unread)])];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="cdk8s-pods lint">\n${all.join('')}</testsuites>\n`;
}

function suite(name: string, cases: string[]): string {
  const count = (part: string) => cases.filter((one) => one.includes(part)).length;
  const counts = `tests="${cases.length}" failures="${count('<failure ')}" errors="${count('<error ')}"`;
  return `  <testsuite name="${attribute(name)}" ${counts}>\n${cases.join('')}  </testsuite>\n`;
}

function casesOf(file: string, object: Examined): string[] {
  const [classname, name] = [attribute(file), attribute(title(object))];
  if (object.findings.length === 0) {
    return [`    <testcase classname="${classname}" name="${name}"/>\n`];
  }
  return object.findings.map(({ rule, severity, path, line, column, what, why, fix }) => {
    const text = `${file}:${line}:${column}: ${[what, why, fix].filter((part) => part !== '').join(' ')}`;
    const failure = `<failure type="${severity}" message="${attribute(what)}">${content(text)}</failure>`;
    const title = `${name}: ${attribute(`${rule} at ${path}`)}`;
    return `    <testcase classname="${classname}" name="${title}" file="${classname}" line="${line}">\n      ${failure}\n    </testcase>\n`;
  });
}

function attribute(text: string): string {
  return content(text).replace(/"/g, '&quot;').replace(/\n/g, '&#10;').replace(/\t/g, '&#9;');
}

/** Without the characters that no XML may hold. */
function content(text: string): string {
  return text
    .replace(
      /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '\ufffd',
    )
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}
