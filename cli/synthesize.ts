import { spawn } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { FolderFile, readFolder, restoreFolder } from './folder';

/**
 * Runs an app and returns the files that it writes. It writes them to a temporary folder, which `CDK8S_OUTDIR` names, as it does
 * for cdk8s.
 *
 * @param command the command that runs the app
 * @param output the folder of its manifests, which is kept as it is
 * @param quiet whether what the app writes to standard error is shown only if it fails
 * @throws if the app fails, or does not write where it is told to
 */
export async function synthesize(command: string, output: string, quiet = false): Promise<Map<string, Buffer>> {
  const before = readFolder(output);
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-pods-'));
  const outdir = path.join(scratch, 'dist');
  let failure: string | undefined;
  try {
    failure = await run(command, outdir, quiet);
    if (isTouched(before, readFolder(output))) {
      restoreFolder(output, before);
      failure = `The app wrote to ${output}, not to the folder that CDK8S_OUTDIR names: it sets "outdir" itself. ${output} is as it was.`;
    }
    if (failure === undefined && !fs.existsSync(outdir)) {
      failure =
        'The app wrote nothing to the folder that CDK8S_OUTDIR names. Does it set "outdir" itself, or never call synth()?';
    }
    if (failure !== undefined) {
      throw new Error(failure);
    }
    return new Map([...readFolder(outdir)].map(([name, { content }]) => [name, content]));
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

function isTouched(before: Map<string, FolderFile>, after: Map<string, FolderFile>): boolean {
  return (
    before.size !== after.size ||
    [...before].some(([name, { content, written }]) => {
      const now = after.get(name);
      return now === undefined || now.written !== written || !now.content.equals(content);
    })
  );
}

/** Runs the app, and returns in what way it failed. What it writes to standard output is shown only then. */
function run(command: string, outdir: string, quiet: boolean): Promise<string | undefined> {
  return new Promise((resolve) => {
    const grouped = process.platform !== 'win32';
    const child = spawn(command, {
      shell: true,
      detached: grouped,
      stdio: ['ignore', 'pipe', quiet ? 'pipe' : 'inherit'],
      // an app of ours shows how far it is, but sums up nothing: the files are not the ones that are asked about
      env: { CDK8S_PODS_OUTPUT: 'passing', ...process.env, CDK8S_OUTDIR: outdir },
    });
    const said: Buffer[][] = [child.stderr, child.stdout].map((stream) => {
      const chunks: Buffer[] = [];
      stream?.on('data', (chunk) => chunks.push(chunk));
      return chunks;
    });

    // whoever ends this command ends the app, and the folder is put right first
    const end = (signal: NodeJS.Signals) => (grouped ? process.kill(-child.pid!, signal) : child.kill(signal));
    const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    signals.forEach((signal) => process.on(signal, end));
    child.on('error', ({ message }) => resolve(`The app did not start: ${message}.`));
    child.on('close', (status, signal) => {
      signals.forEach((one) => process.removeListener(one, end));
      if (status !== 0) {
        said.forEach((chunks) => process.stderr.write(Buffer.concat(chunks)));
      }
      const how = signal === null ? `ended with status ${status}` : `was ended by ${signal}`;
      resolve(status === 0 ? undefined : `The app failed: "${command}" ${how}.`);
    });
  });
}
