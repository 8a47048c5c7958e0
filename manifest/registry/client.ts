import { ImageName } from '../../kubernetes/image-name';
import { fieldsOf, itemsIn } from '../../util/plain-object';
import { authorizationFor } from './authorization';
import { ImageCache } from './cache';
import { Challenge, challengeOf } from './challenge';
import { CredentialStore } from './credentials';
import { digestOf } from './digest';
import { HttpAnswer, HttpRequest, isLoopback, send } from './http';
import { configOf, ImageConfig, IndexEntry, MANIFEST_TYPES, manifestOf, Platform } from './registry-image';
import { Unavailable } from './unavailable';

/** What a registry has under the name of an image. */
export interface RegistryImage {
  /** The digest of the manifest or of the index. */
  readonly digest: string;
  /** Whether it is an index: a node then chooses the manifest for its platform. */
  readonly isIndex: boolean;
  /** The platforms: empty if the registry names none. */
  readonly platforms: readonly Platform[];
  /** Of an image for several platforms, the configuration for linux/amd64 or else for the first platform. */
  readonly config?: ImageConfig;
}

/** The answer of a registry: the image, or that it does not exist, or why it is not known. */
export type ImageAnswer =
  { readonly image: RegistryImage } | { readonly missing: 'repository' | 'tag' } | { readonly unavailable: string };

const MAX_REDIRECTS = 5;
const MAX_MANIFEST = 4 << 20;
const MAX_CONFIG = 8 << 20;
const MAX_TOKEN = 1 << 20;
const MANIFEST_ANSWERS: readonly string[] = [...MANIFEST_TYPES, 'application/json'];

/**
 * Asks registries for images, by the OCI distribution protocol: for the manifest and the configuration, never for a layer.
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export class RegistryClient {
  /** The registries that do not answer, and why. */
  private readonly silent = new Map<string, Unavailable>();
  private readonly authorizations = new Map<string, string>();
  private readonly end: number;

  /**
   * @param timeout the milliseconds for one answer
   * @param total the milliseconds for all answers
   */
  public constructor(
    private readonly credentials: CredentialStore,
    private readonly cache: ImageCache,
    private readonly timeout: number,
    total = 6 * timeout,
  ) {
    this.end = Date.now() + total;
  }

  /** Asks for one image. It throws for a defect only. */
  public async ask(name: ImageName): Promise<ImageAnswer> {
    try {
      return await this.find(name);
    } catch (error) {
      if (!(error instanceof Unavailable)) {
        throw error;
      }
      if (error.ofRegistry && !this.silent.has(name.domain)) {
        this.silent.set(name.domain, error);
      }
      return { unavailable: error.message };
    }
  }

  private async find(name: ImageName): Promise<ImageAnswer> {
    const top = await this.manifest(name);
    if (!('digest' in top)) {
      return top;
    }
    const { digest } = top;
    const manifest = manifestOf(top.content);
    if ('config' in manifest) {
      const { platform, config } = await this.config(name, manifest.config);
      return { image: { digest, isIndex: false, platforms: platform === undefined ? [] : [platform], config } };
    }
    const platforms = manifest.entries.map(({ platform }) => platform);
    const preferred = preferredOf(manifest.entries);
    const own = preferred === undefined ? undefined : await this.manifest(withDigest(name, preferred.digest));
    // an index can name a manifest that was removed
    const child = own !== undefined && 'digest' in own ? manifestOf(own.content) : undefined;
    const { config } = child !== undefined && 'config' in child ? await this.config(name, child.config) : {};
    return { image: { digest, isIndex: true, platforms, config } };
  }

  private async manifest(
    name: ImageName,
  ): Promise<{ digest: string; content: Uint8Array } | { missing: 'repository' | 'tag' }> {
    const known = name.digest ?? this.cache.digest(name.reference);
    const cached = known === undefined ? undefined : this.cache.content(known);
    if (known !== undefined && cached !== undefined) {
      return { digest: known, content: cached };
    }
    const answer = await this.get(name, `manifests/${name.digest ?? name.tag ?? 'latest'}`, {
      accept: MANIFEST_TYPES.join(', '),
      maxBytes: MAX_MANIFEST,
    });
    if (answer.status === 404) {
      return { missing: missingPart(answer) };
    }
    const type = answer.headers['content-type']?.split(';', 1)[0].trim().toLowerCase() ?? 'no type';
    if (!MANIFEST_ANSWERS.includes(type)) {
      throw new Unavailable(`the answer is no manifest: its type is ${JSON.stringify(type.slice(0, 100))}.`);
    }
    const named = answer.headers['docker-content-digest'];
    const expected = name.digest ?? (typeof named === 'string' ? named : undefined);
    const digest = this.add(answer.body, expected);
    if (name.digest === undefined) {
      this.cache.addDigest(name.reference, digest);
    }
    return { digest, content: answer.body };
  }

  private async config(name: ImageName, digest: string | undefined): Promise<Partial<ReturnType<typeof configOf>>> {
    if (digest === undefined) {
      return {};
    }
    const cached = this.cache.content(digest);
    if (cached !== undefined) {
      return configOf(cached);
    }
    const answer = await this.get(name, `blobs/${digest}`, { accept: '*/*', maxBytes: MAX_CONFIG });
    if (answer.status === 404) {
      return {};
    }
    this.add(answer.body, digest);
    return configOf(answer.body);
  }

  /** Adds content to the cache, and returns its digest. */
  private add(content: Uint8Array, expected?: string): string {
    const isKnown = expected !== undefined && /^sha(?:256|384|512):/.test(expected);
    const digest = digestOf(content, isKnown ? expected : undefined);
    if (expected !== undefined && digest !== expected) {
      throw new Unavailable(`the content has the digest ${digest}, and not ${JSON.stringify(expected.slice(0, 200))}.`);
    }
    this.cache.addContent(digest, content);
    return digest;
  }

  /** Asks for a part of a repository: the answer has the status 200 or 404. */
  private async get(
    name: ImageName,
    part: string,
    { accept, maxBytes }: { readonly accept: string; readonly maxBytes: number },
  ): Promise<HttpAnswer> {
    const known = this.silent.get(name.domain);
    if (known !== undefined) {
      throw known;
    }
    const url = new URL(`${baseOf(name)}/v2/${name.path}/${part}`);
    const authorization = this.authorizations.get(name.repository);
    let answer = await this.follow(url, { accept, maxBytes, authorization });
    const challenge = answer.status === 401 ? challengeOf(answer.headers['www-authenticate']) : undefined;
    if (challenge !== undefined) {
      const authorized = await this.authorize(name, challenge);
      if (authorized !== undefined) {
        this.authorizations.set(name.repository, authorized);
        answer = await this.follow(url, { accept, maxBytes, authorization: authorized });
      }
    }
    return usable(name, answer);
  }

  private async authorize(name: ImageName, challenge: Challenge) {
    const credentials = await this.credentials.of(name.domain);
    return authorizationFor(challenge, name, credentials, (url, request) =>
      this.send(url, { ...request, maxBytes: MAX_TOKEN }, name),
    );
  }

  /** Follows redirects. Another host gets no credentials. */
  private async follow(
    start: URL,
    { accept, maxBytes, authorization }: { accept: string; maxBytes: number; authorization?: string },
  ): Promise<HttpAnswer> {
    let url = start;
    for (let i = 0; i <= MAX_REDIRECTS; i++) {
      const isHome = url.origin === start.origin;
      const headers = { accept, ...(isHome && authorization !== undefined ? { authorization } : {}) };
      const answer = await this.send(url, { headers, maxBytes }, start);
      const { location } = answer.headers;
      if (answer.status < 300 || answer.status >= 400 || location === undefined) {
        return answer;
      }
      url = redirected(location, url);
    }
    throw new Unavailable(`more than ${MAX_REDIRECTS} redirects.`);
  }

  /** @param from the registry that names the URL: only a registry on localhost may name a URL of http */
  private send(url: URL, request: Omit<HttpRequest, 'timeout'>, from: URL | ImageName): Promise<HttpAnswer> {
    const isLocal = isLoopback('hostname' in from ? from.hostname : hostOf(from));
    if (url.protocol !== 'https:' && !isLocal) {
      throw new Unavailable(`the registry refers to ${url.protocol}//${url.host}, which is not https.`, true);
    }
    const left = this.end - Date.now();
    if (left <= 0) {
      throw new Unavailable('the time for all registries is over.');
    }
    return send(url, { ...request, timeout: Math.min(this.timeout, left) });
  }
}

