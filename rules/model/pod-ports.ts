import type { ContainerModel } from './container-model';
import { FirstOfOthers } from './first-by';

/** The ports of the containers of a pod that stay up, and the numbers that may be ports. */
export class PodPorts {
  /** How many ports they declare. */
  public readonly declared: number;
  private readonly undeclared: readonly ContainerModel[];
  private readonly numbers = new Set<string>();
  private readonly numbersInVariables = new Map<string, FirstOfOthers<ContainerModel, true>>();

  public constructor(private readonly containers: readonly ContainerModel[]) {
    this.declared = containers.reduce((sum, { ports }) => sum + ports.length, 0);
    this.undeclared = containers.filter(({ ports }) => ports.length === 0);
    for (const container of containers) {
      container.listeners.forEach(({ port }) => this.numbers.add(`${port}`));
      for (const word of [...(container.value.command ?? []), ...(container.value.args ?? [])]) {
        numbersIn(word).forEach((number) => this.numbers.add(number));
      }
      for (const number of container.env.flatMap(({ value }) => numbersIn(value))) {
        const owners = this.numbersInVariables.get(number) ?? new FirstOfOthers();
        owners.insert(container, true);
        this.numbersInVariables.set(number, owners);
      }
    }
  }

  /** Whether a container may listen on a port, for another one that names it in its variables. */
  public mayHave(port: number, caller: ContainerModel): boolean {
    return this.numbers.has(`${port}`) || this.numbersInVariables.get(`${port}`)?.get(caller) === true;
  }

  /** Whether a container has others beside it, and each of them declares its ports. */
  public areDeclaredBeside(container: ContainerModel): boolean {
    return this.containers.length > 1 && !this.undeclared.some((one) => one !== container);
  }
}

function numbersIn(text = ''): readonly string[] {
  return text.match(/\d+/g) ?? [];
}
