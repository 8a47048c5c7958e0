import { IConstruct } from 'constructs';
import { Finding } from '../../rules/finding';

/** A rendered object. Nothing has checked the types of its fields. */
export interface Manifest {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
  readonly metadata?: { readonly name?: unknown; readonly namespace?: unknown };
}

/** What a construct with patterns renders, and what only the construct knows about it. */
export interface Rendering {
  readonly manifest: Manifest;
  /** What is wrong with the props and the patterns. The rules have not checked the manifest yet. */
  readonly findings: readonly Finding[];
  /** The paths of values in the manifest that the findings already report. What only follows from such a value is no finding. */
  readonly reported: readonly string[];
  /** The names of all fields that are set by `raw`. */
  readonly rawFields: readonly string[];
  /** The path of the pod template, for kinds that this library does not know. */
  readonly template?: readonly string[];
}

/** A rendered object of an app. */
export interface RenderedObject {
  /** The object, or only its chart if the chart renders another number of objects. */
  readonly construct: IConstruct;
  readonly manifest: Manifest;
  /** Whether the validation of the construct has checked the manifest. */
  readonly isChecked: boolean;
}
