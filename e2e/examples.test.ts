import * as fs from 'fs';
import { claim, kubectl, orTell, remove } from './kubectl';
import { ApiResource, up } from './up';

const examples = fs
  .readdirSync('examples', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && fs.existsSync(`examples/${entry.name}/dist`))
  .map(({ name }) => name);

/** Examples that need images of their own projects: real.test.ts replaces these images. */
const ELSEWHERE = ['real'];

test.concurrent.each(examples.filter((name) => !ELSEWHERE.includes(name)))(
  'examples/%s applies, and all its pods become Ready or complete',
  async (name) => {
    const dist = ['-f', `examples/${name}/dist`, '--recursive'];
    await claim(...dist);
    await kubectl('apply', '--validate=strict', ...dist);
    const got = JSON.parse(await kubectl('get', ...dist, '-o', 'json'));
    const objects: ApiResource[] = got.items ?? [got];
    await orTell(() => up(objects), [...new Set(objects.map(({ metadata }) => metadata.namespace))].join(' '));
    await remove(...dist);
  },
);
