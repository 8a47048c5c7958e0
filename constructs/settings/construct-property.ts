import { IConstruct } from 'constructs';

/** A property that this library adds to constructs. Other copies of the library in the same app see it too. */
export class ConstructProperty<T> {
  private readonly key: symbol;

  public constructor(name: string) {
    this.key = Symbol.for(`cdk8s-pod-patterns.${name}`);
  }

  public set(construct: object, value: T): void {
    Object.defineProperty(construct, this.key, { value, configurable: true });
  }

  public of(construct: object): T | undefined {
    return (construct as { readonly [key: symbol]: T | undefined })[this.key];
  }

  /** The value of the nearest scope that has the property and meets a condition. */
  public nearest(construct: IConstruct, accepts?: (value: T) => boolean): T | undefined {
    for (let scope: IConstruct | undefined = construct; scope !== undefined; scope = scope.node.scope) {
      const value = this.of(scope);
      if (value !== undefined && (accepts === undefined || accepts(value))) {
        return value;
      }
    }
    return undefined;
  }
}
