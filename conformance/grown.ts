import { KINDS } from '../kubernetes/kinds';
import { isPlainObject, setField } from '../util/plain-object';
import { Random } from './random';
import { realManifests } from './shared';

/** Objects that no person writes: real objects with hostile changes, and random ones. */
export class Grown {
  private readonly random: Random;
  private readonly real = realManifests().map(({ manifest }) => manifest);

  public constructor(seed: number) {
    this.random = new Random(seed);
  }

  public next(): any {
    if (this.random.below(3) === 0) {
      const kind = this.random.of(['ConfigMap', 'Service', 'Secret', 'Thing', ...KINDS.keys()]);
      return {
        ...this.withoutStatus(this.random.document()),
        apiVersion: this.random.of(['v1', 'apps/v1', 'a.b/v1']),
        kind,
      };
    }
    const object = structuredClone(this.random.of(this.real));
    for (let changes = this.random.below(4); changes >= 0; changes--) {
      this.change(object);
    }
    return object;
  }

  /** Changes a value anywhere in an object, except for its kind and its API version. */
  private change(object: any): void {
    const places: [any, string | number][] = [];
    const visit = (value: any): void => {
      for (const key of Array.isArray(value) ? value.keys() : isPlainObject(value) ? Object.keys(value) : []) {
        if (value !== object || (key !== 'kind' && key !== 'apiVersion')) {
          places.push([value, key]);
          visit(value[key]);
        }
      }
    };
    visit(object);
    if (places.length === 0) {
      return;
    }
    const [parent, key] = this.random.of(places);
    switch (this.random.below(6)) {
      case 0:
        parent[key] = this.random.number();
        break;
      case 1:
        parent[key] = this.random.of([null, [], {}, '', 0, -0.5, true, 2 ** 53, -(2 ** 63), 10n ** 19n, 1e300]);
        break;
      case 2:
        parent[key] = this.random.document();
        break;
      case 3:
        if (isPlainObject(parent)) {
          delete (parent as any)[key];
        }
        break;
      case 4:
        if (isPlainObject(parent)) {
          const names = [
            'raw',
            'app',
            'patterns',
            'podSecurity',
            '__proto__',
            'constructor',
            'toString',
            'status',
            'x y',
          ];
          setField(parent as any, this.random.of(names), this.random.document());
        }
        break;
      default:
        parent[key] = Object.values(this.random.document())[0];
    }
  }

  private withoutStatus({ status, ...object }: any): any {
    return object;
  }
}
