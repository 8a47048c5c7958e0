import { App } from 'cdk8s';
import * as path from 'path';
import { PodApp, PodAppProps } from './pod-app';

/**
 * One code base, several environments: an app for each, which writes to a folder of its own, such as `dist/dev` and `dist/prod`.
 *
 * All apps are rendered and checked before any file is written: an error in one environment leaves the folders of all as they were.
 * What differs between environments is best told by a typed record, so that a value that one of them lacks does not compile.
 *
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
 *
 * @see https://cdk8s.io/docs/latest/basics/app/
 */
export class Environments {
  /** The folder that holds those of the environments. */
  public readonly outdir: string;

  private readonly apps = new Map<string, PodApp>();

  /** @param props as for `PodApp`, for all environments; `outdir` is the folder that holds those of the environments */
  public constructor(private readonly props: PodAppProps = {}) {
    // the App of cdk8s knows where the output goes when nothing is said
    this.outdir = new App(props).outdir;
  }

  /**
   * Adds an environment.
   *
   * @param name its name, and that of its folder
   * @returns its app, to be filled with charts; `synth` of the environments writes it
   * @throws when the name cannot be that of a folder everywhere, or is taken
   */
  public add(name: string): PodApp {
    if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
      throw new Error(
        `"${name}" cannot name an environment: it is the name of a folder, and often of a namespace. ` +
          'Use lower case letters, digits and "-".',
      );
    }
    if (this.apps.has(name)) {
      throw new Error(`There is an environment "${name}" already. Give this one another name.`);
    }
    const app = new PodApp({ ...this.props, outdir: path.join(this.outdir, name) });
    this.apps.set(name, app);
    return app;
  }

  /**
   * Writes the apps of all environments, or none where something in one of them is not valid.
   *
   * @throws with all that is wrong in all of them, or when a folder cannot be written
   */
  public synth(): void {
    const writes: (() => void)[] = [];
    const problems: string[] = [];
    for (const [name, app] of this.apps) {
      try {
        writes.push(app._prepare());
      } catch (error) {
        problems.push(`Environment "${name}": ${error instanceof Error ? error.message : error}`);
      }
    }
    if (problems.length > 0) {
      throw new Error(problems.join('\n'));
    }
    writes.forEach((write) => write());
  }
}
