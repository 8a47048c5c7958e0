import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { PodApp } from '../index';
import { Manifests } from '../testing';

/** What the app of an example writes, held against its `dist/`. */
export interface Synthesized {
  /** The files of `dist/` that are not what the app writes. */
  readonly outdated: string[];

  /** The manifests of the app. */
  readonly manifests: Manifests;
}

/** Runs the app of an example, and leaves its `dist/` as it is. */
export function synthesize(folder: string): Synthesized {
  const apps: PodApp[] = [];
  const written = filesOf(() => jest.requireActual(path.join(folder, 'main')), apps);
  const committed = read(path.join(folder, 'dist'));
  const names = [...new Set([...Object.keys(committed), ...Object.keys(written)])];
  return {
    outdated: names.filter((name) => committed[name] !== written[name]),
    manifests: Manifests.of(apps[0]),
  };
}

/** The files that an app writes when it runs. They go into a folder that is gone afterwards, wherever the app wants them. `apps` gets the app. */
export function filesOf(run: () => void, apps: PodApp[] = []): Record<string, string> {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'example-'));
  const { synth } = PodApp.prototype;
  const spy = jest.spyOn(PodApp.prototype, 'synth').mockImplementation(function (this: PodApp) {
    apps.push(this);
    synth.call(Object.assign(this, { outdir, quiet: true }));
  });
  try {
    run();
    return read(outdir);
  } finally {
    spy.mockRestore();
    fs.rmSync(outdir, { recursive: true });
  }
}

function read(folder: string): Record<string, string> {
  const names = fs.readdirSync(folder).sort();
  return Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]));
}
