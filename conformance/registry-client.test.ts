import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ImageName } from '../kubernetes/image-name';
import { askRegistries } from '../manifest/registry/ask';
import { DockerRegistry, USER } from './docker-registry';

const AMD = { os: 'linux', architecture: 'amd64' };
const ARM = { os: 'linux', architecture: 'arm64' };

const before = process.env;
let folder: string;

// each question starts a process with a compiler
jest.setTimeout(60_000);

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'registry-client-'));
  process.env = { ...before, DOCKER_CONFIG: folder, XDG_CACHE_HOME: path.join(folder, 'cache') };
});

afterEach(() => {
  process.env = before;
  fs.rmSync(folder, { recursive: true });
});

describe.each([false, true])("Debian's docker-registry, with authentication: %s", (hasUsers) => {
  let registry: DockerRegistry;
  let digests: { readonly web: string; readonly arm: string; readonly both: string };

  const ask = (...names: [path: string, tag?: string, digest?: string][]) =>
    askRegistries(names.map(([repository, tag, digest]) => new ImageName(registry.domain, repository, tag, digest)));

  function login(password = USER.password): void {
    const auth = Buffer.from(`${USER.name}:${password}`).toString('base64');
    const auths = { [registry.domain]: { auth } };
    fs.writeFileSync(path.join(folder, 'config.json'), JSON.stringify(hasUsers ? { auths } : {}));
  }

  beforeAll(async () => {
    registry = await DockerRegistry.start(hasUsers);
    const web = await registry.image('shop/web', '1', AMD, { User: '101', ExposedPorts: { '80/tcp': {} } });
    const amd = await registry.image('shop/both', undefined, AMD, { User: 'amd' });
    const arm = await registry.image('shop/both', undefined, ARM, { User: 'arm' });
    const both = await registry.index('shop/both', '1', [
      { digest: arm, platform: ARM },
      { digest: amd, platform: AMD },
    ]);
    digests = { web, arm, both };
  }, 60_000);

  afterAll(() => registry?.stop());

  test('images, by tag and by digest, for one and for several platforms; and what does not exist', () => {
    login();
    const { web, arm, both } = digests;
    expect(ask(['shop/web', '1'], ['shop/both', '1'], ['shop/both', undefined, arm])).toMatchObject([
      { image: { digest: web, platforms: [AMD], config: { user: '101', ports: ['80/tcp'] } } },
      { image: { digest: both, platforms: [ARM, AMD], config: { user: 'amd' } } },
      { image: { digest: arm, platforms: [ARM], config: { user: 'arm' } } },
    ]);
    expect(ask(['shop/web', '2'], ['shop/webb', '1'])).toEqual([{ missing: 'tag' }, { missing: expect.any(String) }]);
  });

  if (hasUsers) {
    test.each([undefined, 'wrong'])('access is denied with the password %s', (password) => {
      if (password !== undefined) {
        login(password);
      }
      expect(ask(['shop/web', '1'])).toEqual([
        { unavailable: expect.stringMatching(/^access is denied \(status 401\)/) },
      ]);
    });
  }

  test('the cache answers when the registry does not', async () => {
    login();
    const first = ask(['shop/both', '1']);
    await registry.stop();
    expect(ask(['shop/both', '1'])).toEqual(first);
    expect(askRegistries([new ImageName(registry.domain, 'shop/both', '1')], { cache: false })).toEqual([
      { unavailable: 'the host refuses the connection. Check the port, and whether the registry runs.' },
    ]);
  });
});
