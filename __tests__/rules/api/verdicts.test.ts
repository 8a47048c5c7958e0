import * as fs from 'fs';
import * as path from 'path';
import { VERSIONS } from '../../../kubernetes/schema';
import { atLeast } from '../../../kubernetes/version';
import { apiFindings as api } from '../../../rules/check/check';

const TESTED = VERSIONS.filter((version) => version !== '1.28');

/**
 * Pods, and what the API server of each version said of them: that it cannot read one, or the fields and types of its errors. A verdict
 * is that of all versions up to the next one that is listed.
 */
const recorded = fs
  .readFileSync(path.join(__dirname, '..', '..', 'fixtures', 'verdicts.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

test('there are many', () => {
  expect(recorded.length).toBeGreaterThan(200);
});

/** What the rules say of a pod, in the same form: where the server can read it, all of it; where not, that it cannot. */
function said(pod: any, version: string, verdict: any): any {
  const errors = api(pod, version).filter(({ severity }) => severity === 'error');
  return verdict === 'unreadable'
    ? errors.length > 0 && 'unreadable'
    : [...new Set(errors.map(({ path: field, type }) => `${field} ${type}`))].sort();
}

test.each(TESTED)('the rules and the API server %s report the same', (version) => {
  const theirs = recorded.map(([pod, verdicts]) => {
    const [last] = Object.keys(verdicts)
      .filter((one) => atLeast(version, one))
      .slice(-1);
    return { pod, verdict: verdicts[last] };
  });
  const ours = theirs.map(({ pod, verdict }) => ({ pod, verdict: said(pod, version, verdict) }));
  expect(ours).toEqual(theirs);
});
