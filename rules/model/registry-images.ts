import type { ImageAnswer } from '../../manifest/registry/client';
import { parseImageName } from '../../kubernetes/image-name';
import { addTo } from '../../util/multimap';
import { ImageInfo } from './image-info';

/** A registry that could not be asked for some images, and why. */
export interface SilentRegistry {
  readonly domain: string;
  readonly reason: string;
  /** The references of the images. */
  readonly images: readonly string[];
}

/** What registries answered about the images of the checked objects. */
export class RegistryImages {
  /** @param answers by the reference of the image */
  public constructor(private readonly answers: ReadonlyMap<string, ImageAnswer>) {}

  /** The answer for an image as a container names it: undefined if no registry was asked. */
  public answer(image: string): ImageAnswer | undefined {
    return this.answers.get(parseImageName(image)?.reference ?? '');
  }

  /** What an image contains: undefined if it is not known. */
  public info(image: string): ImageInfo | undefined {
    const answer = this.answer(image);
    if (answer === undefined || !('image' in answer)) {
      return undefined;
    }
    const { platforms, config } = answer.image;
    return {
      platforms: platforms.map(({ os, architecture, variant }) =>
        [os, architecture, variant].filter(Boolean).join('/'),
      ),
      ...(config === undefined
        ? {}
        : {
            user: config.user,
            entrypoint: config.entrypoint,
            command: config.command,
            workingDir: config.workingDir,
            exposedPorts: config.ports,
            volumes: config.volumes,
          }),
    };
  }

  /** The registries that could not be asked, each once for each reason. */
  public silent(): SilentRegistry[] {
    const groups = new Map<string, string[]>();
    const reasons = new Map<string, { readonly domain: string; readonly reason: string }>();
    for (const [reference, answer] of this.answers) {
      if ('unavailable' in answer) {
        const [domain] = reference.split('/', 1);
        const key = `${domain} ${answer.unavailable}`;
        reasons.set(key, { domain, reason: answer.unavailable });
        addTo(groups, key, reference);
      }
    }
    return [...groups].map(([key, images]) => ({ ...reasons.get(key)!, images }));
  }
}
