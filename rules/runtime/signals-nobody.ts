import { posix } from 'path';
import { commandField } from '../model/argv';
import { Companions, companionsBy } from '../model/companions';
import { ContainerModel } from '../model/container-model';
import { repositoryOf } from '../model/images';
import { rule } from '../rule';

/** Commands that find a process by its name. */
const FINDERS = new Set('pkill killall pidof pgrep'.split(' '));

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
      for (const [command, name] of finders(container)) {
        own ??= new Set(programsOf(container));
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

/** The commands of a container that find a process by its name, and the name. */
function* finders({ commands }: ContainerModel): Iterable<[command: string, name: string]> {
  for (const { program } of commands) {
    const index = FINDERS.has(program.name) ? program.words.findIndex((word, i) => i > 0 && word?.[0] !== '-') : 0;
    const [name] = /^[\w.-]+/.exec(program.words[index] ?? '') ?? [];
    if (index > 0 && name !== undefined) {
      yield [program.words.slice(0, index + 1).join(' '), name];
    }
  }
}

/** The programs that a container seems to run: the words of its commands, and the name of its image. */
function programsOf({ value: { image = '' }, commands }: ContainerModel): string[] {
  const others = commands.filter(({ program }) => !FINDERS.has(program.name));
  const words = others.flatMap(({ program }) => program.words.flatMap((word) => word?.split(/[\s;&|"'`()]+/) ?? []));
  return [repositoryOf(image), ...words].map((path) => posix.basename(path));
}
