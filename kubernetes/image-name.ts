/** The name of an image, as the kubelet completes it: `nginx` is `docker.io/library/nginx`. */
export class ImageName {
  public constructor(
    /** The host of the registry, with its port: `docker.io`, `localhost:5000`. */
    public readonly domain: string,
    /** The path in the registry: `library/nginx`. */
    public readonly path: string,
    /** The tag as written. Without tag and digest, the kubelet pulls `latest`. */
    public readonly tag?: string,
    /** `sha256:…`. With a digest, the tag has no effect. */
    public readonly digest?: string,
  ) {}

  /** The name without tag and digest: `docker.io/library/nginx`. */
  public get repository(): string {
    return `${this.domain}/${this.path}`;
  }

  /** The name that the node pulls: `docker.io/library/nginx:1.27`. */
  public get reference(): string {
    return this.repository + (this.digest === undefined ? `:${this.tag ?? 'latest'}` : `@${this.digest}`);
  }
}

export const MAX_IMAGE_PATH = 255;
export const MAX_IMAGE_TAG = 128;
export const IMAGE_ID_LENGTH = 64;

const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[a-f0-9:]+\])(?::\d+)?$/i;
const COMPONENT = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]*$/;

/** The algorithms of digests, and the number of hexadecimal digits of each. */
const DIGITS: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);

/**
 * Parses the name of an image as the kubelet does. Returns undefined if the kubelet refuses it.
 * @see https://pkg.go.dev/github.com/distribution/reference#ParseNormalizedNamed
 */
export function parseImageName(text: string): ImageName | undefined {
  const name = splitImageName(text);
  // `my_host.local` is not a domain, but a valid start of a path
  const path = isImageDomain(name.domain) ? name.path : name.repository;
  const isValid =
    !isImageId(text) &&
    path.length <= MAX_IMAGE_PATH &&
    path.split('/').every(isImagePathComponent) &&
    (name.tag === undefined || isImageTag(name.tag)) &&
    (name.digest === undefined || isImageDigest(name.digest));
  return isValid ? name : undefined;
}

/** The parts of a text, valid or not. The part before the first slash is the domain if it looks like one. */
export function splitImageName(text: string): ImageName {
  const slash = text.indexOf('/');
  const first = text.slice(0, Math.max(slash, 0));
  const hasDomain = first === 'localhost' || /[.:]/.test(first) || first !== first.toLowerCase();
  const domain = hasDomain && first !== 'index.docker.io' ? first : 'docker.io';
  const [named, digest] = cut(hasDomain ? text.slice(slash + 1) : text, '@');
  const [path, tag] = cut(named, ':');
  return new ImageName(domain, domain === 'docker.io' && !path.includes('/') ? `library/${path}` : path, tag, digest);
}

export function isImageDomain(text: string): boolean {
  return DOMAIN.test(text);
}

export function isImagePathComponent(text: string): boolean {
  return COMPONENT.test(text);
}

export function isImageTag(text: string): boolean {
  return text.length <= MAX_IMAGE_TAG && TAG.test(text);
}

export function isImageDigest(text: string): boolean {
  const [algorithm, digits = ''] = cut(text, ':');
  return /^[a-f0-9]+$/.test(digits) && DIGITS.get(algorithm) === digits.length;
}

/** Whether a text has the form of an image ID. The kubelet refuses it as a name. */
export function isImageId(text: string): boolean {
  return text.length === IMAGE_ID_LENGTH && /^[a-f0-9]+$/.test(text);
}

/** The parts of a text before and after the first separator. */
function cut(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
