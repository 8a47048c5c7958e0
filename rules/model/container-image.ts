import { Container } from '../../kubernetes/decoded';
import { ImageInfo } from './image-info';
import { KnownImage } from './known-images';
import { programName } from './program';

/** What the program of an image does, as only the table of known images describes it. */
type Behavior = Omit<KnownImage, 'names' | 'source' | 'since' | 'variant' | keyof ImageInfo>;

/** What is known about the image of a container: from its registry, or else from the table. Rules cannot choose the source. */
export interface ContainerImage extends ImageInfo, Partial<Behavior> {
  /** Its name in messages: `nginx`. */
  readonly name: string;
  /** Whether the registry described it. The table can be wrong for a version. */
  readonly isCertain: boolean;
}

/** The fields of a container, and what is known about its image. */
export interface ImageContainer {
  readonly value: Container;
  readonly imageInfo: ContainerImage | undefined;
}

/** Joins the two sources. The answer of the registry has precedence, and can show that the image runs another program. */
export function containerImage(
  name: string,
  known: KnownImage | undefined,
  described: ImageInfo | undefined,
): ContainerImage | undefined {
  if (known === undefined && described === undefined) {
    return undefined;
  }
  const isCertain = described?.entrypoint !== undefined;
  const { runAs, unprivileged } = known ?? {};
  const fromTable = isCertain && known !== undefined && !startsSame(known, described) ? { runAs, unprivileged } : known;
  return { ...fromTable, ...described, name: known?.names[0] ?? name, isCertain };
}

/** The words with which an image starts a container that has no command: undefined if they are not known. */
export function imageStart({ kind, entrypoint, command }: ContainerImage): StartWords | undefined {
  if (entrypoint === undefined && command === undefined) {
    return undefined;
  }
  // the entry point of such an image is a script that starts its arguments
  return { entrypoint: kind === 'base' ? [] : (entrypoint ?? []), command: command ?? [] };
}

/** What a container starts: the arguments of a container take the place of the command. */
export interface StartWords {
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
}

function startsSame(known: ImageInfo, described: ImageInfo): boolean {
  const isSame = (one?: readonly string[], other?: readonly string[]): boolean =>
    programName(one?.[0] ?? '') === programName(other?.[0] ?? '');
  const isUnknown = known.entrypoint === undefined && known.command === undefined;
  return isUnknown || (isSame(known.entrypoint, described.entrypoint) && isSame(known.command, described.command));
}
