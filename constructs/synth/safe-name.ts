import { createHash } from 'crypto';

/** Device names of Windows, with or without an extension, and names that a shell reads as an option or hides. */
const UNSAFE_START = /^(?:(?:aux|con|nul|prn|com\d|lpt\d)(?:\.|$)|[-.])/i;

/** File systems allow 255 bytes. The rest is for an extension, a number, and the suffix of a temporary file. */
const MAX_LENGTH = 220;

/**
 * A file name, without its extension, that all operating systems accept. It depends on nothing but its arguments, so it does not change when
 * other files are added. Names that differ also differ on a file system that ignores upper and lower case.
 * @param name the name, which can contain characters that a file name cannot contain
 * @param identity what the hash is computed from, if the safe name lacks a part of the name
 * @param isVague whether the name can be the name of several files
 */
export function safeName(name: string, identity: string, isVague = false): string {
  const clean = withoutDots(name.replace(/[^\w.-]/g, ''));
  const isWhole = clean === name && clean.length <= MAX_LENGTH && !isVague;
  const whole = isWhole ? clean : withHash(clean, identity);
  return UNSAFE_START.test(whole) ? `_${whole}` : whole;
}

/** The name without dots at its end. */
function withoutDots(name: string): string {
  let end = name.length;
  while (name[end - 1] === '.') {
    end--;
  }
  return name.slice(0, end);
}

/** The name with a hash of the identity at the end. */
export function withHash(name: string, identity: string): string {
  return `${name.slice(0, MAX_LENGTH)}-${createHash('sha256').update(identity).digest('hex').slice(0, 8)}`;
}
