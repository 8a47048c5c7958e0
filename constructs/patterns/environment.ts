import { Container, EnvVar } from '../../kubernetes/types';

/**
 * A container with variables before its own, so that those can refer to them as `$(NAME)`.
 *
 * @throws when the container sets one of them itself
 */
export function withEnv(container: Container, added: EnvVar[]): Container {
  if (added.length === 0) {
    return container;
  }
  const own = container.env ?? [];
  const twice = added.find(({ name }) => own.some((variable) => variable.name === name));
  if (twice !== undefined) {
    throw new Error(
      `container "${container.name}" sets ${twice.name} itself, and the pattern sets it to "${twice.value}". Leave one of the two out.`,
    );
  }
  return { ...container, env: [...added, ...own] };
}
