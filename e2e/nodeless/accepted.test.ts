import * as fs from 'fs';
import { kubectl, MARK, promise, remove, removeNow } from '../kubectl';

/** Every folder of this project that holds what was synthesized. */
const folders = [
  'dist',
  ...fs
    .readdirSync('examples')
    .map((name) => `examples/${name}/dist`)
    .filter((folder) => fs.existsSync(folder)),
];

/** What has to be there before a folder, for it is not in it. */
const THERE: Record<string, string[][]> = {
  'examples/real/dist': [
    ['namespace', 'emojivoto'],
    ['namespace', 'monitoring'],
    ['serviceaccount', 'tailscale'],
    ['serviceaccount', 'vault-auth', '--namespace=default'],
  ],
};

/** cdk8s-plus writes `externalIPs: []` into a Service, which kubectl sends each time and the server takes for nothing. */
const sentAgain = /^service\/\S+ configured$/;

/** The kinds that the API server does not have: custom resources, whose definitions are not there. */
const foreign = (output: string) => /no matches for kind/.test(output);

describe.each(folders)('%s', (folder) => {
  const files = ['-f', folder, '--recursive'];
  const there = THERE[folder] ?? [];
  let namespaces: string[];

  beforeAll(async () => {
    await Promise.all(there.map((one) => kubectl('create', ...one)));
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

  afterAll(async () => {
    await removeNow(...files);
    await Promise.all(there.map((one) => remove('--wait=false', ...one)));
  });

  const apply = (...how: string[]) => kubectl('apply', '--validate=strict', ...how, ...files);

  /** The versions in which the server has the Services, which nobody but us writes to. */
  const versions = async (): Promise<string> => {
    const { items } = JSON.parse(await kubectl('get', 'services', '-A', '-o', 'json'));
    return JSON.stringify(items.map(({ metadata }: any) => [metadata.name, metadata.resourceVersion]));
  };

  promise('is accepted by strict validation', async () => {
    expect(await apply()).not.toBe('');
    for (const namespace of namespaces) {
      await kubectl('label', 'namespace', namespace, MARK);
    }
  });

  promise('changes nothing when it is applied again', async () => {
    const before = await versions();
    const verbs = (await apply()).split('\n').filter((line) => !sentAgain.test(line));
    expect([...new Set(verbs.map((line) => line.split(' ').pop()))]).toEqual(['unchanged']);
    expect(await versions()).toBe(before);
  });

  promise('changes nothing when it is applied by the server, twice', async () => {
    const server = ['--server-side', '--force-conflicts'];
    await apply(...server);
    expect(await kubectl('diff', ...server, ...files)).toBe('');
    await apply(...server);
    expect(await kubectl('diff', ...server, ...files)).toBe('');
  });
});
