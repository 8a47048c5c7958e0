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

/** What a visit does at a field: whether to show it, and whether there is anything to show in it. */
interface Stop {
  readonly field: Field;
  readonly wanted: boolean;
  readonly leads: boolean;
}

/** Shows the fields of an object that someone wants to see, in the order of the manifest. */
export class FieldVisit {
  private readonly leads = new Map<string, boolean>();
  private readonly stops = new Map<string, Map<string, Stop>>();

  /** @param isWanted which fields of the schema are to be seen */
  public constructor(private readonly isWanted: (field: Field) => boolean) {}

  /** @param type the type of the object in the schema */
  public object(object: any, type: string, see: Visitor): void {
    if (this.leadsSomewhere(type)) {
      this.visit(object, type, undefined, see);
    }
  }

  private visit(value: any, type: string, place: Place | undefined, see: Visitor): void {
    if (value === null || typeof value !== 'object') {
      return;
    }
    if (Array.isArray(value)) {
      if (type.endsWith('[]')) {
        value.forEach((item, i) => this.visit(item, type.slice(0, -2), new Place(place, i), see));
      }
      return;
    }
    const stops = this.stopsIn(type);
    for (const key of Object.keys(value)) {
      const stop = stops.get(key);
      const child = value[key];
      if (stop !== undefined && child !== null && child !== undefined) {
        const below = new Place(place, key);
        if (stop.wanted) {
          see(below, child, stop.field);
        }
        if (stop.leads) {
          this.visit(child, stop.field[0], below, see);
        }
      }
    }
  }

  /** The fields of a type at which there is something to do. */
  private stopsIn(type: string): Map<string, Stop> {
    let stops = this.stops.get(type);
    if (stops === undefined) {
      stops = new Map();
      for (const [key, field] of Object.entries(has(SCHEMA, type) ? SCHEMA[type] : {})) {
        const stop = { field, wanted: this.isWanted(field), leads: this.leadsSomewhere(field[0]) };
        if (stop.wanted || stop.leads) {
          stops.set(key, stop);
        }
      }
      this.stops.set(type, stops);
    }
    return stops;
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
