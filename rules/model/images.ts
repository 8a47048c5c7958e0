import { Container } from '../../kubernetes/decoded';
import { splitImageName } from '../../kubernetes/image-name';
import { addTo } from '../../util/multimap';
import { KNOWN_IMAGES, KnownImage } from './known-images';

/** The entries of each repository. */
const BY_REPOSITORY = new Map<string, KnownImage[]>();

/** The last parts of the names of sidecars, by which they are known in every registry. */
const SIDECARS = new Set<string>();

/** Last parts of names that other images have as well. */
const AMBIGUOUS = new Set(['agent', 'git-sync', 'proxy', 'vault', 'vector']);

for (const image of KNOWN_IMAGES) {
  for (const name of image.names) {
    addTo(BY_REPOSITORY, splitImageName(name).repository, image);
    const last = name.slice(name.lastIndexOf('/') + 1);
    if (image.kind === 'sidecar' && !AMBIGUOUS.has(last)) {
      SIDECARS.add(last);
    }
  }
}

/** Registries with copies of the official images of Docker Hub. */
const MIRRORS = ['public.ecr.aws/docker/library/', 'mirror.gcr.io/library/'];

/** The image of a container, if it is a known one. It depends on the tag: without a version in it, the image is the newest. */
export function knownImage({ image = '' }: Container): KnownImage | undefined {
  const { repository, tag = '' } = splitImageName(image);
  const mirror = MIRRORS.find((prefix) => repository.startsWith(prefix));
  const name = mirror === undefined ? repository : `docker.io/library/${repository.slice(mirror.length)}`;
  return BY_REPOSITORY.get(name)?.find(
    ({ since, variant }) =>
      (variant === undefined || tag.includes(variant)) && (since === undefined || isSince(tag, since)),
  );
}

/** The image of a container, if it is known to run until it is stopped and the container seems to run it unchanged. */
export function untouchedImage(container: Container): KnownImage | undefined {
  const image = knownImage(container);
  return image !== undefined && runsProgram(container, image) && !isConfigured(container, image) ? image : undefined;
}

/** Whether a container is known to run the program of its image until it is stopped, with whatever configuration. */
export function runsUntilStopped(container: Container): boolean {
  const image = knownImage(container);
  return image === undefined
    ? container.command === undefined && isSidecarImage(container.image)
    : runsProgram(container, image);
}

function runsProgram({ command, args, env = [], envFrom = [] }: Container, image: KnownImage): boolean {
  const { kind, subcommands, endsWith = [] } = image;
  if (command !== undefined || kind === 'base' || kind === 'tool') {
    return false;
  }
  const [program = '-'] = image.command ?? [];
  const [first = '-'] = args ?? image.command ?? [];
  const runs = subcommands?.includes(first) ?? (first === program || first.startsWith('-') || program.startsWith('-'));
  const mayEnd = endsWith.some(
    (one) => args?.some((arg) => arg.startsWith(one)) || env.some(({ name }) => name === one),
  );
  return runs && !mayEnd && (endsWith.length === 0 || envFrom.length === 0);
}

/** Whether a container changes what the image runs, as far as its fields show. With other ports, it is another image of that name. */
function isConfigured(container: Container, { ports, config }: KnownImage): boolean {
  const { command = [], args = [], env = [], envFrom = [], ports: declared = [], volumeMounts = [] } = container;
  return (
    command.length + args.length + envFrom.length > 0 ||
    (declared.length > 0 && ports?.every((port) => !declared.some(({ containerPort }) => containerPort === port))) ||
    env.some(({ name = '' }) => /PORT|CONF/.test(name)) ||
    (config !== undefined && volumeMounts.some(({ mountPath = '' }) => `${mountPath}/`.startsWith(`${config}/`)))
  );
}

/** The name of an image without tag and digest: `docker.io/library/nginx` of `docker.io/library/nginx:1.27`. */
export function repositoryOf(image: string): string {
  const [name] = image.split('@', 1);
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  return colon < 0 ? name : name.slice(0, colon);
}

/** Whether the version in a tag is not older than another. A tag without a version is the newest. */
function isSince(tag: string, since: string): boolean {
  const version = /^v?(\d+)(?:\.(\d+))?/.exec(tag);
  const [major, minor = '0'] = since.split('.');
  const difference =
    version === null ? 1 : Number(version[1]) - Number(major) || Number(version[2] ?? 999) - Number(minor);
  return difference >= 0;
}

/** Whether an image is known to run beside an app until it is stopped. */
export function isSidecarImage(image = ''): boolean {
  const repository = repositoryOf(image);
  return SIDECARS.has(repository.slice(repository.lastIndexOf('/') + 1));
}
