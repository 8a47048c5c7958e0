import * as path from 'path';
import { writeFolders } from '../manifest/output/write-files';
import { described } from '../util/plain-object';
import { safe } from '../util/safe-text';
import { PodApp, PodAppProps } from './pod-app';
import { safeName } from './synth/safe-name';

/**
 * Several environments from the same code: each has its own app and its own output folder, such as `dist/dev` and `dist/prod`.
 *
 * It writes files only if the apps of all environments are valid, and only if all folders can be written. Keep the differences between environments in a typed record: then a
 * missing value does not compile.
 * @example
 * const settings: Record<'dev' | 'prod', { readonly image: string; readonly kubernetes: string }> = {
 *   dev: { image: 'nginx:1.29', kubernetes: '1.37' },
 *   prod: { image: 'nginx:1.28', kubernetes: '1.33' },
 * };
 *
 * const environments = new Environments();
 * for (const [name, { image, kubernetes }] of Object.entries(settings)) {
 *   const app = environments.add(name);
 *   KubernetesVersion.set(app, kubernetes);
 *   new AppPod(new Chart(app, 'web'), 'web', { app: { name: 'web', image } });
 * }
 * environments.synth();
 * @see https://cdk8s.io/docs/latest/basics/app/
 */
export class Environments {
  /** The folder that contains the folders of the environments. */
  public readonly outdir: string;

  private readonly apps = new Map<string, PodApp>();

  /** @param props as for `PodApp`, for all environments; `outdir` is the folder that contains the folders of the environments */
  public constructor(private readonly props: PodAppProps = {}) {
    // it knows the default
    this.outdir = new PodApp(props).outdir;
  }

  /**
   * Adds an environment.
   * @param name the name of the environment and of its folder
   * @returns the app of the environment: add charts to it
   * @throws if the name is not valid for a folder, or already exists
   */
  public add(name: string): PodApp {
    if (typeof name !== 'string' || !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
      throw new Error(
        safe(
          `${described(name)} is not a valid name of an environment: it is the name of a folder, and often of a namespace. `,
        ) + 'Use lower case letters, digits and "-".',
      );
    }
    if (safeName(name, name) !== name) {
      throw new Error(
        `"${name}" is not a valid name of an environment: Windows reserves it for a device. Use another name.`,
      );
    }
    if (this.apps.has(name)) {
      throw new Error(`The environment "${name}" already exists. Use another name.`);
    }
    const app = new PodApp({ ...this.props, outdir: path.join(this.outdir, name) });
    this.apps.set(name, app);
    return app;
  }

  /**
   * Writes the apps of all environments, if all of them are valid and all folders can be written.
   * @throws with the errors of all environments, or if a folder cannot be written
   */
  public synth(): void {
    const prepared: ReturnType<PodApp['_prepare']>[] = [];
    const errors: string[] = [];
    for (const [name, app] of this.apps) {
      try {
        prepared.push(app._prepare());
      } catch (error) {
        errors.push(`Environment "${name}": ${error instanceof Error ? error.message : error}`);
      }
    }
    if (errors.length > 0) {
      throw new Error(errors.join('\n'));
    }
    const outcomes = writeFolders(prepared);
    prepared.forEach(({ done }, i) => done(outcomes[i]));
  }
}
