import { listOf } from './pod';

/** The words of a container's command and arguments, one after the other. */
export function commandLine(container: any): string {
  return [...listOf(container.command), ...listOf(container.args)].filter((word) => typeof word === 'string').join(' ');
}

/** The field where a container's command line begins. */
export function commandField(container: any): string {
  return listOf(container.command).length > 0 ? 'command' : 'args';
}
