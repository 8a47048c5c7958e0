import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parseImageName } from '../../kubernetes/image-name';
import { ImageCache } from '../../manifest/registry/cache';
import { ImageAnswer, RegistryClient } from '../../manifest/registry/client';
import { CredentialStore } from '../../manifest/registry/credentials';
import { FakeRegistry, sha256 } from './fake-registry';

let registry: FakeRegistry;
let folder: string;

beforeEach(async () => {
  registry = await FakeRegistry.start();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'registry-'));
});

afterEach(async () => {
  await registry.stop();
  fs.rmSync(folder, { recursive: true });
});

const named = (name: string) => parseImageName(`${registry.domain}/${name}`)!;

function client({ timeout = 5000, cache = false, total = 60_000 } = {}): RegistryClient {
  const images = new ImageCache(cache ? path.join(folder, 'cache') : undefined);
  return new RegistryClient(new CredentialStore(folder), images, timeout, total);
}

const ask = (name: string, options = {}): Promise<ImageAnswer> => client(options).ask(named(name));

async function unavailable(name: string, options = {}): Promise<string> {
  const answer = await ask(name, options);
  return 'unavailable' in answer ? answer.unavailable : `not unavailable: ${JSON.stringify(answer)}`;
}

function config(value: object): void {
  fs.writeFileSync(path.join(folder, 'config.json'), JSON.stringify(value));
}

const login = (user = 'me', password = 'secret') => {
  const auth = Buffer.from(`${user}:${password}`).toString('base64');
  config({ auths: { [registry.domain]: { auth } } });
  return `Basic ${auth}`;
};

describe('an image', () => {
  it('for one platform has its configuration and its digest', async () => {
    const digest = registry.image('shop/web', '1', {
      User: '101',
      Entrypoint: ['/entry'],
      Cmd: ['run'],
      WorkingDir: '/srv',
      ExposedPorts: { '80/tcp': {} },
      Volumes: { '/data': {} },
    });
    expect(await ask('shop/web:1')).toEqual({
      image: {
        digest,
        isIndex: false,
        platforms: [{ os: 'linux', architecture: 'amd64' }],
        config: {
          user: '101',
          entrypoint: ['/entry'],
          command: ['run'],
          workingDir: '/srv',
          ports: ['80/tcp'],
          volumes: ['/data'],
        },
      },
    });
  });

  it('for several platforms has the configuration for linux/amd64, and no attestations', async () => {
    const arm = { os: 'linux', architecture: 'arm64', variant: 'v8' };
    const amd = { os: 'linux', architecture: 'amd64' };
    const digest = registry.index('web', '1', [
      { digest: registry.image('web', undefined, { User: 'arm' }, arm), platform: arm },
      { digest: registry.image('web', undefined, { User: 'amd' }, amd), platform: amd },
      { digest: sha256('attestation'), platform: { os: 'unknown', architecture: 'unknown' } },
    ]);
    const answer = await ask('web:1');
    expect(answer).toMatchObject({ image: { digest, platforms: [arm, amd], config: { user: 'amd' } } });
  });

  it('by its digest', async () => {
    const digest = registry.image('web', '1');
    expect(await ask(`web:ignored@${digest}`)).toMatchObject({ image: { digest } });
    expect(registry.paths[0]).toBe(`/v2/web/manifests/${digest}`);
  });

  it('without a tag is the image with the tag latest', async () => {
    const digest = registry.image('web', 'latest');
    expect(await ask('web')).toMatchObject({ image: { digest } });
  });

  it('whose index names a removed manifest has no configuration', async () => {
    const platform = { os: 'linux', architecture: 'amd64' };
    const digest = registry.index('web', '1', [{ digest: sha256('gone'), platform }]);
    expect(await ask('web:1')).toEqual({ image: { digest, isIndex: true, platforms: [platform], config: undefined } });
  });

  it('that is another artifact has no configuration', async () => {
    const mediaType = 'application/vnd.oci.image.manifest.v1+json';
    const helm = { mediaType: 'application/vnd.cncf.helm.config.v1+json', digest: sha256('helm') };
    const digest = registry.manifest('chart', '1', { mediaType, config: helm });
    expect(await ask('chart:1')).toEqual({ image: { digest, isIndex: false, platforms: [], config: undefined } });
  });

  it.each([
    ['web:2', 'tag'],
    ['webb:1', 'repository'],
  ])('%s does not exist: %s', async (name, missing) => {
    registry.image('web', '1');
    expect(await ask(name)).toEqual({ missing });
  });
});

