import { kindOf } from '../../kubernetes/kinds';
import { ImageName, parseImageName } from '../../kubernetes/image-name';
import type { RegistryOptions } from '../../manifest/registry/ask';
import { fieldsOf, itemsIn, valueAt } from '../../util/plain-object';
import { Finding, findingOf } from '../finding';
import { CONTAINER_LISTS } from '../model/container-model';
import { RegistryImages, SilentRegistry } from '../model/registry-images';
import { registryUnavailable } from './rules';

/** Asks the registries for the images of some objects. */
export function askImages(objects: Iterable<object>, options: RegistryOptions): RegistryImages {
  const names = new Map<string, ImageName>();
  for (const object of objects) {
    for (const { image } of imagesIn(object)) {
      const name = parseImageName(image);
      if (name !== undefined) {
        names.set(name.reference, name);
      }
    }
  }
  // without this option, nothing loads the client
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { askRegistries } = require('../../manifest/registry/ask') as typeof import('../../manifest/registry/ask');
  const answers = askRegistries([...names.values()], options);
  return new RegistryImages(new Map([...names.keys()].map((reference, i) => [reference, answers[i]])));
}

/** The findings about registries that could not be asked: each at the first image of the registry, which removes it from the set. */
export function silentFindings(objects: Iterable<object>, open: Set<SilentRegistry>): Map<object, Finding[]> {
  const findings = new Map<object, Finding[]>();
  for (const object of open.size === 0 ? [] : objects) {
    for (const { image, path } of imagesIn(object)) {
      const reference = parseImageName(image)?.reference ?? '';
      for (const silent of open) {
        if (silent.images.includes(reference)) {
          open.delete(silent);
          const finding = findingOf(registryUnavailable, path, silentText(silent), 'Lint again, or waive the rule.');
          findings.set(object, [...(findings.get(object) ?? []), finding]);
        }
      }
    }
  }
  return findings;
}

/** Why a registry could not be asked, and for which images. */
export function silentText({ domain, reason, images }: SilentRegistry): string {
  const shown = images.slice(0, MOST_SHOWN).join(', ');
  const more = images.length > MOST_SHOWN ? ` and ${images.length - MOST_SHOWN} more` : '';
  return `${domain}: ${reason} Not checked: ${shown}${more}.`;
}

const MOST_SHOWN = 3;

/** The images that nodes pull for an object, and their field paths. */
function imagesIn(object: object): { readonly image: string; readonly path: string }[] {
  const kind = kindOf(object);
  if (kind === undefined) {
    return [];
  }
  const path = [...kind.template, 'spec'];
  const spec = fieldsOf(valueAt(object, path));
  return CONTAINER_LISTS.flatMap((list) =>
    itemsIn(spec[list]).flatMap((container, i) => {
      const { image, imagePullPolicy } = fieldsOf(container);
      const isPulled = typeof image === 'string' && imagePullPolicy !== 'Never';
      return isPulled ? [{ image, path: `${path.join('.')}.${list}[${i}].image` }] : [];
    }),
  );
}
