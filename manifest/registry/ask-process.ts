import * as fs from 'fs';
import * as process from 'process';
import { ImageName } from '../../kubernetes/image-name';
import { cacheFolder, ImageCache } from './cache';
import { ImageAnswer, RegistryClient } from './client';
import { CredentialStore } from './credentials';

// The process of `askRegistries`: a question on standard input, the answers on standard output.

export interface Question {
  readonly names: readonly Pick<ImageName, 'domain' | 'path' | 'tag' | 'digest'>[];
  /** The milliseconds for one answer. */
  readonly timeout: number;
  readonly cache: boolean;
}

/** The number of images that are asked for at once. */
const CONCURRENCY = 8;

async function answer({ names, timeout, cache: isCached }: Question): Promise<ImageAnswer[]> {
  const cache = new ImageCache(isCached ? cacheFolder() : undefined);
  const client = new RegistryClient(new CredentialStore(), cache, timeout);
  const answers: ImageAnswer[] = [];
  const open = names.map(({ domain, path, tag, digest }) => new ImageName(domain, path, tag, digest)).entries();
  const work = async (): Promise<void> => {
    for (const [i, name] of open) {
      answers[i] = await client.ask(name);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  cache.prune();
  return answers;
}

function fail(error: Error): void {
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exit(1);
}

answer(JSON.parse(fs.readFileSync(0, 'utf8')) as Question).then((answers) => {
  // connections stay open for a while
  process.stdout.write(JSON.stringify(answers), () => process.exit());
}, fail);