/** The address of a registry. Docker Hub has another one than its name. */
function baseOf(name: ImageName): string {
  const { domain } = name;
  return domain === 'docker.io'
    ? 'https://registry-1.docker.io'
    : `${isLoopback(hostOf(name)) ? 'http' : 'https'}://${domain}`;
}

function hostOf({ domain }: ImageName): string {
  return domain.replace(/:\d+$/, '');
}

function withDigest({ domain, path }: ImageName, digest: string): ImageName {
  return new ImageName(domain, path, undefined, digest);
}

function redirected(location: string, from: URL): URL {
  try {
    return new URL(location, from);
  } catch {
    throw new Unavailable('the registry redirects to an invalid URL.');
  }
}

/** The manifest of an index that shows how the image starts. */
function preferredOf(entries: readonly IndexEntry[]): IndexEntry | undefined {
  const isCommon = ({ platform: { os, architecture } }: IndexEntry) => os === 'linux' && architecture === 'amd64';
  return entries.find(isCommon) ?? entries[0];
}

/** The answer, if it has the status 200 or 404. */
function usable({ domain }: ImageName, answer: HttpAnswer): HttpAnswer {
  const { status, headers } = answer;
  switch (status) {
    case 200:
    case 404:
      return answer;
    case 401:
    case 403: {
      const fix = `If it exists, log in: \`docker login ${domain}\`.`;
      throw new Unavailable(
        `access is denied (status ${status}). The repository does not exist, or is private. ${fix}`,
      );
    }
    case 429: {
      const after = /^\d{1,9}$/.exec(headers['retry-after'] ?? '')?.[0];
      const when = after === undefined ? 'later' : `in ${after} seconds`;
      throw new Unavailable(
        `too many requests (status 429). Try again ${when}, or log in: \`docker login ${domain}\`.`,
        true,
      );
    }
    default:
      throw new Unavailable(`the answer has the status ${status}.`, status >= 500);
  }
}

const MISSING: ReadonlyMap<unknown, 'repository' | 'tag'> = new Map([
  ['NAME_UNKNOWN', 'repository'],
  ['MANIFEST_UNKNOWN', 'tag'],
  ['NOT_FOUND', 'tag'],
]);

/** What does not exist. A server that is no registry also answers 404, but not with an error of the protocol. */
function missingPart({ body }: HttpAnswer): 'repository' | 'tag' {
  let errors: unknown;
  try {
    ({ errors } = fieldsOf(JSON.parse(body.toString('utf8'))));
  } catch {
    // no JSON
  }
  const part = MISSING.get(fieldsOf(itemsIn(errors)[0]).code);
  if (part === undefined) {
    throw new Unavailable(
      'the answer has the status 404 without an error of the protocol. Check that the host is a registry.',
    );
  }
  return part;
}