describe('credentials', () => {
  const basic = (expected: string) => {
    registry.guard = ({ headers }, response) => {
      const isDenied = headers.authorization !== expected;
      if (isDenied) {
        response.writeHead(401, { 'www-authenticate': 'Basic realm="here"' }).end();
      }
      return isDenied;
    };
  };

  /** Requires a token, which `/token` issues to the expected authorization. */
  const bearer = (expected?: string) => {
    registry.guard = ({ url = '', headers }, response) => {
      const isDenied = !url.startsWith('/token') && headers.authorization !== 'Bearer t0ken';
      if (isDenied) {
        const realm = `http://${registry.domain}/token`;
        response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="fake",scope="all"` }).end();
      }
      return isDenied;
    };
    registry.on('/token', ({ headers }, response) => {
      if (headers.authorization === expected) {
        response.end('{"token":"t0ken"}');
      } else {
        response.writeHead(401).end();
      }
    });
  };

  it('are sent as basic authentication only after a challenge', async () => {
    registry.image('web', '1');
    basic(login());
    expect(await ask('web:1')).toHaveProperty('image');
    expect(registry.requests[0].authorization).toBeUndefined();
  });

  it('are not there: access is denied', async () => {
    registry.image('web', '1');
    basic('Basic other');
    expect(await unavailable('web:1')).toBe(
      'access is denied (status 401). The repository does not exist, or is private. ' +
        `If it exists, log in: \`docker login ${registry.domain}\`.`,
    );
    login('me', 'wrong');
    expect(await unavailable('web:1')).toMatch(/^access is denied/);
  });

  it('get a token for the repository; a public one needs none', async () => {
    registry.image('shop/web', '1');
    bearer();
    expect(await ask('shop/web:1')).toHaveProperty('image');
    expect(registry.paths[1]).toBe('/token?service=fake&scope=repository%3Ashop%2Fweb%3Apull');
    bearer(login());
    expect(await ask('shop/web:1')).toHaveProperty('image');
  });

  it('that the token server refuses deny access', async () => {
    registry.image('web', '1');
    bearer('Basic other');
    expect(await unavailable('web:1')).toMatch(/^access is denied \(status 401\)/);
  });

  it('can be an identity token, which is exchanged', async () => {
    registry.image('web', '1');
    bearer();
    let form = '';
    registry.on('/token', (request, response) => {
      request.on('data', (chunk) => (form += chunk));
      request.on('end', () => response.end('{"access_token":"t0ken"}'));
    });
    config({ auths: { [`https://${registry.domain}/v1/`]: { identitytoken: 'refresh-me' } } });
    expect(await ask('web:1')).toHaveProperty('image');
    expect(Object.fromEntries(new URLSearchParams(form))).toMatchObject({
      grant_type: 'refresh_token',
      refresh_token: 'refresh-me',
      scope: 'repository:web:pull',
    });
  });

  it('can be a token for the registry', async () => {
    registry.image('web', '1');
    bearer('nobody');
    config({ auths: { [registry.domain]: { registrytoken: 't0ken' } } });
    expect(await ask('web:1')).toHaveProperty('image');
  });

  describe('of a helper', () => {
    const before = process.env.PATH;
    const helper = (script: string) => {
      fs.writeFileSync(path.join(folder, 'docker-credential-fake'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      process.env.PATH = `${folder}:${before}`;
    };
    afterEach(() => {
      process.env.PATH = before;
    });

    it.each(['credHelpers', 'credsStore'])('%s', async (field) => {
      registry.image('web', '1');
      config({ [field]: field === 'credsStore' ? 'fake' : { [registry.domain]: 'fake' } });
      helper(`test "$1 $(cat)" = "get ${registry.domain}" && echo '{"Username":"me","Secret":"from-helper"}'`);
      basic(`Basic ${Buffer.from('me:from-helper').toString('base64')}`);
      expect(await ask('web:1')).toHaveProperty('image');
    });

    it('that has none: the registry is asked without', async () => {
      registry.image('web', '1');
      bearer();
      config({ credsStore: 'fake' });
      helper('echo credentials not found in native keychain; exit 1');
      expect(await ask('web:1')).toHaveProperty('image');
    });

    it.each([
      ['exit 1', /^the credential helper docker-credential-fake fails: run `echo 127.* \| docker-credential-fake get`/],
      ['echo secret', /^the credential helper docker-credential-fake fails: its output is not JSON\.$/],
    ])('that fails: %s', async (script, message) => {
      bearer();
      config({ credsStore: 'fake' });
      helper(script);
      expect(await unavailable('web:1')).toMatch(message);
    });

    it.each([
      ['absent', 'it is not installed. Install it, or remove it from config.json.'],
      ['../evil', 'it is no name of a program. Correct config.json.'],
    ])('that cannot run: %s', async (name, reason) => {
      bearer();
      config({ credsStore: name });
      expect(await unavailable('web:1')).toBe(`the credential helper docker-credential-${name} fails: ${reason}`);
    });
  });

  it('in a file that is not JSON are reported', async () => {
    bearer();
    fs.writeFileSync(path.join(folder, 'config.json'), '{');
    const file = path.join(folder, 'config.json');
    expect(await unavailable('web:1')).toBe(`the credentials cannot be read from ${file}: it is not valid JSON.`);
  });

  it('stay with the registry when it redirects', async () => {
    const other = await FakeRegistry.start();
    try {
      const digest = registry.image('web', '1', { User: '7' });
      other.image('web', '1', { User: '7' });
      basic(login());
      registry.on('/v2/web/manifests/1', ({ url }, response) =>
        response.writeHead(307, { location: `http://${other.domain}${url}` }).end(),
      );
      expect(await ask('web:1')).toMatchObject({ image: { digest, config: { user: '7' } } });
      expect(other.requests).toEqual([{ path: '/v2/web/manifests/1', authorization: undefined }]);
    } finally {
      await other.stop();
    }
  });
});

describe('an answer', () => {
  const manifests = '/v2/web/manifests/1';

  it('that redirects endlessly', async () => {
    registry.on(manifests, (_, response) => response.writeHead(302, { location: manifests }).end());
    expect(await unavailable('web:1')).toBe('more than 5 redirects.');
    expect(registry.requests).toHaveLength(6);
  });

  it.each([
    ['http://[', 'the registry redirects to an invalid URL.'],
    ['http://example.com/', 'http://example.com is not asked, because only a registry on localhost may use http.'],
    ['file:///etc/passwd', 'null is not asked, because only a registry on localhost may use http.'],
    [
      'http://me:secret@127.0.0.1/',
      'http://127.0.0.1 is not asked, because only a registry on localhost may use http.',
    ],
  ])('that redirects to %s', async (location, message) => {
    registry.on(manifests, (_, response) => response.writeHead(302, { location }).end());
    expect(await unavailable('web:1')).toBe(message);
  });

  it('that limits requests ends the questions to this registry', async () => {
    registry.on(manifests, (_, response) => response.writeHead(429, { 'retry-after': '3600' }).end());
    const one = client();
    const message = `too many requests (status 429). Try again in 3600 seconds, or log in: \`docker login ${registry.domain}\`.`;
    expect(await one.ask(named('web:1'))).toEqual({ unavailable: message });
    expect(await one.ask(named('other:1'))).toEqual({ unavailable: message });
    expect(registry.requests).toHaveLength(1);
  });

  it('that does not come', async () => {
    registry.on(manifests, () => undefined);
    expect(await unavailable('web:1', { timeout: 50 })).toBe('no complete answer within 1 seconds.');
  });

  it('that drips', async () => {
    registry.on(manifests, (_, response) => {
      const timer = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(timer));
    });
    expect(await unavailable('web:1', { timeout: 100 })).toBe('no complete answer within 1 seconds.');
  });

  it('after the time for all registries', async () => {
    expect(await unavailable('web:1', { total: -1 })).toBe('the time for all registries is over.');
    expect(registry.requests).toEqual([]);
  });

  it('that is endless', async () => {
    registry.on(manifests, (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const chunk = Buffer.alloc(1 << 16, '[');
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    });
    expect(await unavailable('web:1')).toBe('the answer has more than 4 MiB.');
  });

  it.each([
    ['not JSON', '{"manifests": ', 'the answer is not a JSON object.'],
    ['a list', '[]', 'the answer is not a JSON object.'],
    ['deep', '['.repeat(2_000_000), 'the answer is not a JSON object.'],
    ['deep and valid', `{"a":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`, /^the (answer|manifest)/],
    ['empty', '', 'the answer is not a JSON object.'],
    ['without a configuration', '{"mediaType":"x"}', 'the manifest of the type "x" has no configuration.'],
    [
      'with a false digest',
      '{"config":{"digest":"../../x"}}',
      'the manifest of the type no name has no configuration.',
    ],
    ['with a prototype', '{"__proto__":{"manifests":[]}}', 'the manifest of the type no name has no configuration.'],
  ])('that is %s', async (_name, text, message) => {
    registry.on(manifests, (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(text);
    });
    expect(await unavailable('web:1')).toMatch(message);
  });

  it('of another type', async () => {
    registry.on(manifests, (_, response) =>
      response.writeHead(200, { 'content-type': 'text/html; a=b' }).end('<html>'),
    );
    expect(await unavailable('web:1')).toBe('the answer is no manifest: its type is "text/html".');
  });

  it.each([
    [404, 'the answer has the status 404 without an error of the protocol. Check that the host is a registry.'],
    [403, /^access is denied \(status 403\)/],
    [500, 'the answer has the status 500.'],
    [302, 'the answer has the status 302.'],
  ])('with the status %d', async (status, message) => {
    registry.on(manifests, (_, response) => response.writeHead(status).end('<html>'));
    expect(await unavailable('web:1')).toMatch(message);
  });

  it('with a wrong digest', async () => {
    const digest = registry.image('web', '1');
    const other = sha256('another');
    registry.on(`/v2/web/manifests/${digest}`, (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
    expect(await unavailable(`web@${digest}`)).toBe(`the content has the digest ${sha256('{}')}, and not "${digest}".`);
    registry.on('/v2/web/manifests/1', (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'docker-content-digest': other }).end('{}');
    });
    expect(await unavailable('web:1')).toBe(`the content has the digest ${sha256('{}')}, and not "${other}".`);
  });

  it('with a configuration of a wrong digest', async () => {
    registry.image('web', '1');
    registry.guard = ({ url = '' }, response) => url.includes('/blobs/') && response.end('{}') !== undefined;
    expect(await unavailable('web:1')).toMatch(/^the content has the digest/);
  });

  it('with long lists and texts is cut', async () => {
    registry.image('web', '1', { User: 'x'.repeat(100_000), Cmd: Array(10_000).fill('x'), Entrypoint: 'text' });
    const answer = await ask('web:1');
    const image = 'image' in answer ? answer.image : undefined;
    expect(image?.config?.user).toHaveLength(10_000);
    expect(image?.config?.command).toHaveLength(1000);
    expect(image?.config?.entrypoint).toEqual([]);
  });

  it.each([
    ['Bearer realm="nowhere"', 'the registry names no valid token server.'],
    ['Bearer', 'the registry names no valid token server.'],
    ['Digest realm="x"', /^access is denied/],
    [
      `Bearer realm="http://127.0.0.1:1/"`,
      'the host refuses the connection. Check the port, and whether the registry runs.',
    ],
  ])('with the challenge %s', async (challenge, message) => {
    registry.on(manifests, (_, response) => response.writeHead(401, { 'www-authenticate': challenge }).end());
    expect(await unavailable('web:1')).toMatch(message);
  });

  it.each([
    ['{}', 'the token server gives no token (status 200).'],
    ['{"token":"a\\nb"}', 'the token server gives no token (status 200).'],
    ['<html>', 'the token server gives no token (status 200).'],
  ])('with the token %s', async (token, message) => {
    const challenge = `Bearer realm="http://${registry.domain}/token"`;
    registry.on(manifests, (_, response) => response.writeHead(401, { 'www-authenticate': challenge }).end());
    registry.on('/token', (_, response) => response.end(token));
    expect(await unavailable('web:1')).toBe(message);
  });
});

describe('the cache', () => {
  it('answers for a tag, for a short time, and for a digest', async () => {
    const digest = registry.image('web', '1', { User: '7' });
    const first = await ask('web:1', { cache: true });
    const { length } = registry.requests;
    expect(await ask('web:1', { cache: true })).toEqual(first);
    expect(await ask(`web@${digest}`, { cache: true })).toEqual(first);
    expect(registry.requests).toHaveLength(length);
    const old = new Date(Date.now() - 11 * 60_000);
    const files = path.join(folder, 'cache');
    fs.readdirSync(files).forEach((name) => fs.utimesSync(path.join(files, name), old, old));
    expect(await ask('web:1', { cache: true })).toEqual(first);
    expect(registry.paths.slice(length)).toEqual(['/v2/web/manifests/1']);
  });

  it('ignores damaged files', async () => {
    registry.image('web', '1', { User: '7' });
    const first = await ask('web:1', { cache: true });
    const files = path.join(folder, 'cache');
    fs.readdirSync(files).forEach((name) => fs.writeFileSync(path.join(files, name), 'damaged'));
    expect(await ask('web:1', { cache: true })).toEqual(first);
  });

  it('can be impossible to write', async () => {
    registry.image('web', '1');
    fs.writeFileSync(path.join(folder, 'cache'), '');
    expect(await ask('web:1', { cache: true })).toHaveProperty('image');
  });

  it('removes old files', async () => {
    registry.image('web', '1');
    await ask('web:1', { cache: true });
    const files = path.join(folder, 'cache');
    const [first] = fs.readdirSync(files);
    fs.utimesSync(path.join(files, first), 0, 0);
    new ImageCache(files).prune();
    expect(fs.readdirSync(files)).not.toContain(first);
    expect(fs.readdirSync(files)).toHaveLength(2);
  });
});
