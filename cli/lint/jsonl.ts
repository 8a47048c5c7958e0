import { safeJson } from '../../util/safe-text';
import { countObjects, kindsOf, objectsIn } from './coverage';
import { findingRows } from './finding-row';
import { countSeverities, Pieces, Report } from './report';

/** JSON lines, for programs that read findings one by one: a line for each finding and problem, and a line with the numbers at the end. */
export function* jsonl(report: Report): Pieces {
  for (const row of findingRows(report)) {
    yield line(row);
  }
  for (const problem of report.problems) {
    yield line({ problem });
  }
  const { files, problems, baseline } = report;
  const kinds = kindsOf(objectsIn(report), report);
  const counts = { files: files.length, objects: countObjects(kinds), problems: problems.length };
  yield line({ summary: { ...counts, ...countSeverities(report), baseline, kinds } });
}

function line(value: object): string {
  return `${safeJson(JSON.stringify(value))}\n`;
}
