import * as fs from 'fs';
import { kubectl, MARK, promise, remove } from '../kubectl';

/** Every folder of this project that holds what was synthesized. */
const folders = [
  'dist',
  ...fs
    .readdirSync('examples')
    .map((name) => `examples/${name}/dist`)
    .filter((folder) => fs.existsSync(folder)),
];

/** The kinds that the API server does not have: custom resources, whose definitions are not there. */
const foreign = (output: string) => /no matches for kind/.test(output);

describe.each(folders)('%s', (folder) => {
  const files = ['-f', folder, '--recursive'];
  let namespaces: string[];

  beforeAll(async () => {
    const text = await kubectl('create', ...files, '--dry-run=client', '--validate=false', '-o', 'json').catch(
      (error: Error) => error.message,
    );
    expect(foreign(text)).toBe(false);
    expect(await kubectl('get', ...files, '--ignore-not-found', '-o', 'name')).toBe('');
    const objects: any[] = JSON.parse(`[${text.replace(/\n}\n{/g, '\n},{')}]`).flatMap(
      (one: any) => one.items ?? [one],
    );
    namespaces = objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);
  });

  afterAll(() => remove('--force', ...files));

  const apply = (...how: string[]) => kubectl('apply', '--validate=strict', ...how, ...files);

  promise('is accepted by strict validation', async () => {
    expect(await apply()).not.toBe('');
    for (const namespace of namespaces) {
      await kubectl('label', 'namespace', namespace, MARK);
    }
  });

  promise('changes nothing when it is applied again', async () => {
    const verbs = (await apply()).split('\n').map((line) => line.split(' ').pop());
    expect([...new Set(verbs)]).toEqual(['unchanged']);
  });

  promise('changes nothing when it is applied by the server, twice', async () => {
    const server = ['--server-side', '--force-conflicts'];
    await apply(...server);
    expect(await kubectl('diff', ...server, ...files)).toBe('');
    await apply(...server);
    expect(await kubectl('diff', ...server, ...files)).toBe('');
  });
});
