import { listOf, PlacedContainer } from './pod';
import { commandField, commandLine } from './command-line';
import { eachProbe } from './handlers';
import { officialName, untouchedImage } from './images';

/** A port that a container listens on, and how that is known. */
export interface Listening {
  readonly container: PlacedContainer;
  readonly port: number;
  readonly protocol: string;
  /** The address that it is bound to, where that is not all of the pod's. */
  readonly host?: string;
  /** Where that is said: a field of the container. */
  readonly field: string;
  /** Where it is not declared: how it is known, as messages say it. */
  readonly evidence?: string;
  /** Whether it is what the program does, rather than what somebody declared or an argument seems to say. */
  readonly certain: boolean;
  /** Whether nothing says so but a probe, which may as well ask another container. */
  readonly isProbed?: true;
}

/** Options that programs are told with on which address to listen. */
const OPTION =
  /(?:^|\s)--?(?=[\w.-]*(?:listen|bind|https?-address))[\w.-]*[= ](?:https?:\/\/)?(\S*?):?(\d{1,5})(?=\s|$)/gi;

/** Programs whose command line says the port. */
const PROGRAMS = [
  { program: 'httpd', pattern: /\bhttpd\b[^;&|]*?\s-p\s*(?:([\d.]+):)?(\d{1,5})\b/g },
  { program: 'nc', pattern: /\bnc\b[^;&|]*?\s-(?:l|lk|kl)\s+(?:-k\s+)?()(?:-p\s*)?(\d{1,5})\b/g },
  { program: 'nc', pattern: /\bnc\b[^;&|]*?\s-(?:lp|lkp|klp)\s*()(\d{1,5})\b/g },
  { program: 'http.server', pattern: /\bhttp\.server\s+()(\d{1,5})\b/g },
  { program: 'socat', pattern: /\btcp4?-listen:()(\d{1,5})\b/gi },
  { program: 'gunicorn', pattern: /\bgunicorn\b[^;&|]*?\s(?:-b|--bind)[ =](\S*?):(\d{1,5})\b/g },
  { program: 'cloud-sql-proxy', pattern: /()--port[ =](\d{1,5})\b/g, image: /cloud-sql-proxy/ },
];

/** The ports on which a container is known to listen, each once. */
export function listening(container: PlacedContainer): readonly Listening[] {
  let found = known.get(container);
  if (found === undefined) {
    found = find(container);
    known.set(container, found);
  }
  return found;
}

/** Several rules ask it of each container of a pod. */
const known = new WeakMap<PlacedContainer, readonly Listening[]>();

function find(container: PlacedContainer): Listening[] {
  const { value } = container;
  const found = new Map<string, Listening>();
  listOf(value.ports).forEach((declared, i) => {
    if (Number.isInteger(declared?.containerPort)) {
      const { containerPort: port, protocol = 'TCP' } = declared;
      add(found, { container, port, protocol, field: `ports[${i}]`, certain: false });
    }
  });
  for (const port of untouchedImage(value)?.ports ?? []) {
    const evidence = `on which the image ${officialName(value.image)} listens,`;
    add(found, { container, port, protocol: 'TCP', field: 'image', evidence, certain: true });
  }
  const line = commandLine(value);
  if (line !== '') {
    const field = commandField(value);
    for (const { program, pattern, image } of PROGRAMS) {
      if (image === undefined || image.test(String(value.image))) {
        for (const [, host, port] of line.matchAll(pattern)) {
          const evidence = `on which ${program} is told to listen,`;
          add(found, {
            container,
            port: Number(port),
            protocol: 'TCP',
            host: hostOf(host),
            field,
            evidence,
            certain: true,
          });
        }
      }
    }
    for (const [, host, port] of line.matchAll(OPTION)) {
      const evidence = 'on which its arguments seem to say that it listens,';
      add(found, {
        container,
        port: Number(port),
        protocol: 'TCP',
        host: hostOf(host),
        field,
        evidence,
        certain: false,
      });
    }
  }
  eachProbe(container, (probe, name) => {
    const kind = (['httpGet', 'tcpSocket', 'grpc'] as const).find((one) => probe[one]);
    const { port, host = '' } = (kind && probe[kind]) ?? {};
    if (typeof port === 'number' && host === '') {
      const evidence = `which its ${name} asks,`;
      const field = `${name}.${kind}.port`;
      add(found, { container, port, protocol: 'TCP', field, evidence, certain: false, isProbed: true });
    }
  });
  return [...found.values()];
}

/** What is known in two ways is one port: where it was found first, as certain as it is from either. */
function add(found: Map<string, Listening>, one: Listening): void {
  const key = `${one.port}/${one.protocol}`;
  const same = found.get(key);
  if (same === undefined) {
    found.set(key, one);
  } else if (one.certain && !same.certain) {
    found.set(key, { ...same, host: one.host, certain: true });
  }
}

function hostOf(host = ''): string | undefined {
  return ['', '*', '0.0.0.0', '[::]'].includes(host) ? undefined : host.replace('localhost', '127.0.0.1');
}
