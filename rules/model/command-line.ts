import { Container } from '../../kubernetes/decoded';

/** The words of the command and the arguments of a container, with spaces between. */
export function commandLine({ command = [], args = [] }: Container): string {
  return [...command, ...args].join(' ');
}

/** The field where the command line of a container begins. */
export function commandField({ command = [] }: Container): 'command' | 'args' {
  return command.length > 0 ? 'command' : 'args';
}
