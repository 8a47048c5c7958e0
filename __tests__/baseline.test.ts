import { spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { canRunUnprivileged, Ended, Workplace } from './command';
import { expectSafe, HOSTILE } from './hostile';

let place: Workplace;
beforeAll(() => (place = new Workplace()));
afterAll(() => place.clear());
beforeEach(() => place.next());

const lint = (...args: string[]): Ended => place.run('lint', '--baseline', 'accepted', ...args);
const update = (...args: string[]): Ended => lint(...args, '--update-baseline');
/** The findings that are reported, as their rule and line. */
const rules = (...args: string[]): string[] =>
  JSON.parse(lint(...args, '-f', 'json').stdout).map(({ file, rule, line }: any) => `${file}:${line} ${rule}`);
const text = (): string => place.read('.').accepted;
const lines = (): any[] =>
  text()
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line));
const edit = (file: string, change: (before: string) => string): void =>
  place.write({ [file]: change(place.read('.')[file]) });

const container = (name: string, port: number | string = 80) =>
  `    - name: ${name}\n      image: ${name}:1.0\n      ports:\n        - containerPort: ${port}\n`;
const pod = (name: string, ...containers: string[]) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers:\n${containers.join('')}`;
const BAD = pod('web', container('app'), container('log', 70000));

test('lists the findings, which are then not reported', () => {
  place.write({ 'a.yaml': BAD });
  expect(update('a.yaml')).toEqual({
    status: 0,
    stdout: '',
    stderr: '1 object in 1 file: no findings; 1 finding in the baseline\n',
  });
  expect(text()).toBe(`{"format":"cdk8s-pods baseline","version":1}
{"kind":"Pod","name":"web","rule":"api/container-port","path":"spec.containers[name=log].ports[containerPort=70000].containerPort","severity":"error","file":"a.yaml"}
`);
  expect(lint('a.yaml')).toMatchObject({ status: 0, stdout: '' });
  edit('a.yaml', (before) => `${before}      imagePullPolicyy: Never\n`);
  expect(rules('a.yaml')).toEqual(['a.yaml:15 api/unknown-field']);
  expect(lint('a.yaml')).toMatchObject({
    status: 1,
    stderr: '1 object in 1 file: 1 error; 1 finding in the baseline\n',
  });
});

describe('a finding is known', () => {
  test.each<[string, (before: string) => string]>([
    ['if lines move', (before) => `# one\n# two\n${before.replace('spec:', '  labels:\n    a: b\nspec:')}`],
    [
      'if containers are added before its container',
      (before) => before.replace(container('app'), container('new', 81) + container('app')),
    ],
    ['if its list is sorted in another way', () => pod('web', container('log', 70000), container('app'))],
    ['in an item of a List', () => `apiVersion: v1\nkind: List\nitems:\n  - ${BAD.trim().replace(/\n/g, '\n    ')}\n`],
    ['with Windows line ends', (before) => before.replace(/\n/g, '\r\n')],
    [
      'as JSON',
      () =>
        '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},"spec":{"containers":[{"name":"log","image":"log:1.0","ports":[{"containerPort":70000}]}]}}',
    ],
  ])('%s', (_, change) => {
    place.write({ 'a.yaml': BAD });
    update('a.yaml');
    edit('a.yaml', change);
    expect(lint('a.yaml')).toMatchObject({ status: 0, stdout: '' });
  });

  test('in a renamed folder, in another working folder, and by an absolute path', () => {
    place.write({ 'one/a.yaml': BAD });
    update('one');
    fs.renameSync(path.join(place.folder, 'one'), path.join(place.folder, 'two'));
    expect(lint('two')).toMatchObject({ status: 0, stderr: expect.not.stringContaining('no longer') });
    expect(lint(path.join(place.folder, 'two')).status).toBe(0);
    place.enter('two');
    expect(place.run('lint', '.', '-b', '../accepted').status).toBe(0);
  });

  test('if the version of its API changes, and not if its object has another name', () => {
    const deployment = (version: string, name: string) =>
      `apiVersion: ${version}\nkind: Deployment\nmetadata: {name: ${name}}\nspec: {}\n`;
    place.write({ 'a.yaml': deployment('apps/v1', 'web') });
    update('a.yaml');
    const [first] = lines();
    expect(first).toMatchObject({ kind: 'Deployment', group: 'apps', name: 'web' });
    expect(rules('a.yaml')).toEqual([]);
    place.write({ 'a.yaml': deployment('apps/v1', 'other') });
    expect(rules('a.yaml').length).toBeGreaterThan(0);
  });
});

