import { Finding } from '../finding';
import { isNetworkPolicy, isService, Output, OutputPod } from '../model/output';
import { containers, listOf, PlacedContainer, staysUp } from '../model/pod';
import { listening } from '../model/listening';

const RULE = 'runtime/target-port';

/**
 * A port of a Service or NetworkPolicy that none of the selected pods has: a name that no container gives to a port, or a number that
 * none declares. Numbers are told of only where all containers declare their ports and none speaks of the number, since a container may
 * listen without saying so.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
 */
export function targetPort(object: any, output: Output): Finding[] {
  const wanted = isService(object) ? ofService(object) : isNetworkPolicy(object) ? ofPolicy(object) : [];
  if (wanted.length === 0) {
    return [];
  }
  const selector = object.kind === 'Service' ? { matchLabels: object.spec.selector } : (object.spec.podSelector ?? {});
  const pods = output.selected(object, selector);
  return pods.length === 0
    ? []
    : wanted
        .filter((port) => Ports.of(pods).lack(port))
        .map(({ port, protocol, path }): Finding => {
          const [{ object: maker }] = pods;
          const whose = `${maker.kind} "${maker.metadata?.name}"${pods.length > 1 ? ` and ${pods.length - 1} more` : ''}`;
          return {
            rule: RULE,
            severity: 'warning',
            path,
            what: `no container of the pods that are selected has the port ${typeof port === 'string' ? `"${port}"` : port}/${protocol}.`,
            why: `Selected is ${whose}; nothing listens there, as far as its containers say.`,
            fix: 'Name a port of theirs, or add it to the ports of the container that listens.',
          };
        });
}

interface Wanted {
  readonly port: string | number;
  readonly protocol: string;
  readonly path: string;
}

function ofService({ spec }: any): Wanted[] {
  return listOf(spec.ports).flatMap((one, i): Wanted[] => {
    const said = one?.targetPort ?? one?.port;
    const isHeadless = spec.clusterIP === 'None' && typeof said === 'number';
    // zero stands for the same port
    const port = said === 0 || said === '' ? one.port : said;
    return port === undefined || isHeadless
      ? []
      : [
          {
            port,
            protocol: one.protocol ?? 'TCP',
            path: `spec.ports[${i}].${one.targetPort === undefined ? 'port' : 'targetPort'}`,
          },
        ];
  });
}

function ofPolicy({ spec }: any): Wanted[] {
  return listOf(spec?.ingress).flatMap((rule, i) =>
    listOf(rule?.ports).flatMap((one, j): Wanted[] =>
      one?.port === undefined || one.endPort !== undefined
        ? []
        : [{ port: one.port, protocol: one.protocol ?? 'TCP', path: `spec.ingress[${i}].ports[${j}].port` }],
    ),
  );
}

/** What is known of the ports of some pods. */
class Ports {
  /** What is known of those that are selected, by many objects perhaps. */
  public static of(pods: readonly OutputPod[]): Ports {
    let ports = known.get(pods);
    if (ports === undefined) {
      ports = new Ports(pods.map(said));
      known.set(pods, ports);
    }
    return ports;
  }

  private readonly names = new Set<string>();
  /** Those that are declared or listened on. */
  private readonly numbers = new Set<string>();
  /** All numbers that containers are told of elsewhere: any may be that of a port. */
  private readonly told = new Set<string>();
  /** Whether a container declares none, and so may listen anywhere. */
  private readonly isOpen: boolean;

  private constructor(all: readonly Said[]) {
    this.isOpen = all.some(({ isOpen }) => isOpen);
    for (const { names, numbers, told } of all) {
      names.forEach((name) => this.names.add(name));
      numbers.forEach((number) => this.numbers.add(number));
      told.forEach((number) => this.told.add(number));
    }
  }

  /** Whether none of the pods has a port. */
  public lack({ port, protocol }: Wanted): boolean {
    return typeof port === 'string'
      ? !this.names.has(`${port}/${protocol}`)
      : !this.isOpen && !this.numbers.has(`${port}/${protocol}`) && !this.told.has(`${port}`);
  }
}

const known = new WeakMap<readonly OutputPod[], Ports>();

/** What one pod says of its ports. */
interface Said {
  readonly names: readonly string[];
  readonly numbers: readonly string[];
  readonly told: readonly string[];
  readonly isOpen: boolean;
}

/** Several objects select one pod. */
const ofPods = new WeakMap<OutputPod, Said>();

function said(one: OutputPod): Said {
  let found = ofPods.get(one);
  if (found === undefined) {
    const all = containers(one.pod).filter(staysUp);
    found = {
      names: all.flatMap(({ value }) => listOf(value.ports).map((port) => `${port?.name}/${port?.protocol ?? 'TCP'}`)),
      numbers: all.flatMap(listening).map(({ port, protocol }) => `${port}/${protocol}`),
      told: all.flatMap(numbersTold),
      isOpen: all.some(({ value }) => listOf(value.ports).length === 0),
    };
    ofPods.set(one, found);
  }
  return found;
}

/** The numbers in what a container is told beside its ports. */
function numbersTold({ value: { ports, ...told } }: PlacedContainer): readonly string[] {
  return JSON.stringify(told).match(/\d+/g) ?? [];
}
