import { Container, EnvVar } from '../../kubernetes/types';
import { AddressParts, noCommand } from './local-address';

/** The container with variables before its own, which can refer to them as `$(NAME)`. Throws if it already sets one of them. */
export function withEnv(container: Container, added: readonly EnvVar[]): Container {
  const own = container.env ?? [];
  if (added.length === 0 || !Array.isArray(own)) {
    return container;
  }
  const duplicate = added.find(({ name }) => own.some((variable) => variable.name === name));
  if (duplicate !== undefined) {
    throw new Error(
      `the pattern sets ${duplicate.name} to "${duplicate.value}", but container "${container.name}" already sets it. Remove one of them.`,
    );
  }
  return { ...container, env: [...added, ...own] };
}

/** The container with addresses: variables before its own, arguments after its own. Throws if it has no command for them. */
export function withAddresses(container: Container, { env, args, command }: AddressParts): Container {
  if (command.length > 0 && container.command === undefined) {
    throw new Error(noCommand(container, command));
  }
  return {
    ...withEnv(container, env),
    ...(command.length === 0 ? {} : { command: [...container.command!, ...command] }),
    ...(args.length === 0 ? {} : { args: [...(container.args ?? []), ...args] }),
  };
}
