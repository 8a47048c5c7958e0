import { Container } from '../../kubernetes/decoded';
import { commandField, commandLine } from './command-line';
import { probesOf } from './handlers';
import { officialName, untouchedImage } from './images';

/** A port on which a container listens. */
export interface Listener {
  readonly port: number;
  readonly protocol: string;
  /** The address to which it is bound, if that is not every address of the pod. */
  readonly host?: string;
  /** The field of the container that shows it. */
  readonly field: string;
  /** How a message explains it, if the port is not declared. */
  readonly evidence?: string;
  /** Whether the program is known to listen there. A declaration or an option may be wrong. */
  readonly isCertain: boolean;
  /** Whether only a probe shows it. The probe may as well connect to another container. */
  readonly isProbed?: true;
}

/** Options by which many programs are given the address on which they listen. */
const OPTION =
  /(?:^|\s)--?(?=[\w.-]*(?:listen|bind|https?-address))[\w.-]*[= ](?:https?:\/\/)?(\S*?):?(\d{1,5})(?=\s|$)/gi;

/** Programs whose command line has the port. */
const PROGRAMS = [
  { program: 'httpd', pattern: /\bhttpd\b[^;&|]*?\s-p\s*(?:([\d.]+):)?(\d{1,5})\b/g },
  { program: 'nc', pattern: /\bnc\b[^;&|]*?\s-(?:l|lk|kl)\s+(?:-k\s+)?()(?:-p\s*)?(\d{1,5})\b/g },
  { program: 'nc', pattern: /\bnc\b[^;&|]*?\s-(?:lp|lkp|klp)\s*()(\d{1,5})\b/g },
  { program: 'http.server', pattern: /\bhttp\.server\s+()(\d{1,5})\b/g },
  { program: 'socat', pattern: /\btcp4?-listen:()(\d{1,5})\b/gi },
  { program: 'gunicorn', pattern: /\bgunicorn\b[^;&|]*?\s(?:-b|--bind)[ =](\S*?):(\d{1,5})\b/g },
  { program: 'cloud-sql-proxy', pattern: /()--port[ =](\d{1,5})\b/g, image: /cloud-sql-proxy/ },
];

/** The ports on which a container listens, each once. */
export function listenersOf(container: Container): readonly Listener[] {
  const listeners = new Listeners();
  container.ports?.forEach(({ containerPort: port, protocol = 'TCP' }, i) => {
    if (port !== undefined) {
      listeners.add({ port, protocol, field: `ports[${i}]`, isCertain: false });
    }
  });
  for (const port of untouchedImage(container)?.ports ?? []) {
    const evidence = `on which the image ${officialName(container.image)} listens,`;
    listeners.add({ port, protocol: 'TCP', field: 'image', evidence, isCertain: true });
  }
  addCommandLine(listeners, container);
  for (const { field, action, port, host } of probesOf(container)) {
    if (typeof port === 'number' && host === undefined) {
      const evidence = `to which its ${field} connects,`;
      listeners.add({
        port,
        protocol: 'TCP',
        field: `${field}.${action}.port`,
        evidence,
        isCertain: false,
        isProbed: true,
      });
    }
  }
  return [...listeners.values()];
}

function addCommandLine(listeners: Listeners, container: Container): void {
  const line = commandLine(container);
  const field = commandField(container);
  const add = (pattern: RegExp, evidence: string, isCertain: boolean): void => {
    for (const [, host, port] of line.matchAll(pattern)) {
      listeners.add({ port: Number(port), protocol: 'TCP', host: hostOf(host), field, evidence, isCertain });
    }
  };
  if (line === '') {
    return;
  }
  for (const { program, pattern, image } of PROGRAMS) {
    if (image === undefined || image.test(container.image ?? '')) {
      add(pattern, `on which its ${program} listens,`, true);
    }
  }
  add(OPTION, 'on which it seems to listen by its arguments,', false);
}

/** The listeners by port. If a port is known already, its field stays, and it is certain if either of the two is. */
class Listeners extends Map<string, Listener> {
  public add(listener: Listener): void {
    const key = `${listener.port}/${listener.protocol}`;
    const same = this.get(key);
    if (same === undefined) {
      this.set(key, listener);
    } else if (listener.isCertain && !same.isCertain) {
      this.set(key, { ...same, host: listener.host, isCertain: true });
    }
  }
}

function hostOf(host = ''): string | undefined {
  return ['', '*', '0.0.0.0', '[::]'].includes(host) ? undefined : host.replace('localhost', '127.0.0.1');
}