describe('a finding is new', () => {
  test('in another container, object or file', () => {
    place.write({ 'a.yaml': BAD });
    update('a.yaml');
    place.write({ 'a.yaml': BAD + container('other', 70001), '0.yaml': BAD.replace('name: web', 'name: api') });
    expect(rules('.')).toEqual(['0.yaml:14 api/container-port', 'a.yaml:18 api/container-port']);
    // the same object again: the file that the baseline lists is known
    place.write({ 'a.yaml': BAD, '0.yaml': BAD });
    expect(rules('.')).toEqual(['0.yaml:14 api/container-port']);
  });

  test('if there are more equal ones', () => {
    const many = (count: number) => pod('web', ...Array.from({ length: count }, () => container('log', 70000)));
    place.write({ 'a.yaml': many(3) });
    update('a.yaml', '--waive', 'api/container-name', '--waive', 'api-warning/duplicate-port');
    expect(lines().find(({ rule }) => rule === 'api/container-port')).toMatchObject({ count: 3 });
    place.write({ 'a.yaml': many(5) });
    expect(rules('a.yaml').filter((one) => one.endsWith('api/container-port'))).toHaveLength(2);
  });
});

test('reports how many findings no longer occur', () => {
  place.write({ 'a.yaml': BAD, 'b.yaml': BAD.replace('name: web', 'name: api') });
  update('.');
  place.write({ 'a.yaml': pod('web', container('app')) });
  expect(lint('.')).toEqual({
    status: 0,
    stdout: '',
    stderr:
      '1 finding of the baseline no longer occurs. Update the baseline with --update-baseline.\n' +
      '2 objects in 2 files: no findings; 1 finding in the baseline\n',
  });
  expect(update('.').status).toBe(0);
  expect(lines()).toHaveLength(1);
  expect(lint('.').stderr).not.toContain('no longer');
});

describe('what a run does not check remains', () => {
  const other = BAD.replace('name: web', 'name: api');
  beforeEach(() => {
    place.write({ 'a.yaml': BAD, 'b.yaml': other });
    update('.');
  });
  const expectKept = (...args: string[]): void => {
    expect(lint(...args).stderr).not.toContain('no longer');
    update(...args);
    expect(lines()).toHaveLength(2);
  };

  test('files that the run does not get', () => expectKept('a.yaml'));

  test('files that the run cannot read', () => {
    place.write({ 'b.yaml': 'a: [' });
    expectKept('.');
    expect(update('.')).toMatchObject({ status: 2, stderr: expect.stringContaining('b.yaml:1:5: ') });
  });

  (canRunUnprivileged() ? test : test.skip)('folders that the run cannot read', () => {
    place.write({ 'sub/c.yaml': BAD.replace('name: web', 'name: sub') });
    update('.');
    fs.chmodSync(path.join(place.folder, 'sub'), 0);
    const { status, stderr } = place.runUnprivileged('lint', '.', '-b', 'accepted');
    fs.chmodSync(path.join(place.folder, 'sub'), 0o700);
    expect(status).toBe(2);
    expect(stderr).not.toContain('no longer');
  });

  test('rules and severities that the run does not report', () => {
    place.write({ 'c.yaml': pod('c', container('app'), container('log')) });
    update('.', '--severity', 'advice', '--pod-security', 'restricted');
    const all = lines().length;
    expect(all).toBeGreaterThan(10);
    expect(lint('.', '--severity', 'error').stderr).not.toContain('no longer');
    update('.');
    expect(lines()).toHaveLength(all);
  });
});

