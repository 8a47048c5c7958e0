import { spawn } from 'child_process';
import { ApiObject, Chart } from 'cdk8s';
import { once } from 'events';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { AppPod, PodApp, PodAppProps } from '../index';

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'progress-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

interface Surroundings {
  /** Whether standard error is a terminal. */
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly term?: string;
  /** The time to check and render an object. */
  readonly seconds: number;
  readonly props?: PodAppProps;
  /** What else is in the app. */
  readonly more?: (chart: Chart) => void;
}

/** The output of a synthesis of ten objects on standard error. */
function said({ isTTY, columns, term = 'xterm', seconds, props, more }: Surroundings): string {
  const lines: string[] = [];
  const { stderr, stdout } = process;
  const was = { isTTY: stderr.isTTY, columns: stderr.columns, term: process.env.TERM };
  Object.assign(stderr, { isTTY, columns });
  process.env.TERM = term;
  let now = 0;
  const spies = [
    jest.spyOn(stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0),
    jest.spyOn(stdout, 'write').mockImplementation(() => true),
    jest.spyOn(Date, 'now').mockImplementation(() => now),
  ];
  try {
    const app = new PodApp({ outdir: path.join(folder, 'dist'), ...props });
    const chart = new Chart(app, 'chart');
    for (let i = 0; i < 10; i++) {
      const object = new ApiObject(chart, `object-${i}`, { apiVersion: 'v1', kind: 'ConfigMap' });
      const passing = () => (now += seconds * 1000);
      object.node.addValidation({ validate: () => (passing(), []) });
      const { toJson } = object;
      object.toJson = () => (passing(), toJson.call(object));
    }
    more?.(chart);
    app.synth();
  } catch (error) {
    lines.push((error as Error).message);
  } finally {
    spies.forEach((spy) => spy.mockRestore());
    Object.assign(stderr, { isTTY: was.isTTY, columns: was.columns });
    process.env.TERM = was.term;
  }
  return lines.join('');
}

const CLEAR = '\r\x1b[K';
/** The text on the screen after the terminal has processed the control characters. */
const seen = (text: string): string => text.replace(/[^\n]*\r\x1b\[K/g, '');
const SUMMARY = '10 objects in 1 file (1 new) in 10.0 s\n';

test('on a terminal, a long synthesis prints its progress and a summary', () => {
  const text = said({ isTTY: true, seconds: 0.5 });
  expect(text.split(CLEAR)).toEqual([
    '',
    ...[6, 7, 8, 9, 10, 11, 12].map((count) => `checked ${count}`),
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((count) => `rendered ${count} of 10`),
    'printed 1 of 1',
    SUMMARY,
  ]);
  expect(seen(text)).toBe(SUMMARY);
});

test('a short synthesis prints nothing', () => {
  expect(said({ isTTY: true, seconds: 0.04 })).toBe('');
});

test('in a pipe, it prints nothing', () => {
  expect(said({ isTTY: false, seconds: 60 })).toBe('');
  expect(said({ isTTY: undefined, seconds: 60 })).toBe('');
});

test('quiet prints nothing, and verbose prints a summary', () => {
  expect(said({ isTTY: true, seconds: 3, props: { quiet: true } })).toBe('');
  expect(said({ isTTY: false, seconds: 0.025, props: { verbose: true } })).toBe(
    '10 objects in 1 file (1 unchanged) in 0.5 s\n',
  );
});

test('without the summary, only the progress is printed', () => {
  process.env.CDK8S_PODS_OUTPUT = 'status';
  try {
    const text = said({ isTTY: true, seconds: 0.5 });
    expect(text).toContain('rendered 10 of 10');
    expect(seen(text)).toBe('');
  } finally {
    delete process.env.CDK8S_PODS_OUTPUT;
  }
});

test('a terminal that cannot erase a line gets only the summary', () => {
  expect(said({ isTTY: true, term: 'dumb', seconds: 0.5 })).toBe(SUMMARY);
});

test('a line is never longer than the width of the terminal, because it could not be erased', () => {
  const lines = said({ isTTY: true, columns: 12, seconds: 0.5 }).split(CLEAR).slice(0, -1);
  expect(lines).toContain('rendered 10');
  expect(lines.filter((line) => line.length >= 12)).toEqual([]);
});

test('an error has a line of its own', () => {
  const more = (chart: Chart) => chart.node.addValidation({ validate: () => ['this is wrong'] });
  expect(seen(said({ isTTY: true, seconds: 0.5, more }))).toMatch(/^Validation failed[^\r]*\[chart\] this is wrong$/);
});

test('a warning has a line of its own', () => {
  const metadata = { annotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'runtime/default' } };
  const more = (chart: Chart) => void new AppPod(chart, 'old', { metadata, app: { name: 'app', image: 'nginx' } });
  const text = said({ isTTY: true, seconds: 0.5, more });
  expect(text).toMatch(/rendered 11 of 11\r\x1b\[Kwarning: /);
  expect(seen(text)).toMatch(
    /^warning: \[chart\/old\] [^\r\n]*\n {2}at [^\r\n]*\n11 objects in 1 file \(1 new\) in 10\.0 s\n$/,
  );
});

(process.platform === 'win32' ? describe.skip : describe)(
  'a synthesis that is killed erases its line, and ends at once:',
  () => {
    const script = `
    const { StatusLine } = require('./constructs/synth/status-line');
    const line = new StatusLine();
    line.show('checked 1');
    line.clear();
    line.show('checked 2');
    for (;;);`;

    test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('%s', async (signal) => {
      const child = spawn(process.execPath, ['-r', 'ts-node/register/transpile-only', '-e', script], {
        cwd: path.join(__dirname, '..'),
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let text = '';
      child.stderr.on('data', (data) => {
        text += data;
        if (text.endsWith('checked 2')) {
          child.kill(signal);
        }
      });
      const [, endedBy] = await once(child, 'close');
      expect(endedBy).toBe(signal);
      expect(text).toBe(`${CLEAR}checked 1${CLEAR}${CLEAR}checked 2${CLEAR}`);
    });
  },
);
