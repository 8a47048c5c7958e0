import * as fs from 'fs';
import { claim, kubectl, promise, remove, removeNow } from '../kubectl';

/** Every folder of this project that holds what was synthesized. */
const folders = [
  'dist',
  ...fs
    .readdirSync('examples')
    .map((name) => `examples/${name}/dist`)
    .filter((folder) => fs.existsSync(folder)),
];

/** Objects that a folder requires, and does not contain. */
const THERE: Record<string, string[][]> = {
  'examples/real/dist': [
    ['namespace', 'emojivoto'],
    ['namespace', 'monitoring'],
    ['serviceaccount', 'tailscale'],
    ['serviceaccount', 'vault-auth', '--namespace=default'],
  ],
};

/** The kinds that the API server does not have: custom resources, whose definitions are not there. */
const foreign = (output: string) => /no matches for kind/.test(output);

describe.each(folders)('%s', (folder) => {
  const files = ['-f', folder, '--recursive'];
  const there = THERE[folder] ?? [];

  beforeAll(async () => {
    for (const one of there) {
      await claim(...one);
      await kubectl('create', ...one);
    }
    const text = await kubectl('create', ...files, '--dry-run=client', '--validate=false', '-o', 'json').catch(
      (error: Error) => error.message,
    );
    expect(foreign(text)).toBe(false);
    await claim(...files);
  });

  afterAll(async () => {
    await removeNow(...files);
    await Promise.all(there.map((one) => remove('--wait=false', ...one)));
  });

  const apply = (...how: string[]) => kubectl('apply', '--validate=strict', ...how, ...files);

  promise('is accepted by strict validation', async () => {
    expect(await apply()).not.toBe('');
  });

  // kubectl may still print "configured" if it sends a change that the server ignores: the order of fields that the cluster adds, such as
  // the mount of a token, or an empty list
  promise('changes nothing when it is applied again', async () => {
    expect(await kubectl('diff', ...files)).toBe('');
    await apply();
    expect(await kubectl('diff', ...files)).toBe('');
  });

  promise('changes nothing when it is applied by the server, twice', async () => {
    const server = ['--server-side', '--force-conflicts'];
    await apply(...server);
    expect(await kubectl('diff', ...server, ...files)).toBe('');
    await apply(...server);
    expect(await kubectl('diff', ...server, ...files)).toBe('');
  });
});
