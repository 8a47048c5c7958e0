import { Container } from '../../kubernetes/decoded';
import { HOOKS, PROBES } from './handlers';

/** A command of a container that runs without a shell: its first word is the program, and each other word is one argument. */
export interface ExecCommand {
  /** The field of the container: `command`, `livenessProbe.exec.command`. */
  readonly field: string;
  readonly words: readonly string[];
}

/** The commands of a container: its own, if it does not run that of the image, and those of its probes and lifecycle hooks. */
export function execCommandsOf({ command, lifecycle, ...container }: Container): ExecCommand[] {
  const found: ExecCommand[] = [];
  const add = (field: string, list: readonly string[] = []): void => {
    if (list.length > 0) {
      found.push({ field, words: list });
    }
  };
  add('command', command);
  PROBES.forEach((probe) => add(`${probe}.exec.command`, container[probe]?.exec?.command));
  HOOKS.forEach((hook) => add(`lifecycle.${hook}.exec.command`, lifecycle?.[hook]?.exec?.command));
  return found;
}
