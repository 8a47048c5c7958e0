import * as crypto from 'crypto';

/** The digest of a content, by the algorithm of another digest. */
export function digestOf(content: Uint8Array, like = 'sha256:'): string {
  const [algorithm] = like.split(':', 1);
  return `${algorithm}:${crypto.createHash(algorithm).update(content).digest('hex')}`;
}
