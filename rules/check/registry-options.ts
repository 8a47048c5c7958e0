import type { RegistryOptions } from '../../manifest/registry/ask';
import { isPlainObject } from '../../util/plain-object';
import { PropNames, checkProps } from '../../util/props';

const OPTIONS: PropNames<RegistryOptions> = { timeout: true, cache: true };

/** How to ask the registries: undefined if they are not asked. Throws if the option `images` is invalid. */
export function registryOptionsOf(images: unknown): RegistryOptions | undefined {
  if (images === undefined || typeof images === 'boolean') {
    return images === true ? {} : undefined;
  }
  if (!isPlainObject(images)) {
    throw new Error('"images" must be true, false, or have the fields "timeout" and "cache".');
  }
  checkProps('images', images, OPTIONS);
  const { timeout, cache } = images;
  if (timeout !== undefined && !(typeof timeout === 'number' && timeout > 0 && timeout <= MAX_TIMEOUT)) {
    throw new Error(`"timeout" of "images" must be a number of seconds, from 0.1 to ${MAX_TIMEOUT}.`);
  }
  if (cache !== undefined && typeof cache !== 'boolean') {
    throw new Error('"cache" of "images" must be true or false.');
  }
  return { timeout, cache };
}

const MAX_TIMEOUT = 3600;
