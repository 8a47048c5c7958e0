/** Where a value stands, as steps from the inside out: its text is made when it is asked for. */
export class Place {
  /**
   * @param above the place of the struct or list that holds it; none for the manifest itself
   * @param step the field, the index, or the key of a map in brackets
   * @param value what stands there
   */
  public constructor(
    public readonly above: Place | undefined,
    public readonly step: string | number,
    public readonly value: any,
  ) {}

  /** A field of the struct that stands here. */
  public field(name: string): Place {
    return new Place(this, name, this.value?.[name]);
  }

  /** An item of the list that stands here. */
  public item(index: number): Place {
    return new Place(this, index, this.value?.[index]);
  }

  /** An entry of the map that stands here, as the API server writes it: `limits[cpu]`. */
  public key(name: string): Place {
    return new Place(this, `[${name}]`, this.value?.[name]);
  }

  /** The way here. */
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
}
