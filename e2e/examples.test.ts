import * as fs from 'fs';
import { kubectl, promise, ready, remove } from './kubectl';

const examples = fs
  .readdirSync('examples', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe.each(examples)('examples/%s', (name) => {
  const dist = ['-f', `examples/${name}/dist`, '--recursive'];

  afterAll(() => remove(...dist));

  promise('applies, and all its pods become Ready', async () => {
    await kubectl('apply', '--validate=strict', ...dist);
    const objects = (await kubectl('get', ...dist, '-o', 'name')).split('\n');
    const pods = objects.filter((object) => object.startsWith('pod/'));
    expect(pods).not.toEqual([]);
    await Promise.all(pods.map((pod) => ready(pod.slice('pod/'.length))));
  });
});
