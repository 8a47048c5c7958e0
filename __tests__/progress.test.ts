import { Progress } from '../constructs/synthesis/progress';

/** What a synthesis of so many seconds says on standard error, on a terminal or in a pipe. */
function said({ isTTY, seconds, quiet = false, verbose = false }: Record<string, any>): string {
  const lines: string[] = [];
  const spies = [
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0),
    jest.spyOn(process.stdout, 'write').mockImplementation(() => true),
  ];
  const was = process.stderr.isTTY;
  process.stderr.isTTY = isTTY;
  let now = 0;
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
  const progress = new Progress(quiet, verbose);
  for (let i = 0; i < 640; i++) {
    now = (i / 640) * seconds * 1000;
    progress.at('rendered', i, 640);
  }
  now = seconds * 1000;
  progress.done([{ file: 'dist/web.k8s.yaml', objects: 640, outcome: 'new' }]);
  [...spies, clock].forEach((spy) => spy.mockRestore());
  process.stderr.isTTY = was;
  return lines.join('');
}

test('on a terminal it is told how far a long synthesis is, and what it came to', () => {
  expect(said({ isTTY: true, seconds: 3 })).toMatch(
    /^(\r\x1b\[Krendered \d+ of 640)+\r\x1b\[K640 objects in 1 file \(1 new\) in 3\.0 s\n$/,
  );
});

test('of a short one nothing is told', () => {
  expect(said({ isTTY: true, seconds: 0.9 })).toBe('');
});

test('in a pipe nothing is told, however long it takes', () => {
  expect(said({ isTTY: false, seconds: 60 })).toBe('');
  expect(said({ isTTY: undefined, seconds: 60 })).toBe('');
});

test('nothing is told where quiet was asked for, and a summary where verbose was', () => {
  expect(said({ isTTY: true, seconds: 3, quiet: true })).toBe('');
  expect(said({ isTTY: false, seconds: 0.5, verbose: true })).toBe('640 objects in 1 file (1 new) in 0.5 s\n');
});
