import { spawn } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { FolderFile, readContents, readFolder, restoreFolder } from './folder';

/**
 * Runs an app with `CDK8S_OUTDIR` set to a temporary folder, as cdk8s does, and returns the files that it writes.
 * @param command the command that runs the app
 * @param output the folder of its manifests, which does not change
 * @param quiet whether to show the standard error of the app only if it fails
 * @throws if the app fails, or does not write to the temporary folder
 */
export async function synthesize(command: string, output: string, quiet = false): Promise<Map<string, Buffer>> {
  const before = readFolder(output);
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-pods-'));
  const outdir = path.join(scratch, 'dist');
  let signal: NodeJS.Signals | undefined;
  try {
    const { failure, ...end } = await run(command, outdir, quiet);
    ({ signal } = end);
    if (isChanged(before, readFolder(output))) {
      restoreFolder(output, before);
      const problem = `The app wrote to ${output}, not to the folder that CDK8S_OUTDIR names.`;
      throw new Error(`${problem} Remove "outdir" from the app. ${output} is restored.`);
    }
    if (failure !== undefined) {
      throw new Error(failure);
    }
    if (!fs.existsSync(outdir)) {
      const problem = 'The app wrote nothing to the folder that CDK8S_OUTDIR names.';
      throw new Error(`${problem} Call synth() in the app. Remove "outdir" from the app.`);
    }
    return readContents(outdir);
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
    if (signal !== undefined) {
      // a shell that runs the command in a loop or script ends it only if the command ends by the signal, too
      process.kill(process.pid, signal);
    }
  }
}

function isChanged(before: ReadonlyMap<string, FolderFile>, after: ReadonlyMap<string, FolderFile>): boolean {
  return (
    before.size !== after.size ||
    [...before].some(([name, { content, changed }]) => {
      const file = after.get(name);
      return file === undefined || file.changed !== changed || !file.content.equals(content);
    })
  );
}

/** How an app ended. */
interface End {
  /** The reason if the app failed. */
  readonly failure?: string;
  /** The signal that this command received, and passed on to the app. */
  readonly signal?: NodeJS.Signals;
}

/** Runs the app. Its standard output is shown only if it fails. */
function run(command: string, outdir: string, quiet: boolean): Promise<End> {
  return new Promise((resolve) => {
    const hasGroup = process.platform !== 'win32';
    const child = spawn(command, {
      shell: true,
      detached: hasGroup,
      stdio: ['ignore', 'pipe', quiet ? 'pipe' : 'inherit'],
      // PodApp shows its progress, but no summary: the files are temporary
      env: { CDK8S_PODS_OUTPUT: 'status', ...process.env, CDK8S_OUTDIR: outdir },
    });
    const outputs = [child.stderr, child.stdout].map((stream) => {
      const chunks: Buffer[] = [];
      stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
      return chunks;
    });

    // a signal ends the app, and the folder is restored before the command ends
    let received: NodeJS.Signals | undefined;
    const end = (signal: NodeJS.Signals) => {
      received = signal;
      return hasGroup ? process.kill(-child.pid!, signal) : child.kill(signal);
    };
    const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    signals.forEach((signal) => process.on(signal, end));
    child.on('error', ({ message }) => resolve({ failure: `The app did not start: ${message}.` }));
    child.on('close', (status, signal) => {
      signals.forEach((one) => process.removeListener(one, end));
      if (status === 0) {
        return resolve({ signal: received });
      }
      outputs.forEach((chunks) => process.stderr.write(Buffer.concat(chunks)));
      const reason = signal === null ? `it exited with status ${status}` : `${signal} ended it`;
      resolve({ failure: `The app "${command}" failed: ${reason}.`, signal: received });
    });
  });
}
