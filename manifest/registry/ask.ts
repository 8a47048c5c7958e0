import { spawnSync } from 'child_process';
import * as process from 'process';
import { ImageName } from '../../kubernetes/image-name';
import type { Question } from './ask-process';
import type { ImageAnswer } from './client';

/** How to ask registries for images. */
export interface RegistryOptions {
  /**
   * The seconds to wait for an answer. All answers together may take six times as long.
   * @default 10
   */
  readonly timeout?: number;
  /**
   * Whether to cache answers in the cache folder of the user: `$XDG_CACHE_HOME/cdk8s-pods` or `~/.cache/cdk8s-pods`.
   * @default true
   */
  readonly cache?: boolean;
}

const DEFAULT_TIMEOUT = 10;
const MAX_OUTPUT = 256 << 20;

/**
 * Asks registries for images, and waits for the answers: the checks of a synth are synchronous. A process of its own asks all registries
 * at once.
 * @param names each image once
 * @returns the answer for each image, in the same order
 */
export function askRegistries(names: readonly ImageName[], options: RegistryOptions = {}): ImageAnswer[] {
  if (names.length === 0) {
    return [];
  }
  const { timeout = DEFAULT_TIMEOUT, cache = true } = options;
  const question: Question = { names, timeout: timeout * 1000, cache };
  const script = require.resolve('./ask-process');
  // the source of this library runs only where ts-node is installed
  const compiler = script.endsWith('.ts') ? ['--require', require.resolve('ts-node/register/transpile-only')] : [];
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [...compiler, script], {
    input: JSON.stringify(question),
    encoding: 'utf8',
    // for newer versions of Node, which then use HTTPS_PROXY and NO_PROXY
    env: { NODE_USE_ENV_PROXY: '1', ...process.env },
    maxBuffer: MAX_OUTPUT,
    windowsHide: true,
  });
  if (status !== 0) {
    throw new Error(`The process that asks the registries failed: ${error?.message ?? stderr.trim()}`);
  }
  return JSON.parse(stdout) as ImageAnswer[];
}
