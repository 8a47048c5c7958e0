/** Whether a field path, as a text, has a whole number of steps up to a position. */
export function isStepEnd(path: string, end: number): boolean {
  return end === 0 || end === path.length || path[end] === '.' || path[end] === '[';
}

/** The place of a value in a manifest, as a linked list of steps. The text is made only if something is reported. */
export class FieldPath {
  /**
   * @param above the place of the struct or list that contains it; undefined for the manifest itself
   * @param step the field, the index, or the key of a map in brackets
   * @param value the value at this place
   */
  public constructor(
    public readonly above: FieldPath | undefined,
    public readonly step: string | number,
    public readonly value: unknown,
  ) {}

  public field(name: string): FieldPath {
    return new FieldPath(this, name, this.at(name));
  }

  public item(index: number): FieldPath {
    return new FieldPath(this, index, this.at(index));
  }

  /** An entry of a map, as the API server writes it: `limits[cpu]`. */
  public key(name: string): FieldPath {
    return new FieldPath(this, `[${name}]`, this.at(name));
  }

  public get steps(): (string | number)[] {
    return this.above === undefined ? [] : [...this.above.steps, this.step];
  }

  public toString(): string {
    const above = this.above === undefined ? '' : this.above.toString();
    if (typeof this.step === 'number') {
      return `${above}[${this.step}]`;
    }
    return above === '' || this.step.startsWith('[') ? `${above}${this.step}` : `${above}.${this.step}`;
  }

  private at(step: string | number): unknown {
    return (this.value as Readonly<Record<string | number, unknown>> | undefined)?.[step];
  }
}
