/** What an image contains, as its configuration in the registry describes it. A field is missing if it is not known. */
export interface ImageInfo {
  /** The user that runs its program: a number, a name, or either with a group (`101:101`). Empty for root. */
  readonly user?: string;
  /** The command, if the container has none. */
  readonly entrypoint?: readonly string[];
  /** The arguments, if the container has neither a command nor arguments. */
  readonly command?: readonly string[];
  /** The folder in which it starts. Empty for `/`. */
  readonly workingDir?: string;
  /** The ports that it declares: `80/tcp`. Its program may listen on others. */
  readonly exposedPorts?: readonly string[];
  /** The folders that the container runtime makes writable: also with a read-only root file system. */
  readonly volumes?: readonly string[];
  /** `linux/amd64`, `linux/arm/v7` */
  readonly platforms?: readonly string[];
}

/** Whether `runAsNonRoot` refuses the user of an image: the kubelet accepts only a number other than 0. */
export function isRefusedUser(user: string): boolean {
  const [name] = user.split(':', 1);
  return !/^\d+$/.test(name) || Number(name) === 0;
}

/** Whether a user is root. A name other than `root` may be root as well. */
export function isRoot(user: string): boolean {
  const [name] = user.split(':', 1);
  return name === '' || name === 'root' || Number(name) === 0;
}
