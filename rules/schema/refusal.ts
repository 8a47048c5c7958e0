import { FieldPath } from '../model/field-path';

/** A value that a schema refuses. */
export interface Refusal {
  readonly at: FieldPath;
  /** The API server's type of the error. */
  readonly type: `FieldValue${'Duplicate' | 'Invalid' | 'NotSupported' | 'Required' | 'TooLong' | 'TooMany' | 'TypeInvalid'}`;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  /** Whether the value has another type than its field. */
  readonly isWrongType?: true;
}

/** What a schema reports about a value. */
export class Outcome {
  public readonly refusals: Refusal[] = [];
  /** The number of checks, counted as the API server does: of several alternatives, it reports the one with the most checks. */
  public checks = 0;

  public get isValid(): boolean {
    return this.refusals.length === 0;
  }

  public add(other: Outcome): void {
    other.refusals.forEach((refusal) => this.refusals.push(refusal));
    this.checks += other.checks;
  }
}
