import { abridgedOf } from '../../util/truncate';
import { Finding } from '../finding';
import { OfOthers } from '../model/first-of-others';
import { containers, listOf, PlacedContainer, staysUp } from '../model/pod';
import { commandLine } from '../model/command-line';
import { listening } from '../model/listening';
import { LocalPort, localPorts } from '../model/localhost';

/**
 * A variable that tells a container of an address on localhost, at a port that no container of the pod declares: the address of an
 * ambassador that is not there, or listens elsewhere. Told only where every other container of the pod declares its ports, since a
 * container may listen without saying so, and where none has the number in its command or variables.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking
 */
export function nobodyListens(pod: any): Finding[] {
  const found: Finding[] = [];
  const all = containers(pod);
  // on the node's network, programs of the node may listen
  if (all.length < 2 || pod.spec.hostNetwork === true) {
    return found;
  }
  let ports: PortsOfPod | undefined;
  for (const container of all) {
    const wanted = staysUp(container) ? localPorts(container) : [];
    if (wanted.length > 0) {
      ports ??= new PortsOfPod(all.filter(staysUp));
      found.push(...missing(container, wanted, ports));
    }
  }
  return found;
}

function missing(container: PlacedContainer, wanted: readonly LocalPort[], ports: PortsOfPod): Finding[] {
  const left = ports.areDeclaredBeside(container) ? wanted.filter(({ port }) => !ports.has(port, container)) : [];
  const declared = left.length === 0 ? '' : ports.declaredBeside(container);
  return left.map(({ port, field, text }) => ({
    rule: 'runtime/nobody-listens',
    severity: 'warning',
    path: `${container.path}.${field}`,
    what: `${text}, and no container of the pod declares port ${port}.`,
    why: 'On localhost only the containers of the same pod can be reached.',
    fix: `Name the port that is meant (the others declare ${declared}), or declare ${port} where it is listened on.`,
  }));
}

/** What is known of the ports of the containers of a pod that stay up. */
class PortsOfPod {
  private readonly ports = new Set<number>();
  private readonly open: readonly PlacedContainer[];
  private count?: number;
  private told?: Told;

  public constructor(private readonly all: readonly PlacedContainer[]) {
    this.open = all.filter(({ value }) => listOf(value.ports).length === 0);
    all.forEach((container) => listening(container).forEach(({ port }) => this.ports.add(port)));
  }

  /** Whether a container listens on a port, or might. */
  public has(port: number, asking: PlacedContainer): boolean {
    if (this.ports.has(port)) {
      return true;
    }
    this.told ??= new Told(this.all);
    return this.told.has(`${port}`, asking);
  }

  /** Whether there are others, and each of them declares its ports. */
  public areDeclaredBeside(asking: PlacedContainer): boolean {
    return this.all.length > 1 && !this.open.some((one) => one !== asking);
  }

  /** The ports of the others, as messages tell them. */
  public declaredBeside(asking: PlacedContainer): string {
    this.count ??= this.all.reduce((sum, { value }) => sum + listOf(value.ports).length, 0);
    return abridgedOf(this.count - listOf(asking.value.ports).length, this.portsBeside(asking));
  }

  private *portsBeside(asking: PlacedContainer): Iterable<string> {
    for (const container of this.all) {
      for (const port of container === asking ? [] : listOf(container.value.ports)) {
        yield `${port?.containerPort} in "${container.value.name}"`;
      }
    }
  }
}

/** The numbers that containers are told: where they are to listen, perhaps. */
class Told {
  private readonly inCommands = new Set<string>();
  private readonly inVariables = new Map<string, OfOthers<PlacedContainer, true>>();

  public constructor(all: readonly PlacedContainer[]) {
    for (const container of all) {
      const { value } = container;
      numbersIn(commandLine(value)).forEach((number) => this.inCommands.add(number));
      for (const number of listOf(value.env).flatMap((variable) => numbersIn(variable?.value))) {
        const tellers = this.inVariables.get(number) ?? new OfOthers();
        tellers.put(container, true);
        this.inVariables.set(number, tellers);
      }
    }
  }

  /** Whether it is told; what stands in the variables of the one that asks is where it asks. */
  public has(number: string, asking: PlacedContainer): boolean {
    return this.inCommands.has(number) || this.inVariables.get(number)?.than(asking) === true;
  }
}

function numbersIn(text: any): readonly string[] {
  return (typeof text === 'string' ? text.match(/\d+/g) : null) ?? [];
}
