import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as process from 'process';
import { makeFolder } from '../output/make-folder';
import { digestOf } from './digest';

/** How long the digest of a tag stays valid. */
const TAG_LIFETIME = 10 * 60_000;
/** Files that nobody used for this time are removed. */
const MAX_AGE = 30 * 24 * 3_600_000;

/**
 * Cache of manifests and configurations by digest, and of digests by tag, in a folder. A digest proves the content, so a damaged file is
 * ignored. Each failure is ignored too: without the cache, the client only asks more often.
 */
export class ImageCache {
  /** @param folder undefined for no cache */
  public constructor(private readonly folder: string | undefined) {}

  /** The content with a digest. */
  public content(digest: string): Uint8Array | undefined {
    const content = this.read(digest.replace(':', '-'));
    return content !== undefined && digestOf(content, digest) === digest ? content : undefined;
  }

  public addContent(digest: string, content: Uint8Array): void {
    this.write(digest.replace(':', '-'), content);
  }

  /** The digest that a tag had, if a registry named it a short time ago. */
  public digest(reference: string): string | undefined {
    const name = tagFile(reference);
    const [known, digest] = this.read(name, TAG_LIFETIME)?.toString('utf8').split(' ') ?? [];
    return known === reference ? digest : undefined;
  }

  public addDigest(reference: string, digest: string): void {
    this.write(tagFile(reference), Buffer.from(`${reference} ${digest}`));
  }

  /** Removes old files. */
  public prune(): void {
    attempt(() => {
      for (const name of this.folder === undefined ? [] : fs.readdirSync(this.folder)) {
        const file = path.join(this.folder!, name);
        if (Date.now() - fs.statSync(file).mtimeMs > MAX_AGE) {
          fs.unlinkSync(file);
        }
      }
    });
  }

  private read(name: string, lifetime = MAX_AGE): Buffer | undefined {
    return attempt(() => {
      const file = path.join(this.folder!, name);
      const age = Date.now() - fs.statSync(file).mtimeMs;
      return age >= 0 && age < lifetime ? fs.readFileSync(file) : undefined;
    });
  }

  private write(name: string, content: Uint8Array): void {
    attempt(() => {
      makeFolder(this.folder!);
      const file = path.join(this.folder!, name);
      const temporary = `${file}.${process.pid}`;
      // private images are nobody else's business
      fs.writeFileSync(temporary, content, { mode: 0o600 });
      fs.renameSync(temporary, file);
    });
  }
}

/** The cache folder of the user. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME: xdg = '', LOCALAPPDATA: local = '' } = process.env;
  const base = [xdg, local].find((folder) => path.isAbsolute(folder)) ?? path.join(os.homedir(), '.cache');
  return path.join(base, 'cdk8s-pods', 'images');
}

function tagFile(reference: string): string {
  return `tag-${digestOf(Buffer.from(reference)).replace(':', '-')}`;
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
