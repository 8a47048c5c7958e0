import { Fault } from './check';
import { listed, sorted } from './go-format';

interface Culprit {
  readonly value: any;
  readonly path: string;
  /** A container's name; the pod itself has none here. */
  readonly name?: string;
}

/** Those of a pod that a check does not admit: containers, or security contexts, which the pod has as well. */
export class Culprits {
  private readonly all: Culprit[] = [];

  add(value: any, path: string, name?: string): void {
    this.all.push({ value, path, name });
  }

  /** As the admission plugin names them: `pod and containers "a", "b"`. */
  get named(): string {
    const names = this.names;
    const containers = names.length === 0 ? [] : [listed('container', names)];
    return [...(this.all[0].name === undefined ? ['pod'] : []), ...containers].join(' and ');
  }

  get names(): string[] {
    return this.all.flatMap(({ name }) => (name === undefined ? [] : [name]));
  }

  /** What they have in common, each value once and in order. */
  values(of: (value: any) => string[]): string[] {
    return sorted(this.all.flatMap(({ value }) => of(value)));
  }

  /** What is wrong in each of them. */
  faults(of: (value: any, path: string) => Fault[]): Fault[] {
    return this.all.flatMap(({ value, path }) => of(value, path));
  }

  /** The same thing wrong in each of them, in one field. */
  faultsAt(field: string, what: string, fix: string): Fault[] {
    return this.all.map(({ path }) => ({ path: `${path}.${field}`, what, fix }));
  }
}
