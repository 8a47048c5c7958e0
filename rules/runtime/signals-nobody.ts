import { posix } from 'path';
import { Finding } from '../finding';
import { called, containers, PlacedContainer, runBeside } from '../pod';
import { commandField, commandLine } from './command-line';

/** What looks for a process by its name, with its options, and the name. */
const LOOKS_FOR = /\b(?:pkill|killall|pidof|pgrep)\s+(?:-\S+\s+)*["']?([\w.-]+)/g;

/**
 * A container whose command looks for a process of another one, to signal it, in a pod whose containers do not see each other's
 * processes. It finds none.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/
 */
export function signalsNobody(pod: any): Finding[] {
  const all = containers(pod);
  const found: Finding[] = [];
  if (all.length < 2 || pod.spec.shareProcessNamespace === true || pod.spec.hostPID === true) {
    return found;
  }
  for (const container of all) {
    const line = commandLine(container.value);
    for (const [said, name] of line.matchAll(LOOKS_FOR)) {
      const owner = runs(container, name, line.replace(LOOKS_FOR, ''))
        ? undefined
        : all.find((other) => other !== container && runBeside(other, container) && runs(other, name));
      if (owner !== undefined) {
        found.push({
          rule: 'runtime/signals-nobody',
          severity: 'warning',
          path: `${container.path}.${commandField(container.value)}`,
          what: `"${said}" is to find a process of ${called(owner)}.`,
          why: 'Without shareProcessNamespace, a container sees its own processes only.',
          fix: 'Set shareProcessNamespace: true on the pod.',
        });
      }
    }
  }
  return found;
}

/** Whether a container seems to run a program: its command has the name, or its image. */
function runs({ value }: PlacedContainer, program: string, line = commandLine(value)): boolean {
  const image = typeof value.image === 'string' ? value.image.replace(/[:@][^/]*$/, '') : '';
  return (
    posix.basename(image) === program || line.split(/[\s;&|"'`()]+/).some((word) => posix.basename(word) === program)
  );
}