describe('an invalid baseline is an error', () => {
  beforeEach(() => place.write({ 'a.yaml': BAD }));
  const HEADER = '{"format":"cdk8s-pods baseline","version":1}\n';

  test.each<[string, string | undefined, string]>([
    ['missing', undefined, 'There is no baseline accepted. Write it with --update-baseline.\n'],
    ['of another program', 'apiVersion: v1\n', 'accepted is not a baseline: its first line is not {"format"'],
    ['empty', '', 'accepted is not a baseline: '],
    [
      'of a newer version',
      HEADER.replace('1', '2'),
      'accepted has version 2 of the format, and this program reads version 1.\n',
    ],
    [
      'with a merge conflict',
      `${HEADER}<<<<<<< HEAD\n`,
      'accepted:2: the line is not a finding of a baseline. Resolve the merge conflict, ',
    ],
    ['with a line of another type', `${HEADER}[]\n`, 'accepted:2: the line is not a finding'],
    [
      'with an invalid count',
      `${HEADER}{"kind":"a","rule":"a","path":"","file":"","severity":"error","count":-1}\n`,
      'accepted:2: ',
    ],
    ['UTF-16', Buffer.from(HEADER, 'utf16le').toString('latin1'), 'accepted'],
  ])('%s', (_, content, message) => {
    if (content !== undefined) {
      place.write({ accepted: Buffer.from(content, 'latin1') });
    }
    expect(lint('a.yaml')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(message) });
  });

  test('a folder, a pipe, standard input, and no name', () => {
    fs.mkdirSync(path.join(place.folder, 'accepted'));
    expect(lint('a.yaml')).toMatchObject({ status: 2, stderr: expect.stringContaining('accepted is a folder') });
    expect(update('a.yaml')).toMatchObject({ status: 2, stderr: expect.stringContaining('accepted is a folder') });
    expect(place.run('lint', 'a.yaml', '-b', '-')).toMatchObject({
      status: 2,
      stderr: 'A baseline must be a file. "-" is standard input.\n',
    });
    expect(place.run('lint', 'a.yaml', '--update-baseline')).toMatchObject({
      status: 2,
      stderr: '--update-baseline requires the name of the file: --baseline FILE.\n',
    });
  });

  test('another file is not overwritten, and a damaged baseline is', () => {
    place.write({ accepted: BAD });
    expect(update('a.yaml')).toMatchObject({ status: 2, stderr: expect.stringContaining('is not a baseline') });
    expect(text()).toBe(BAD);
    place.write({ accepted: `${HEADER}<<<<<<< HEAD\n` });
    expect(update('a.yaml').status).toBe(0);
    expect(lines()).toHaveLength(1);
    place.write({ accepted: '' });
    expect(update('a.yaml').status).toBe(0);
    expect(lines()).toHaveLength(1);
  });

  test('a link is read, and not overwritten', () => {
    place.write({ 'real/file': '' });
    place.run('lint', 'a.yaml', '-b', 'real/file', '--update-baseline');
    fs.symlinkSync('real/file', path.join(place.folder, 'accepted'));
    expect(lint('a.yaml').status).toBe(0);
    expect(update('a.yaml')).toMatchObject({
      status: 2,
      stderr: 'accepted is a link, and must be a file. Move the link away.\n',
    });
  });
});

test('the file is sorted, does not depend on the order of files, and is not written again', () => {
  place.write({ 'a.yaml': BAD, 'b.yaml': BAD.replace('name: web', 'name: api') });
  update('b.yaml', 'a.yaml');
  const before = text();
  expect(before.split('\n').slice(1, -1)).toEqual(before.split('\n').slice(1, -1).sort());
  const { mtimeMs, ino } = fs.statSync(path.join(place.folder, 'accepted'));
  update('a.yaml', 'b.yaml');
  expect(text()).toBe(before);
  expect(fs.statSync(path.join(place.folder, 'accepted'))).toMatchObject({ mtimeMs, ino });
  // git can convert line ends, and a merge can repeat a line
  place.write({ accepted: `\ufeff${before.replace(/\n/g, '\r\n')}${before.split('\n')[1]}\r\n` });
  expect(lint('.')).toMatchObject({ status: 0, stderr: expect.not.stringContaining('no longer') });
  expect(place.read('.')).toEqual({ 'a.yaml': BAD, 'b.yaml': expect.anything(), accepted: expect.anything() });
});

