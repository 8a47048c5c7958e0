import * as http from 'http';
import * as https from 'https';
import { errorCode } from '../../util/errno';
import { Unavailable } from './unavailable';

export interface HttpRequest {
  readonly method?: 'GET' | 'POST';
  readonly headers?: http.OutgoingHttpHeaders;
  readonly body?: string;
  /** The milliseconds until the whole answer must have arrived. */
  readonly timeout: number;
  /** The largest body of an answer. */
  readonly maxBytes: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

const CAUSES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no host of this name. Check the name, the network and the proxy.',
  EAI_AGAIN: 'the name of the host cannot be resolved now. Check the network and the proxy.',
  ECONNREFUSED: 'the host refuses the connection. Check the port, and whether the registry runs.',
  ECONNRESET: 'the host closes the connection.',
  EHOSTUNREACH: 'the host cannot be reached. Check the network and the proxy.',
  ENETUNREACH: 'the network cannot be reached. Check the network and the proxy.',
};

/** Sends one request. It follows no redirect, and limits the time and the size of the answer. */
export function send(url: URL, { method = 'GET', headers, body, timeout, maxBytes }: HttpRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const isPlain = url.protocol === 'http:';
    if (url.username !== '' || !(url.protocol === 'https:' || (isPlain && isLoopback(url.hostname)))) {
      throw new Unavailable(`${url.origin} is not asked, because only a registry on localhost may use http.`);
    }
    const request = (isPlain ? http : https).request(url, {
      method,
      headers: { 'user-agent': 'cdk8s-pods', ...headers },
    });
    const timer = setTimeout(() => {
      request.destroy(new Unavailable(`no complete answer within ${Math.ceil(timeout / 1000)} seconds.`, true));
    }, timeout);
    request.on('close', () => clearTimeout(timer));
    request.on('error', (error) => reject(unavailable(error)));
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBytes) {
          request.destroy();
          reject(new Unavailable(`the answer has more than ${maxBytes >> 20} MiB.`));
        }
        chunks.push(chunk);
      });
      response.on('error', (error) => reject(unavailable(error)));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    request.end(body);
  });
}

/** Whether a host is this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function unavailable(error: Error): Unavailable {
  if (error instanceof Unavailable) {
    return error;
  }
  const code = errorCode(error) ?? '';
  const isCertificate = /CERT|SELF_SIGNED|ISSUER/.test(code);
  const cause = isCertificate
    ? `its certificate is not trusted (${code}). Set the variable NODE_EXTRA_CA_CERTS to the file of your authority.`
    : (CAUSES[code] ?? `the connection fails: ${error.message}.`);
  return new Unavailable(cause, true);
}
