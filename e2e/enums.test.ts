import { WORKLOAD_PLACES } from '../conformance/workload-enums';
import { ENUMS } from '../spec/enums';
import { dryRun } from './kubectl';

/** The values that a refusal lists: `supported values: "A", "B"`, or `must be 'A' or 'B'`. */
function listed(refusal: string): string[] {
  const [, list = ''] = refusal.match(/(?:supported values:|must be) (.*)/) ?? [];
  return [...list.matchAll(/["']([^"']*)["']/g)].map(([, value]) => value);
}

// the table is that of the newest Kubernetes; those of 1.30 are the same
describe('the values of a field are those that the API server lists', () => {
  test.each(Object.entries(WORKLOAD_PLACES))('%s', async (place, at) => {
    const answer = await dryRun(at('no-such-value')).catch((error: Error) => error.message);
    expect(listed(answer).sort()).toEqual([...ENUMS[place]].sort());
  });
});
