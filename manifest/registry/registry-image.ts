import { isImageDigest } from '../../kubernetes/image-name';
import { fieldsOf, isPlainObject, itemsIn, PlainObject } from '../../util/plain-object';
import { Unavailable } from './unavailable';

/** A platform that an image runs on, in the words of the OCI image specification. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

/** How an image starts, from its configuration. */
export interface ImageConfig {
  readonly user: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly workingDir: string;
  /** The ports, such as `8080/tcp`. */
  readonly ports: readonly string[];
  /** The folders that are volumes. */
  readonly volumes: readonly string[];
}

/** A manifest for one platform, or an index of them. */
export type Manifest =
  | { readonly entries: readonly IndexEntry[] }
  /** The digest of the configuration: undefined for an artifact that is no image. */
  | { readonly config: string | undefined };

/** A manifest of an index. */
export interface IndexEntry {
  readonly digest: string;
  readonly platform: Platform;
}

/** The types of manifests that the client accepts. */
export const MANIFEST_TYPES: readonly string[] = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

const CONFIG_TYPES: readonly unknown[] = [
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
];

/** Limits for answers that no real image has. */
const MAX_ITEMS = 1000;
const MAX_TEXT = 10_000;

/** Parses a manifest or an index. */
export function manifestOf(content: Uint8Array): Manifest {
  const { manifests, config, mediaType } = objectOf(content);
  if (Array.isArray(manifests)) {
    return { entries: manifests.slice(0, MAX_ITEMS).flatMap(entryOf) };
  }
  const { digest, mediaType: type } = fieldsOf(config);
  if (typeof digest !== 'string' || !isImageDigest(digest)) {
    throw new Unavailable(`the manifest of the type ${shown(mediaType)} has no configuration.`);
  }
  return { config: CONFIG_TYPES.includes(type) ? digest : undefined };
}

/** Parses the configuration of an image. */
export function configOf(content: Uint8Array): {
  readonly config: ImageConfig;
  readonly platform: Platform | undefined;
} {
  const image = objectOf(content);
  const { User, Entrypoint, Cmd, WorkingDir, ExposedPorts, Volumes } = fieldsOf(image.config);
  const config = {
    user: textOf(User),
    entrypoint: textsOf(Entrypoint),
    command: textsOf(Cmd),
    workingDir: textOf(WorkingDir),
    ports: textsOf(Object.keys(fieldsOf(ExposedPorts))),
    volumes: textsOf(Object.keys(fieldsOf(Volumes))),
  };
  return { config, platform: platformOf(image) };
}

function entryOf(entry: unknown): IndexEntry[] {
  const { digest, platform } = fieldsOf(entry);
  const known = platformOf(fieldsOf(platform));
  return typeof digest === 'string' && isImageDigest(digest) && known !== undefined
    ? [{ digest, platform: known }]
    : [];
}

/** Attestations in an index have the platform `unknown/unknown`. */
function platformOf({ os, architecture, variant }: PlainObject): Platform | undefined {
  const isKnown = isName(os) && isName(architecture) && os !== 'unknown';
  return isKnown ? { os, architecture, ...(isName(variant) ? { variant } : {}) } : undefined;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[\w.-]{1,64}$/.test(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MAX_TEXT) : '';
}

function textsOf(value: unknown): string[] {
  return itemsIn(value).slice(0, MAX_ITEMS).map(textOf);
}

function shown(type: unknown): string {
  return typeof type === 'string' ? JSON.stringify(type.slice(0, 100)) : 'no name';
}

function objectOf(content: Uint8Array): PlainObject {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(content));
  } catch {
    // RangeError if the nesting is too deep for the parser
  }
  if (!isPlainObject(value)) {
    throw new Unavailable('the answer is not a JSON object.');
  }
  return value;
}
