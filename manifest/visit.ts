import { SCHEMA, Field } from '../spec/schema';

/** Where a field stands, as steps from the inside out: its text is made when it is asked for. */
class Place {
  public constructor(
    private readonly above: Place | undefined,
    private readonly step: string | number,
  ) {}

  public toString(): string {
    if (this.above === undefined) {
      return String(this.step);
    }
    return typeof this.step === 'number' ? `${this.above}[${this.step}]` : `${this.above}.${this.step}`;
  }
}

/** Sees a field that has a value: where it is, what stands there, and what the schema says of it. */
export type Visitor = (place: { toString(): string }, value: any, field: Field) => void;

/** Shows the fields of an object that someone wants to see, in the order of the manifest. */
export class FieldVisit {
  private readonly leads = new Map<string, boolean>();

  /** @param isWanted which fields of the schema are to be seen */
  public constructor(private readonly isWanted: (field: Field) => boolean) {}

  /** @param type the type of the object in the schema */
  public object(object: any, type: string, see: Visitor): void {
    this.visit(object, type, undefined, see);
  }

  private visit(value: any, type: string, place: Place | undefined, see: Visitor): void {
    if (value === null || typeof value !== 'object' || !this.leadsSomewhere(type)) {
      return;
    }
    if (Array.isArray(value)) {
      if (type.endsWith('[]')) {
        value.forEach((item, i) => this.visit(item, type.slice(0, -2), new Place(place, i), see));
      }
      return;
    }
    const fields = SCHEMA[type];
    if (fields === undefined) {
      return;
    }
    for (const key of Object.keys(value)) {
      const child = value[key];
      if (child !== null && child !== undefined && has(fields, key)) {
        const below = new Place(place, key);
        if (this.isWanted(fields[key])) {
          see(below, child, fields[key]);
        }
        this.visit(child, fields[key][0], below, see);
      }
    }
  }

  /** Whether a wanted field can stand in a value of the type. */
  private leadsSomewhere(type: string): boolean {
    const known = this.leads.get(type);
    if (known !== undefined) {
      return known;
    }
    // a struct that holds itself leads where its other fields do
    this.leads.set(type, false);
    const struct = type.replace(/(\[\])+$/, '');
    const leads =
      struct !== type
        ? this.leadsSomewhere(struct)
        : has(SCHEMA, type) &&
          Object.values(SCHEMA[type]).some((field) => this.isWanted(field) || this.leadsSomewhere(field[0]));
    this.leads.set(type, leads);
    return leads;
  }
}

function has(table: object, key: string): boolean {
  return Object.prototype.hasOwnProperty.call(table, key);
}
