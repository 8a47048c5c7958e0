import { ContainerPort } from '../../kubernetes/decoded';
import { Argv, commandField } from './argv';
import { ImageContainer } from './container-image';
import { probesOf } from './handlers';
import { exposedPortsOf, isImageOf, unconfiguredImage, untouchedImage } from './images';
import { Program } from './program';
import { RunCommand } from './script';

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
  /** Whether only the image declares it. Its program may listen elsewhere. */
  readonly isExposed?: true;
  /** Whether only a probe shows it. The probe may as well connect to another container. */
  readonly isProbed?: true;
}

/** What shows the ports of a container. */
interface ListeningContainer extends ImageContainer {
  readonly ports: readonly ContainerPort[];
  readonly argv: Argv;
  readonly commands: readonly RunCommand[];
}

/** Options by which many programs get the address on which they listen, with or without the value. */
const OPTION = /^--?(?=[\w.-]*(?:listen|bind|https?-address))[\w.-]*(?:=(.*))?$/is;
const ADDRESS = /^(?:https?:\/\/)?(.*?):?(\d{1,5})$/i;

/** How a program gets its port: an expression for its arguments, with spaces between, that finds host and port. */
const PROGRAMS: Record<string, RegExp> = {
  httpd: /\s-p\s*(?:([\d.]+):)?(\d{1,5})(?=\s|$)/,
  nc: /\s-(?:l|lk|kl)\s+(?:-k\s+)?()(?:-p\s*)?(\d{1,5})(?=\s|$)|\s-(?:lp|lkp|klp)\s*()(\d{1,5})(?=\s|$)/,
  gunicorn: /\s(?:-b|--bind)[ =](\S*?):(\d{1,5})(?=\s|$)/,
};

/** The ports on which a container listens, each once. */
export function listenersOf(container: ListeningContainer): readonly Listener[] {
  const listeners = new Listeners();
  container.ports.forEach(({ containerPort: port, protocol = 'TCP' }, i) => {
    if (port !== undefined) {
      listeners.add({ port, protocol, field: `ports[${i}]`, isCertain: false });
    }
  });
  const image = untouchedImage(container);
  for (const port of image?.ports ?? []) {
    const evidence = `on which the image ${image!.name} listens,`;
    listeners.add({ port, protocol: 'TCP', field: 'image', evidence, isCertain: true });
  }
  const unconfigured = unconfiguredImage(container);
  for (const { port, protocol } of unconfigured === undefined ? [] : exposedPortsOf(unconfigured)) {
    const evidence = `which the image ${unconfigured!.name} declares,`;
    listeners.add({ port, protocol, field: 'image', evidence, isCertain: false, isExposed: true });
  }
  addCommands(listeners, container);
  for (const { field, action, port, host } of probesOf(container.value)) {
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

function addCommands(listeners: Listeners, { value, argv, commands }: ListeningContainer): void {
  const field = argv.fieldOf(argv.words.length - 1) === 'image' ? 'image' : commandField(value);
  const add = (host: string | undefined, port: string, evidence: string, isCertain: boolean): void =>
    listeners.add({ port: Number(port), protocol: 'TCP', host: hostOf(host), field, evidence, isCertain });
  for (const { program } of commands) {
    for (const { name, host, port } of portsOf(program, isImageOf(value.image, 'cloud-sql-proxy'))) {
      add(host, port, `on which its ${name} listens,`, true);
    }
    program.words.forEach((word, i) => {
      const option = word === undefined ? null : OPTION.exec(word);
      const address = option === null ? null : ADDRESS.exec(option[1] ?? program.words[i + 1] ?? '');
      if (address !== null) {
        add(address[1], address[2], 'on which it seems to listen by its arguments,', false);
      }
    });
  }
}

/** The ports on which a well-known program listens, by its arguments. */
function portsOf({ name, words }: Program, isProxy: boolean): { name: string; host?: string; port: string }[] {
  const ports: { name: string; host?: string; port: string }[] = [];
  if (Object.prototype.hasOwnProperty.call(PROGRAMS, name)) {
    const [, host, port, otherHost, otherPort] = PROGRAMS[name].exec(words.map((word) => word ?? '$').join(' ')) ?? [];
    if ((port ?? otherPort) !== undefined) {
      ports.push({ name, host: host ?? otherHost, port: port ?? otherPort });
    }
  }
  words.forEach((word = '', i) => {
    const next = words[i + 1] ?? '';
    const [, ofSocat] = /^tcp4?-listen:(\d{1,5})\b/i.exec(word) ?? [];
    const [, ofProxy] =
      (isProxy ? /^--port[= ](\d{1,5})$/.exec(word === '--port' ? `--port ${next}` : word) : null) ?? [];
    if (ofSocat !== undefined) {
      ports.push({ name: 'socat', port: ofSocat });
    } else if (ofProxy !== undefined) {
      ports.push({ name: 'cloud-sql-proxy', port: ofProxy });
    } else if (word === 'http.server' && /^\d{1,5}$/.test(next)) {
      ports.push({ name: word, port: next });
    }
  });
  return ports;
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
