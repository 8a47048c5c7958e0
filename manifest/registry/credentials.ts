import { execFile } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as process from 'process';
import { errorCode, errorText } from '../../util/errno';
import { fieldsOf, PlainObject } from '../../util/plain-object';
import { Unavailable } from './unavailable';

/** What a user has for a registry: a name and a password, or a token. */
export interface Credentials {
  readonly username?: string;
  readonly password?: string;
  /** A token that the token server of the registry exchanges for others. */
  readonly identityToken?: string;
  /** A token for the registry itself. */
  readonly registryToken?: string;
}

const DOCKER_HUB = 'https://index.docker.io/v1/';
const HELPER_TIMEOUT = 30_000;

/**
 * The credentials that `docker login` stores in `config.json`, or in the credential helpers that the file names.
 * @see https://docs.docker.com/reference/cli/docker/login/#credential-stores
 */
export class CredentialStore {
  private config?: PlainObject;
  private readonly cache = new Map<string, Promise<Credentials | undefined>>();

  /** @param folder by default `$DOCKER_CONFIG` or `~/.docker` */
  public constructor(private readonly folder = process.env.DOCKER_CONFIG || path.join(os.homedir(), '.docker')) {}

  /** The credentials for a registry: undefined if there are none. */
  public of(domain: string): Promise<Credentials | undefined> {
    const found = this.cache.get(domain) ?? this.find(domain);
    this.cache.set(domain, found);
    return found;
  }

  private async find(domain: string): Promise<Credentials | undefined> {
    this.config ??= readConfig(path.join(this.folder, 'config.json'));
    const { credHelpers, credsStore, auths } = this.config;
    const helper = entryOf(credHelpers, domain) ?? credsStore;
    const ofHelper = typeof helper === 'string' && helper !== '' ? await askHelper(helper, domain) : undefined;
    return ofHelper ?? storedCredentials(fieldsOf(entryOf(auths, domain)));
  }
}

function readConfig(file: string): PlainObject {
  try {
    return fieldsOf(JSON.parse(fs.readFileSync(file, 'utf8')));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return {};
    }
    const reason = error instanceof SyntaxError ? 'it is not valid JSON.' : errorText(error);
    throw new Unavailable(`the credentials cannot be read from ${file}: ${reason}`, true);
  }
}

/** The entry of a registry, whose key can be a host or a URL. */
function entryOf(map: unknown, domain: string): unknown {
  return Object.entries(fieldsOf(map)).find(([key]) => domainOf(key) === domain)?.[1];
}

function domainOf(key: string): string {
  const [host] = key.replace(/^https?:\/\//, '').split('/', 1);
  return host === 'index.docker.io' || host === 'registry-1.docker.io' ? 'docker.io' : host;
}

function storedCredentials({ auth, username, password, identitytoken, registrytoken }: PlainObject) {
  const decoded = typeof auth === 'string' ? Buffer.from(auth, 'base64').toString('utf8') : '';
  const colon = decoded.indexOf(':');
  const credentials: Credentials = {
    username: colon > 0 ? decoded.slice(0, colon) : text(username),
    password: colon > 0 ? decoded.slice(colon + 1) : text(password),
    identityToken: text(identitytoken),
    registryToken: text(registrytoken),
  };
  return Object.values(credentials).some((value) => value !== undefined) ? credentials : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Runs a credential helper. Its protocol: the server on standard input, JSON on standard output. */
function askHelper(helper: string, domain: string): Promise<Credentials | undefined> {
  const program = `docker-credential-${helper}`;
  const failure = (reason: string) => new Unavailable(`the credential helper ${program} fails: ${reason}`, true);
  return new Promise((resolve, reject) => {
    if (!/^[\w.-]+$/.test(helper)) {
      throw failure('it is no name of a program. Correct config.json.');
    }
    const options = { env: process.env, timeout: HELPER_TIMEOUT, maxBuffer: 1 << 20, windowsHide: true };
    const child = execFile(program, ['get'], options, (error, output) => {
      if (error !== null) {
        if (/credentials not found/i.test(output)) {
          resolve(undefined);
        } else if (errorCode(error) === 'ENOENT') {
          reject(failure('it is not installed. Install it, or remove it from config.json.'));
        } else {
          // its output can contain secrets
          reject(failure(`run \`echo ${serverOf(domain)} | ${program} get\` to see why.`));
        }
        return;
      }
      try {
        const { Username: username, Secret: secret } = fieldsOf(JSON.parse(output));
        const isToken = username === '<token>';
        resolve(isToken ? { identityToken: text(secret) } : { username: text(username), password: text(secret) });
      } catch {
        reject(failure('its output is not JSON.'));
      }
    });
    // a helper can end before it reads
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(serverOf(domain));
  });
}

/** How `docker login` names a registry. */
function serverOf(domain: string): string {
  return domain === 'docker.io' ? DOCKER_HUB : domain;
}
