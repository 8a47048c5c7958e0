import * as fs from 'fs';
import { kubectl, promise, remove, toBeMade } from './kubectl';
import { ApiResource, up } from './up';

const examples = fs
  .readdirSync('examples', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && fs.existsSync(`examples/${entry.name}/dist`))
  .map(({ name }) => name);

/** Those that need what only their own projects have, such as images: real.test.ts has stand-ins for it. */
const ELSEWHERE = ['real'];

describe.each(examples.filter((name) => !ELSEWHERE.includes(name)))('examples/%s', (name) => {
  const dist = ['-f', `examples/${name}/dist`, '--recursive'];

  let isOwn = false;
  afterAll(async () => {
    if (isOwn) {
      await remove(...dist);
    }
  });

  promise('applies, and all its pods become Ready or complete', async () => {
    expect(await kubectl('get', ...dist, '--ignore-not-found', '-o', 'name').catch(notYet)).toBe('');
    toBeMade(...dist);
    isOwn = true;
    await kubectl('apply', '--validate=strict', ...dist);
    const got = JSON.parse(await kubectl('get', ...dist, '-o', 'json'));
    const objects: ApiResource[] = got.items ?? [got];
    await up(objects);
  });
});

/** What is in a namespace that is not there yet is not there either. */
function notYet(error: Error): string {
  return /namespaces ".*" not found/.test(error.message) ? '' : error.message;
}
