import { ImageName } from '../../kubernetes/image-name';
import { fieldsOf } from '../../util/plain-object';
import { Challenge } from './challenge';
import { Credentials } from './credentials';
import { HttpAnswer, HttpRequest } from './http';
import { Unavailable } from './unavailable';

/**
 * The header `Authorization` that answers a challenge of a registry: undefined if there are no credentials that could.
 * @param ask sends a request to the token server
 * @see https://distribution.github.io/distribution/spec/auth/token/
 */
export async function authorizationFor(
  { scheme, realm = '', service = '' }: Challenge,
  { path }: Pick<ImageName, 'path'>,
  credentials: Credentials | undefined,
  ask: (url: URL, request: Pick<HttpRequest, 'method' | 'headers' | 'body'>) => Promise<HttpAnswer>,
): Promise<string | undefined> {
  const basic = basicOf(credentials);
  if (scheme === 'basic') {
    return basic;
  }
  if (credentials?.registryToken !== undefined) {
    return bearer(credentials.registryToken);
  }
  const url = urlOf(realm);
  const scope = `repository:${path}:pull`;
  if (credentials?.identityToken !== undefined) {
    const form = { grant_type: 'refresh_token', refresh_token: credentials.identityToken, client_id: 'cdk8s-pods' };
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams({ ...form, service, scope }).toString();
    return tokenIn(await ask(url, { method: 'POST', headers, body }));
  }
  url.searchParams.set('service', service);
  url.searchParams.set('scope', scope);
  return tokenIn(await ask(url, { headers: basic === undefined ? {} : { authorization: basic } }));
}

/** The header for a user and a password. */
function basicOf(credentials: Credentials | undefined): string | undefined {
  const { username, password } = credentials ?? {};
  return username === undefined || password === undefined
    ? undefined
    : `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function urlOf(realm: string): URL {
  try {
    return new URL(realm);
  } catch {
    throw new Unavailable('the registry names no valid token server.', true);
  }
}

/** The token in an answer: undefined if the server refuses one. */
function tokenIn({ status, body }: HttpAnswer): string | undefined {
  if (status >= 400 && status < 500) {
    return undefined;
  }
  let fields = {};
  try {
    fields = fieldsOf(JSON.parse(body.toString('utf8')));
  } catch {
    // not JSON: it has no token
  }
  const { token, access_token: accessToken = token } = fields as { token?: unknown; access_token?: unknown };
  if (status !== 200 || typeof accessToken !== 'string' || !/^[\x21-\x7e]+$/.test(accessToken)) {
    throw new Unavailable(`the token server gives no token (status ${status}).`, true);
  }
  return bearer(accessToken);
}

function bearer(token: string): string {
  return `Bearer ${token}`;
}
