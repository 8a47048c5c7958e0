import { splitImageName } from '../../kubernetes/image-name';
import { addTo } from '../../util/multimap';
import { ContainerImage, ImageContainer } from './container-image';
import { KNOWN_IMAGES, KnownImage, KnownProgram } from './known-images';
import { CommandWord, programName, programOf } from './program';

/** The entries of each repository. */
const BY_REPOSITORY = new Map<string, KnownImage[]>();

/** The last parts of the names of sidecars, by which they are known in every registry. */
const SIDECARS = new Set<string>();

/** The names of the images that end with a read-only root file system, unless some of their folders have a volume. */
export const WRITING_IMAGES = [
  ...new Set(KNOWN_IMAGES.filter(({ writes }) => writes !== undefined).map(({ names: [name] }) => name)),
];

/** Last parts of names that other images have as well. */
const AMBIGUOUS = new Set(['agent', 'git-sync', 'proxy', 'vault', 'vector']);

/** The programs of the images, by name. */
const PROGRAMS_BY_NAME = new Map<string, KnownProgram>();

/** Command lines that end at once without a terminal: shells and interpreters. */
const INTERACTIVE = new Set<string>();

for (const image of KNOWN_IMAGES) {
  if (image.kind === 'base' && image.command !== undefined) {
    INTERACTIVE.add(withoutFolder(image.command));
  }
  if (image.program !== undefined) {
    PROGRAMS_BY_NAME.set(image.program.name, image.program);
  }
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

/** The entry of an image in the table. It depends on the tag: without a version in it, the image is the newest. */
export function knownImage(image: string): KnownImage | undefined {
  const { repository, tag = '' } = splitImageName(image);
  const mirror = MIRRORS.find((prefix) => repository.startsWith(prefix));
  const name = mirror === undefined ? repository : `docker.io/library/${repository.slice(mirror.length)}`;
  return BY_REPOSITORY.get(name)?.find(
    ({ since, variant }) =>
      (variant === undefined || tag.includes(variant)) && (since === undefined || isSince(tag, since)),
  );
}

/** The image of a container, if it is known to run until it is stopped and the container seems to run it unchanged. */
export function untouchedImage(container: ImageContainer): ContainerImage | undefined {
  const { imageInfo: image } = container;
  return image !== undefined && runsProgram(container, image) && !isConfigured(container, image) ? image : undefined;
}

/** The image of a container that configures nothing, whatever the image runs. */
export function unconfiguredImage(container: ImageContainer): ContainerImage | undefined {
  const { imageInfo: image } = container;
  return image !== undefined && !isConfigured(container, image) ? image : undefined;
}

/** The ports that an image declares. */
export function exposedPortsOf({ exposedPorts = [] }: ContainerImage): { port: number; protocol: string }[] {
  return exposedPorts.flatMap((text) => {
    const [, port, protocol = 'tcp'] = /^(\d{1,5})(?:\/(tcp|udp|sctp))?$/.exec(text) ?? [];
    return port === undefined ? [] : [{ port: Number(port), protocol: protocol.toUpperCase() }];
  });
}

/** Whether a container is known to run the program of its image until it is stopped, with whatever configuration. */
export function runsUntilStopped(container: ImageContainer): boolean {
  const { imageInfo: image, value } = container;
  return image?.kind === undefined
    ? value.command === undefined && isSidecarImage(value.image)
    : runsProgram(container, image);
}

function runsProgram({ value }: ImageContainer, image: ContainerImage): boolean {
  const { command, args, env = [], envFrom = [] } = value;
  const { kind, subcommands, endsWith = [] } = image;
  if (command !== undefined || kind === undefined || kind === 'base' || kind === 'tool') {
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
function isConfigured({ value }: ImageContainer, image: ContainerImage): boolean {
  const { ports = [], config } = image;
  const { command = [], args = [], env = [], envFrom = [], ports: declared = [], volumeMounts = [] } = value;
  const own = [...ports, ...exposedPortsOf(image).map(({ port }) => port)];
  return (
    command.length + args.length + envFrom.length > 0 ||
    (declared.length > 0 && own.length > 0 && !declared.some(({ containerPort = 0 }) => own.includes(containerPort))) ||
    env.some(({ name = '' }) => /PORT|CONF/.test(name)) ||
    (config !== undefined && volumeMounts.some(({ mountPath = '' }) => `${mountPath}/`.startsWith(`${config}/`)))
  );
}

/** The program of a known image, by its name: `envoy`. */
export function knownProgram(name: string): KnownProgram | undefined {
  return PROGRAMS_BY_NAME.get(name);
}

/** Whether some words start a shell or an interpreter that reads its standard input. */
export function isInteractive(words: readonly CommandWord[]): boolean {
  return INTERACTIVE.has(withoutFolder(programOf(words).words));
}

/** A command line without the folder of its program, and without the version in its name: `python` of `/usr/bin/python3.12`. */
function withoutFolder([program = '', ...others]: readonly CommandWord[]): string {
  return [programName(program).split(/\d/, 1)[0], ...others].join(' ');
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
  return SIDECARS.has(lastPart(image));
}

/** Whether an image has the name of a program. */
export function isImageOf(image = '', program: string): boolean {
  return lastPart(image) === program;
}

function lastPart(image: string): string {
  const repository = repositoryOf(image);
  return repository.slice(repository.lastIndexOf('/') + 1);
}
