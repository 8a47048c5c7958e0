import * as crypto from 'crypto';
import * as http from 'http';
import { AddressInfo } from 'net';

type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => void;

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';

export const sha256 = (text: string | Buffer): string =>
  `sha256:${crypto.createHash('sha256').update(text).digest('hex')}`;

/** A registry on loopback, of which a test can replace each answer. */
export class FakeRegistry {
  public static async start(): Promise<FakeRegistry> {
    const registry = new FakeRegistry();
    await new Promise<void>((resolve) => registry.server.listen(0, '127.0.0.1', resolve));
    return registry;
  }

  /** The requests so far: path and authorization. */
  public readonly requests: { readonly path: string; readonly authorization?: string }[] = [];
  /** Runs before each answer: whether it answered itself. */
  public guard: (request: http.IncomingMessage, response: http.ServerResponse) => boolean = () => false;
  private readonly server = http.createServer((request, response) => this.answer(request, response));
  private readonly handlers = new Map<string, Handler>();

  public get domain(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public get paths(): string[] {
    return this.requests.map(({ path }) => path);
  }

  public on(path: string, handler: Handler): void {
    this.handlers.set(path, handler);
  }

  /** Adds an image for one platform, and returns its digest. */
  public image(
    repository: string,
    tag: string | undefined,
    config: object = {},
    platform: object = { os: 'linux', architecture: 'amd64' },
  ): string {
    const blob = JSON.stringify({ ...platform, config });
    this.on(`/v2/${repository}/blobs/${sha256(blob)}`, (_, response) => response.end(blob));
    const descriptor = { mediaType: CONFIG, digest: sha256(blob), size: blob.length };
    return this.manifest(repository, tag, { schemaVersion: 2, mediaType: MANIFEST, config: descriptor, layers: [] });
  }

  /** Adds an index, and returns its digest. */
  public index(repository: string, tag: string, entries: readonly { digest: string; platform: object }[]): string {
    return this.manifest(repository, tag, {
      schemaVersion: 2,
      mediaType: INDEX,
      manifests: entries.map((entry) => ({ mediaType: MANIFEST, size: 1, ...entry })),
    });
  }

  public manifest(
    repository: string,
    tag: string | undefined,
    manifest: { readonly mediaType: string; readonly [field: string]: unknown },
  ): string {
    const text = JSON.stringify(manifest);
    const digest = sha256(text);
    for (const name of tag === undefined ? [digest] : [digest, tag]) {
      this.on(`/v2/${repository}/manifests/${name}`, (_, response) => {
        response.writeHead(200, { 'content-type': manifest.mediaType, 'docker-content-digest': digest }).end(text);
      });
    }
    return digest;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: http.IncomingMessage, response: http.ServerResponse): void {
    const path = request.url ?? '';
    this.requests.push({ path, authorization: request.headers.authorization });
    if (this.guard(request, response)) {
      return;
    }
    const handler = this.handlers.get(path) ?? this.handlers.get(path.split('?')[0]);
    if (handler !== undefined) {
      handler(request, response);
      return;
    }
    const code = [...this.handlers.keys()].some((known) => known.startsWith(path.replace(/manifests\/.*/, '')))
      ? 'MANIFEST_UNKNOWN'
      : 'NAME_UNKNOWN';
    response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify({ errors: [{ code }] }));
  }
}
