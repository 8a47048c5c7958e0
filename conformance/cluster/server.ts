import { ChildProcess, execFileSync, spawn } from 'child_process';
import { once } from 'events';
import * as http from 'http';
import { BuiltInKind } from '../../kubernetes/built-in';

/** The response of the API server. */
export interface Answer {
  readonly status: number;
  readonly body: any;
  readonly warnings: string[];
}

/** The API server that KUBECONFIG names, asked a thousand times faster than by a kubectl for each question. */
export class Server {
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: 16 });

  private constructor(
    private readonly proxy: ChildProcess,
    private readonly port: number,
  ) {}

  static async connect(): Promise<Server> {
    const proxy = spawn('kubectl', ['proxy', '--port=0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(proxy.stdout!, 'data');
    return new Server(proxy, Number(/:(\d+)/.exec(String(line))![1]));
  }

  close(): void {
    this.agent.destroy();
    this.proxy.kill();
  }

  /** Its version: `1.37`. */
  async version(): Promise<string> {
    const { body } = await this.ask('GET', '/version');
    return `${body.major}.${body.minor}`;
  }

  /**
   * The response to the creation of an object; nothing is stored.
   *
   * @param object the object, or a manifest of it in YAML
   * @param unknown what it does about fields that it does not know: by itself, it warns
   */
  async tryToCreate(collection: string, object: any, unknown: 'Warn' | 'Strict' = 'Warn'): Promise<Answer> {
    return this.ask('POST', `${collection}?dryRun=All&fieldValidation=${unknown}`, object);
  }

  /** The response to a server-side apply of a manifest in YAML; nothing is stored. */
  async tryToApply(path: string, manifest: string): Promise<Answer> {
    const query = 'dryRun=All&fieldManager=kubectl&fieldValidation=Strict';
    return this.ask('PATCH', `${path}?${query}`, manifest, 'application/apply-patch+yaml');
  }

  private async ask(method: string, path: string, object?: any, type?: string): Promise<Answer> {
    const isText = typeof object === 'string';
    const headers = { 'Content-Type': type ?? `application/${isText ? 'yaml' : 'json'}` };
    const request = http.request({ agent: this.agent, port: this.port, method, path, headers });
    request.end(isText ? object : object && JSON.stringify(object));
    const [response]: [http.IncomingMessage] = (await once(request, 'response')) as any;
    const chunks: Buffer[] = [];
    for await (const chunk of response) {
      chunks.push(chunk);
    }
    const warnings = response.headersDistinct.warning ?? [];
    return {
      status: response.statusCode!,
      body: JSON.parse(Buffer.concat(chunks).toString()),
      warnings: warnings.map(unquoted),
    };
  }
}

/** The version of the server, before there is a connection: `1.37`. */
export function serverVersion(): string {
  const { major, minor } = JSON.parse(execFileSync('kubectl', ['get', '--raw', '/version'], { encoding: 'utf8' }));
  return `${major}.${minor}`;
}

/** The address of the objects of a kind. */
export function collectionOf({ apiVersion, kind }: BuiltInKind, namespace = 'default'): string {
  const address = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const { resources } = JSON.parse(execFileSync('kubectl', ['get', '--raw', address], { encoding: 'utf8' }));
  const { name, namespaced } = resources.find((one: any) => one.kind === kind && !one.name.includes('/'));
  return `${address}${namespaced ? `/namespaces/${namespace}` : ''}/${name}`;
}

/** The text of a warning header: `299 - "text"`. */
function unquoted(header: string): string {
  const text = Buffer.from(header, 'latin1').toString();
  return text.replace(/^299 \S+ "|"$/g, '').replace(/\\(.)/g, '$1');
}
