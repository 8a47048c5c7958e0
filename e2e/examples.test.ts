import * as fs from 'fs';
import { kubectl, promise, ready, remove } from './kubectl';

const examples = fs
  .readdirSync('examples', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && fs.existsSync(`examples/${entry.name}/dist`))
  .map(({ name }) => name);

describe.each(examples)('examples/%s', (name) => {
  const dist = ['-f', `examples/${name}/dist`, '--recursive'];

  afterAll(() => remove(...dist));

  promise('applies, and all its pods become Ready', async () => {
    await kubectl('apply', '--validate=strict', ...dist);
    const got = JSON.parse(await kubectl('get', ...dist, '-o', 'json'));
    const objects: ApiResource[] = got.items ?? [got];
    const running = objects.filter(({ kind }) => kind === 'Pod' || kind === 'Deployment');
    expect(running).not.toEqual([]);
    await Promise.all(running.map(up));
  });
});

interface ApiResource {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
}

/** Waits until a pod, or all pods of a Deployment, are Ready. */
async function up({ kind, metadata: { name, namespace } }: ApiResource): Promise<void> {
  await (kind === 'Pod'
    ? ready(name, '-n', namespace)
    : kubectl('rollout', 'status', `deployment/${name}`, '-n', namespace, '--timeout=60s'));
}
