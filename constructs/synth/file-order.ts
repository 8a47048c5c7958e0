import { IConstruct } from 'constructs';
import { addTo } from '../../util/multimap';
import { Dependency } from './object-graph';
import { RenderedObject } from './rendering';

/** The last file of the objects in a construct, and the highest step of these objects. */
interface Reached {
  file: string;
  step: number;
}

/**
 * Puts numbers in front of file names if the names alone would put an object before an object that it needs: `kubectl apply -f` applies
 * files in the order of their names. An object needs what its construct depends on, and its Namespace. The number is the length of the
 * longest chain of needs, so it does not change when other objects are added.
 * @param files a file name for each object
 * @param objects in an order in which they can be applied
 */
export function inFileOrder(
  files: readonly string[],
  objects: readonly RenderedObject[],
  dependencies: readonly Dependency[],
): readonly string[] {
  const targetsOf = new Map<IConstruct, IConstruct[]>();
  dependencies.forEach(({ source, target }) => addTo(targetsOf, source, target));
  const targets = new Set(dependencies.map(({ target }) => target));
  const reached = new Map<IConstruct | string, Reached>();
  const reach = (place: IConstruct | string, { file, step }: Reached): void => {
    const before = reached.get(place) ?? { file, step };
    reached.set(place, { file: file > before.file ? file : before.file, step: Math.max(step, before.step) });
  };
  const scopesOf = ({ construct }: RenderedObject): IConstruct[] => (targets.size === 0 ? [] : construct.node.scopes);
  const isNamespace = ({ manifest }: RenderedObject): boolean => manifest.kind === 'Namespace';
  const isFirst = objects.map(
    (object) => isNamespace(object) && !scopesOf(object).some((scope) => targetsOf.has(scope)),
  );
  const indexes = [...objects.keys()];
  const steps: number[] = [];
  let isInOrder = true;
  for (const i of [...indexes.filter((i) => isFirst[i]), ...indexes.filter((i) => !isFirst[i])]) {
    const { manifest } = objects[i];
    const scopes = scopesOf(objects[i]);
    const needs = [...scopes.flatMap((scope) => targetsOf.get(scope) ?? []), `${manifest.metadata?.namespace}`]
      .map((need) => reached.get(need))
      .filter((need) => need !== undefined);
    steps[i] = needs.reduce((most, { step }) => Math.max(most, step + 1), 0);
    isInOrder &&= needs.every(({ file }) => file < files[i]);
    const own = { file: files[i], step: steps[i] };
    scopes.filter((scope) => targets.has(scope)).forEach((scope) => reach(scope, own));
    if (isNamespace(objects[i])) {
      reach(`${manifest.metadata?.name}`, own);
    }
  }
  return isInOrder ? files : files.map((file, i) => `${numberOf(steps[i], steps.length)}${file}`);
}

/** The start of a file name that puts it at a position. */
export function numberOf(position: number, count: number): string {
  return `${String(position).padStart(Math.max(4, `${count - 1}`.length), '0')}-`;
}
