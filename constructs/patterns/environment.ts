import { Container, EnvVar } from '../../kubernetes/types';

/** The container with variables before its own, which can refer to them as `$(NAME)`. Throws if it already sets one of them. */
export function withEnv(container: Container, added: readonly EnvVar[]): Container {
  const own = container.env ?? [];
  const duplicate = added.find(({ name }) => own.some((variable) => variable.name === name));
  if (duplicate !== undefined) {
    throw new Error(
      `the pattern sets ${duplicate.name} to "${duplicate.value}", but container "${container.name}" already sets it. Remove one of them.`,
    );
  }
  return added.length === 0 ? container : { ...container, env: [...added, ...own] };
}