test('the settings file names it, from its own folder, and lint of a folder does not read it as a manifest', () => {
  place.write({ 'a.yaml': BAD, 'conf/settings.yaml': 'baseline: ../all.json\n' });
  expect(place.run('lint', '.', '-c', 'conf/settings.yaml', '--update-baseline').status).toBe(0);
  expect(place.run('lint', '.', '-c', 'conf/settings.yaml')).toMatchObject({ status: 0 });
  expect(place.run('lint', '.')).toMatchObject({ status: 1, stderr: '1 object in 1 file: 1 error\n' });
  place.write({ 'conf/settings.yaml': 'baseline: [a]\n' });
  expect(place.run('lint', '.', '-c', 'conf/settings.yaml').stderr).toBe(
    'conf/settings.yaml: "baseline" must be the name of a file, and is ["a"].\n',
  );
  place.write({ 'conf/settings.yaml': 'basline: a\n' });
  expect(place.run('lint', '.', '-c', 'conf/settings.yaml').stderr).toContain('Did you mean "baseline"?');
});

test('hostile names stay in their lines', () => {
  const hostile = Object.values(HOSTILE);
  place.write({
    'a.json': hostile
      .map((name) =>
        JSON.stringify({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name },
          spec: { [name]: 1, containers: [{ name }] },
        }),
      )
      .join('\n---\n'),
  });
  // one of the names looks like a placeholder, which is a problem
  expect(update('a.json').status).toBe(2);
  expectSafe(text());
  expect(new Set(lines().map(({ name }) => name)).size).toBeGreaterThan(hostile.length - 3);
  expect(lint('a.json').stdout).toBe('');
});

test('runs at once leave a whole file, and nothing else', async () => {
  const names = Array.from({ length: 6 }, (_, i) => `${i}.yaml`);
  place.write(Object.fromEntries(names.map((name) => [name, BAD.replace('name: web', `name: ${name}`)])));
  const run = (name: string) =>
    new Promise((resolve) => {
      const args = [place.main, 'lint', name, '-b', 'accepted', '--update-baseline'];
      spawn(process.execPath, args, { cwd: place.folder, env: place.env }).on('close', resolve);
    });
  expect(await Promise.all(names.map(run))).toEqual(names.map(() => 0));
  // each run keeps what the others wrote
  expect([...new Set(lines().map(({ file }) => file))]).toEqual(names);
  expect(fs.readdirSync(place.folder).sort()).toEqual([...names, 'accepted']);
}, 60_000);

test('20,000 findings, in bounded time', () => {
  const fields = Array.from({ length: 20_000 }, (_, i) => `k${i}: 1\n`).join('');
  place.write({ 'a.yaml': pod('web', container('app')) + fields });
  expect(update('a.yaml').status).toBe(0);
  expect(lint('a.yaml')).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('20000 findings in the baseline'),
  });
}, 120_000);

test('a comment is identified by its text', () => {
  place.write({ 'a.yaml': `# cdk8s-pods waive api/labels: old\n${pod('web', container('app'))}` });
  update('a.yaml');
  edit('a.yaml', (before) => `# more\n${before}`);
  expect(rules('a.yaml')).toEqual([]);
  edit('a.yaml', (before) => before.replace('api/labels', 'api/container-image'));
  expect(rules('a.yaml')).toEqual(['a.yaml:2 unused-waiver']);
});

test('SARIF and JSON have fingerprints, which differ for equal findings', () => {
  place.write({ 'a.yaml': pod('web', container('log', 70000), container('log', 70000)) });
  const run = (format: string) => JSON.parse(place.run('lint', 'a.yaml', '-f', format).stdout);
  const fingerprints: string[] = run('json').map(({ fingerprint }: any) => fingerprint);
  expect(fingerprints.length).toBeGreaterThan(2);
  expect(new Set(fingerprints).size).toBe(fingerprints.length);
  expect(fingerprints.every((one) => /^[0-9a-f]{32}:[12]$/.test(one))).toBe(true);
  const results = run('sarif').runs[0].results;
  expect(results.map((one: any) => one.partialFingerprints)).toEqual(
    fingerprints.map((one) => ({ 'cdk8sPods/v1': one })),
  );
});
