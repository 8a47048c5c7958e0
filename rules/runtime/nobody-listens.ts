import { abridged } from '../../manifest/abridged';
import { Finding } from '../finding';
import { containers, listOf, PlacedContainer, staysUp } from '../pod';
import { commandLine } from './command-line';
import { listening } from './listening';
import { localPorts } from './local-addresses';

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
  for (const container of all) {
    const wanted = staysUp(container) ? localPorts(container) : [];
    for (const { port, field, text } of wanted) {
      const others = all.filter((other) => other !== container && staysUp(other));
      const declare = others.length > 0 && others.every(({ value }) => listOf(value.ports).length > 0);
      if (declare && !all.some((one) => staysUp(one) && mentions(one, port, one === container))) {
        found.push({
          rule: 'runtime/nobody-listens',
          severity: 'warning',
          path: `${container.path}.${field}`,
          what: `${text}, and no container of the pod declares port ${port}.`,
          why: 'On localhost only the containers of the same pod can be reached.',
          fix: `Name the port that is meant (the others declare ${declaredBy(others)}), or declare ${port} where it is listened on.`,
        });
      }
    }
  }
  return found;
}

/** Whether a container listens on a port, or might, because the number is somewhere in what it is told. */
function mentions(container: PlacedContainer, port: number, isAsking: boolean): boolean {
  const { value } = container;
  return (
    listening(container).some((one) => one.port === port) ||
    holds(commandLine(value), port) ||
    (!isAsking &&
      listOf(value.env).some((variable) => typeof variable?.value === 'string' && holds(variable.value, port)))
  );
}

function holds(text: string, port: number): boolean {
  return new RegExp(`(?<!\\d)${port}(?!\\d)`).test(text);
}

function declaredBy(others: PlacedContainer[]): string {
  return abridged(
    others.flatMap(({ value }) => listOf(value.ports).map((port) => `${port?.containerPort} in "${value.name}"`)),
  );
}
