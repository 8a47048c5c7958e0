import { posix } from 'path';
import { commandField } from '../model/command-line';
import { Companions, companionsBy } from '../model/companions';
import { ContainerModel } from '../model/container-model';
import { rule } from '../rule';

/** A command that finds a process by its name, with its options, and the name. */
const FINDS_PROCESS = /\b(?:pkill|killall|pidof|pgrep)\s+(?:-\S+\s+)*["']?([\w.-]+)/g;

export const signalsNobody = rule({
  id: 'runtime/signals-nobody',
  severity: 'warning',
  summary: 'A pod should have `shareProcessNamespace: true` if its containers send signals to each other.',
  why: 'Without `shareProcessNamespace`, a container sees only its own processes.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/',
  fields: ['Container.command', 'Container.args'],
  check({ containers, spec: { shareProcessNamespace, hostPID } }, report) {
    if (containers.length < 2 || shareProcessNamespace === true || hostPID === true) {
      return;
    }
    let running: ReadonlyMap<string, Companions> | undefined;
    for (const container of containers) {
      let own: ReadonlySet<string> | undefined;
      for (const [command, name] of container.commandLine.matchAll(FINDS_PROCESS)) {
        own ??= new Set(programsOf(container, container.commandLine.replace(FINDS_PROCESS, '')));
        running ??= companionsBy(containers, programsOf);
        const owner = own.has(name) ? undefined : running.get(name)?.beside(container);
        if (owner !== undefined) {
          report(
            `${container.path}.${commandField(container.value)}`,
            `"${command}" does not find the process of ${owner.label}.`,
            'Set `shareProcessNamespace: true` in the pod.',
          );
        }
      }
    }
  },
});

/** The programs that a container seems to run: the names in its command line, and the name of its image. */
function programsOf({ value: { image = '' }, commandLine }: ContainerModel, line = commandLine): string[] {
  return [image.replace(/[:@][^/]*$/, ''), ...line.split(/[\s;&|"'`()]+/)].map((path) => posix.basename(path));
}
