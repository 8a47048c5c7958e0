import { posix } from 'path';
import { Finding } from '../finding';
import { called, containers, PlacedContainer } from '../model/pod';
import { commandField, commandLine } from '../model/command-line';
import { Companions, companionsBy } from '../model/companions';

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
  let running: ReadonlyMap<string, Companions> | undefined;
  for (const container of all) {
    const line = commandLine(container.value);
    let own: ReadonlySet<string> | undefined;
    for (const [said, name] of line.matchAll(LOOKS_FOR)) {
      own ??= new Set(programsOf(container, line.replace(LOOKS_FOR, '')));
      running ??= companionsBy(all, programsOf);
      const owner = own.has(name) ? undefined : running.get(name)?.beside(container);
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

/** The programs that a container seems to run: its command has the name, or its image. */
function programsOf({ value }: PlacedContainer, line = commandLine(value)): string[] {
  const image = typeof value.image === 'string' ? value.image.replace(/[:@][^/]*$/, '') : '';
  return [image, ...line.split(/[\s;&|"'`()]+/)].map((path) => posix.basename(path));
}
