import { ChildProcess, execFileSync, spawn, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as net from 'net';
import * as os from 'os';
import * as path from 'path';
import { sha256 } from '../__tests__/registry/fake-registry';

/** The user of a registry with authentication. The hash is bcrypt of the password. */
export const USER = { name: 'me', password: 'secret' };
const HTPASSWD = `${USER.name}:$2b$05$0uF.oLiO/9Po5I5Xr9feFO1RFcEeIZZ3V.9UVC1kaozxLK0cYkaAu\n`;

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';

/** The registry of the Debian package `docker-registry`, on loopback. */
export class DockerRegistry {
  public static async start(hasUsers: boolean): Promise<DockerRegistry> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'docker-registry-'));
    const domain = `127.0.0.1:${await freePort()}`;
    fs.writeFileSync(path.join(folder, 'htpasswd'), HTPASSWD);
    const auth = { htpasswd: { realm: 'test', path: path.join(folder, 'htpasswd') } };
    const config = {
      version: '0.1',
      log: { level: 'error' },
      storage: { filesystem: { rootdirectory: path.join(folder, 'data') } },
      http: { addr: domain },
      ...(hasUsers ? { auth } : {}),
    };
    // YAML accepts JSON
    fs.writeFileSync(path.join(folder, 'config.yml'), JSON.stringify(config));
    const child = spawn(program(), ['serve', path.join(folder, 'config.yml')], { stdio: 'ignore' });
    const registry = new DockerRegistry(domain, folder, child);
    await registry.untilReady();
    return registry;
  }

  private constructor(
    public readonly domain: string,
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  public async stop(): Promise<void> {
    if (this.child.signalCode === null) {
      const ended = new Promise((resolve) => this.child.once('exit', resolve));
      this.child.kill('SIGKILL');
      await ended;
      fs.rmSync(this.folder, { recursive: true });
    }
  }

  /** Pushes an image without layers, and returns its digest. */
  public async image(repository: string, tag: string | undefined, platform: object, config: object): Promise<string> {
    const blob = JSON.stringify({ ...platform, config, rootfs: { type: 'layers', diff_ids: [] } });
    const digest = sha256(blob);
    const start = await this.send('POST', `/v2/${repository}/blobs/uploads/`);
    const at = start.headers.get('location')!;
    await this.send('PUT', `${at}${at.includes('?') ? '&' : '?'}digest=${digest}`, blob, 'application/octet-stream');
    const type = 'application/vnd.docker.container.image.v1+json';
    const manifest = {
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: { mediaType: type, digest, size: blob.length },
      layers: [],
    };
    return this.manifest(repository, tag, manifest);
  }

  /** Pushes an index, and returns its digest. */
  public async index(repository: string, tag: string, entries: readonly { digest: string; platform: object }[]) {
    const manifests = await Promise.all(
      entries.map(async (entry) => {
        const { headers } = await this.send('HEAD', `/v2/${repository}/manifests/${entry.digest}`);
        return { mediaType: MANIFEST, size: Number(headers.get('content-length')), ...entry };
      }),
    );
    return this.manifest(repository, tag, { schemaVersion: 2, mediaType: INDEX, manifests });
  }

  private async manifest(
    repository: string,
    tag: string | undefined,
    manifest: { readonly mediaType: string; readonly [field: string]: unknown },
  ) {
    const text = JSON.stringify(manifest);
    await this.send('PUT', `/v2/${repository}/manifests/${tag ?? sha256(text)}`, text, manifest.mediaType);
    return sha256(text);
  }

  private async send(method: string, url: string, body?: string, type?: string): Promise<Response> {
    const authorization = `Basic ${Buffer.from(`${USER.name}:${USER.password}`).toString('base64')}`;
    const headers = { authorization, accept: MANIFEST, ...(type === undefined ? {} : { 'content-type': type }) };
    const response = await fetch(new URL(url, `http://${this.domain}`), { method, body, headers });
    if (!response.ok) {
      throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
    }
    return response;
  }

  private async untilReady(): Promise<void> {
    for (let i = 0; i < 200; i++) {
      try {
        await fetch(`http://${this.domain}/v2/`);
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    throw new Error('docker-registry does not start.');
  }
}

/** The program of the package. It is unpacked if it is not installed: the package would also start a service. */
function program(): string {
  const installed = spawnSync('sh', ['-c', 'command -v docker-registry'], { encoding: 'utf8' }).stdout.trim();
  const folder = path.join(os.tmpdir(), 'cdk8s-pods-docker-registry');
  const unpacked = path.join(folder, 'usr', 'bin', 'docker-registry');
  if (installed === '' && !fs.existsSync(unpacked)) {
    fs.mkdirSync(folder, { recursive: true });
    const command =
      '{ apt-get download docker-registry || { apt-get update && apt-get download docker-registry; }; } && dpkg -x docker-registry_*.deb .';
    execFileSync('sh', ['-c', command], { cwd: folder, stdio: 'pipe' });
  }
  return installed || unpacked;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
