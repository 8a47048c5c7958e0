import type { ObjectMeta, Structs } from '../kubernetes/decoded';
import type { RuleDescription, Severity } from './finding';
import type { FieldPath } from './model/field-path';
import type { Output } from './model/output';
import type { PodModel } from './model/pod-model';
import type { PodSecurityCheck } from './pod-security-check';
import type { ValidationContext } from './validation-context';

/** The structs that rules check. */
interface CheckedStructs extends Structs {
  /** An object that is no pod and creates no pods. */
  readonly OtherObject: { readonly kind?: string; readonly metadata?: ObjectMeta };
}

/** A struct of the Kubernetes API (`Container`), or a field of one (`Container.ports`). */
export type Field =
  | keyof CheckedStructs
  | { [S in keyof CheckedStructs]: `${S}.${keyof CheckedStructs[S] & string}` }[keyof CheckedStructs];

/** The struct of a `Field`. If the `Field` names a field, the struct has it. */
export type StructOf<F extends string> = F extends `${infer S extends keyof CheckedStructs}.${infer K}`
  ? CheckedStructs[S] & { readonly [N in K & keyof CheckedStructs[S]]-?: NonNullable<CheckedStructs[S][N]> }
  : F extends keyof CheckedStructs
    ? CheckedStructs[F]
    : never;

/** Checks one decoded struct: its value, and where it is in the manifest. */
export type StructCheck<S> = (struct: S, at: FieldPath, context: ValidationContext) => void;

/**
 * Checks by struct. The check of `ContainerPort` runs for every struct of that type; the check of `Container.ports` runs for every
 * container that has the field.
 */
export type StructChecks = { readonly [F in Field]?: StructCheck<StructOf<F>> };

/** Reports a finding at a field path of the pod, such as `spec.containers[0].image`. */
export type Report = (
  path: string,
  what: string,
  fix: string,
  /** What differs from what the rule declares. */
  other?: { readonly why?: string; readonly severity?: Severity },
) => void;

/** A rule is data: what it is about, and how to check it. It has at most one of `checks`, `check`, `checkOutput` and `podSecurity`. */
export interface Rule extends RuleDescription {
  /** What the API server validates in each struct. */
  readonly checks?: StructChecks;
  /** Whether it only runs if registries were asked for the images: `lint --images`. */
  readonly requiresImages?: true;
  /** The structs and fields that the rule is about: `check` runs if the pod has one of them. */
  readonly fields?: readonly Field[];
  /** Checks a pod, or the pod template of a workload. */
  readonly check?: (pod: PodModel, report: Report) => void;
  /** Checks an object beside the other objects of the same output. */
  readonly checkOutput?: (object: unknown, output: Output, report: Report) => void;
  /** Checks a pod as a Pod Security level does. */
  readonly podSecurity?: PodSecurityCheck;
}

/** Declares a rule. The compiler checks its fields against the Kubernetes API. */
export function rule(declared: Rule): Rule {
  return declared;
}
