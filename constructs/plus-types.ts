import { IConstruct } from 'constructs';

// Each version of cdk8s-plus has its own classes with private members, so none of them fits the classes of another version. These are the
// parts that all versions have in common.

/** A `Volume` of any cdk8s-plus. */
export interface IPlusVolume extends IConstruct {
  /** The name of the volume in the pod. */
  readonly name: string;
  /** @internal */
  _toKube(): object;
}

/** An `EnvValue` of any cdk8s-plus. */
export interface IPlusEnvValue {
  /** The value, if it is a text. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the type that cdk8s-plus declares
  readonly value?: any;
  /** The source of the value, if it has one. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the type that cdk8s-plus declares
  readonly valueFrom?: any;
}

/** An `EnvFrom` of any cdk8s-plus. */
export interface IPlusEnvFrom {
  /** @internal */
  _toKube(): object;
}

/** A `ServiceAccount` of any cdk8s-plus. */
export interface IPlusServiceAccount extends IConstruct {
  /** The name of the object. */
  readonly name: string;
  /** How a role binding of cdk8s-plus names the account. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each version has its own type
  toSubjectConfiguration(): any;
}

/** What all versions of cdk8s-plus call on a `LabelSelector`. */
export class PlusLabelSelector {
  public constructor(private readonly matchLabels: Readonly<Record<string, string>>) {}

  public isEmpty(): boolean {
    return Object.keys(this.matchLabels).length === 0;
  }

  /** @internal */
  public _toKube(): object {
    return this.isEmpty() ? {} : { matchLabels: this.matchLabels };
  }
}
